"""What a file really is: told by its name, by its first bytes, and by what is in it, each with a reason."""

from importlib import import_module

import pytest

from dsptcare.embedded import ROOT
from evidence.inspection.__main__ import ROOMS
from evidence.inspection.kinds import ENDINGS, HEAD, MEDIA_TYPES, Kind, kind_of, refuse_another
from evidence.inspection.names import LONGEST, tidy
from evidence.refusing import FileRefused, Reason
from evidence.words import FILE_REFUSALS, file_refusal
from tests.integration.evidence.corpus import harmless
from tests.reading import reading
from tests.unit.evidence.looking import why_not

HARDEST = 6.0  # the American grade of a page for everybody


def test_every_reason_has_words_and_no_words_are_left_over() -> None:
    assert set(FILE_REFUSALS) == set(Reason)


def test_every_reason_is_given_somewhere() -> None:
    sources = [path for path in (ROOT / "evidence").rglob("*.py") if path.name not in ("words.py", "refusing.py")]
    told = " ".join(path.read_text() for path in sources)

    assert [reason for reason in Reason if f"Reason.{reason.name}" not in told] == []


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_is_one_plain_sentence_that_says_what_to_do(reason, settings) -> None:
    settings.EVIDENCE_MAX_BYTES, settings.EVIDENCE_QUOTA_BYTES = 10_000_000, 1_500_000_000
    words = file_refusal(FileRefused(reason))

    assert words[0].isupper()
    assert not any(end in words for end in (". ", "! ", "? ", "{"))
    assert words[-1] not in ".!?"
    assert reading(words)[0] <= HARDEST
    assert any(word in words for word in ("must", "choose", "save", "Save", "tell us", "make", "give", "print"))


@pytest.mark.parametrize(("most", "words"), [(10_000_000, "10 MB"), (2_500_000, "2.5 MB"), (1_500_000_000, "1,500 MB")])
def test_a_size_is_said_in_megabytes(settings, most, words) -> None:
    settings.EVIDENCE_MAX_BYTES = most

    assert file_refusal(FileRefused(Reason.TOO_BIG)) == f"This file must be smaller than {words}"


def test_every_kind_has_an_ending_a_media_type_and_a_room() -> None:
    assert set(ENDINGS.values()) == set(MEDIA_TYPES) == set(ROOMS) == set(Kind)


@pytest.mark.parametrize(("name", "content"), harmless.all_of_them().items())
def test_what_people_really_have_is_taken(name, content) -> None:
    _, kind = tidy(name)
    refuse_another(kind, content[:HEAD])

    assert why_not(import_module(f"evidence.inspection.{ROOMS[kind]}").check, content, kind) is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Privacy notice.pdf", "Privacy notice.pdf"),
        ("C:\\Users\\Tom\\Privacy notice.PDF", "Privacy notice.PDF"),
        ("../../../etc/passwd.txt", "passwd.txt"),
        ("a\u200bb\u202ec\x00d\x1f.pdf", "abcd.pdf"),
        ("  two   spaces .docx", "two spaces.docx"),
        (".pdf", "file.pdf"),
        ("....pdf", "file.pdf"),
        ('a<b>:"c|d?*.csv', "a_b_c_d_.csv"),
        ("con.pdf", "file con.pdf"),
        ("NUL .txt", "file NUL.txt"),
        ("com1.backup.txt", "file com1.backup.txt"),
        ("lpt\u00b9.txt", "file lpt\u00b9.txt"),
        ("consent.pdf", "consent.pdf"),
        ("Zoe\u0308.jpg", "Zo\u00eb.jpg"),
        ("2026.11.22 minutes v1.2.docx", "2026.11.22 minutes v1.2.docx"),
        ("example.com.pdf", "example.com.pdf"),
    ],
)
def test_a_name_is_made_harmless(name, kept) -> None:
    assert tidy(name)[0] == kept


@pytest.mark.parametrize("letter", ["a", "\u00e9", "\U0001f600"])
def test_a_long_name_is_cut_and_keeps_its_ending(letter) -> None:
    name, kind = tidy(f"{letter * 300}.docx")

    assert len(name) == LONGEST
    assert name.endswith(f"{letter}.docx")
    assert kind is Kind.WORD


@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        ("exe", Reason.KIND),
        ("", Reason.KIND),
        ("doc", Reason.OLD_OFFICE),
        ("docm", Reason.MACROS),
        ("heic", Reason.IPHONE_PICTURE),
    ],
)
def test_an_ending_that_is_not_taken_has_its_own_advice(ending, reason) -> None:
    assert why_not(kind_of, ending) is reason
