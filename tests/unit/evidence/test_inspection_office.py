"""Zips, and the Word and Excel files in them: what is honest is taken, whatever else it looks like."""

import pytest

from evidence.inspection import formulas, office, zips
from evidence.inspection.kinds import Kind
from evidence.refusing import Reason
from tests.integration.evidence.corpus import harmless, packing
from tests.unit.evidence.looking import why_not


def test_a_zip_gives_its_parts() -> None:
    assert zips.unpack(harmless.word()) == harmless.word_parts()


def test_sizes_may_stand_after_the_data_as_some_programs_write_them() -> None:
    good = packing.parts(harmless.word_parts())
    after = packing.changed(good, "word/document.xml", flags=8, after=b"PK\7\10" + b"\0" * 12)

    assert zips.unpack(packing.packed(after)) == harmless.word_parts()


def test_a_folder_has_no_part() -> None:
    assert zips.unpack(packing.packed([packing.Part("word/", b"", method=0), packing.Part("a.xml", b"<a/>")])) == {
        "a.xml": b"<a/>"
    }


@pytest.mark.parametrize(
    ("cap", "most", "reason"),
    [
        ("MOST_ENTRIES", 3, Reason.UNPACKS_TOO_BIG),
        ("MOST_ENTRIES", 4, None),
        ("MOST_UNPACKED", 1_000, Reason.UNPACKS_TOO_BIG),
        ("MOST_UNPACKED", 10_000, None),
    ],
)
def test_a_zip_has_caps(monkeypatch, cap, most, reason) -> None:
    monkeypatch.setattr(zips, cap, most)

    assert why_not(zips.unpack, harmless.word()) is reason


@pytest.mark.parametrize(("times", "reason"), [(200, Reason.UNPACKS_TOO_BIG), (1_100, None)])
def test_a_zip_may_not_grow_a_thousand_times(monkeypatch, times, reason) -> None:
    monkeypatch.setattr(zips, "MOST_TIMES", times)

    assert why_not(zips.unpack, packing.packed({"a.xml": b"\0" * 1_500_000})) is reason


def test_every_byte_of_a_zip_is_accounted_for() -> None:
    """Nothing can be added anywhere: not before, between or behind the parts."""
    whole = harmless.word()
    taken = [at for at in range(0, len(whole) + 1, 7) if why_not(zips.unpack, whole[:at] + b"x" + whole[at:]) is None]

    assert taken == []


def test_a_part_may_be_in_any_letters_of_xml() -> None:
    parts = {**harmless.word_parts(), "word/document.xml": harmless.document().decode().encode("utf-16")}

    assert why_not(office.check, packing.packed(parts), Kind.WORD) is None


def test_a_printer_may_leave_its_settings() -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
    said = f'<Default Extension="bin" ContentType="{kind}"/>'
    parts = {
        **harmless.word_parts(),
        "[Content_Types].xml": harmless.types(more=said),
        "xl/printerSettings/p1.bin": b"HP",
    }

    assert why_not(office.check, packing.packed(parts), Kind.WORD) is None


@pytest.mark.parametrize(
    "formula",
    ['=CONCATENATE(A1,"|",B!A1)', "='a|b'!A1", "=RECALL(1)", '="say DDE"', "=SUM(A1:A9)", '=IF(A1>1,"!","|")'],
)
def test_an_honest_formula_is_taken(formula) -> None:
    cell = f"<worksheet><c><f>{formula.replace('&', '&amp;').replace('>', '&gt;')}</f></c></worksheet>".encode()

    assert why_not(formulas.check, cell) is None


@pytest.mark.parametrize(
    "code", ["PAGE", ' HYPERLINK "https://example.org/added" ', "TOC \\o &quot;1-3&quot;", "DATE \\@ d"]
)
def test_an_honest_field_is_taken(code) -> None:
    part = f"<d><fldChar fldCharType='begin'/><instrText>{code}</instrText><fldChar fldCharType='end'/></d>".encode()

    assert why_not(formulas.check, part) is None
