"""Plain text and CSV: kept in one encoding, and taken whatever honest people write."""

import pytest

from evidence.inspection import texts
from evidence.inspection.kinds import Kind
from tests.unit.evidence.looking import why_not


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_text_is_kept_in_one_encoding(encoding) -> None:
    words = "Zoë said \u2013 \u201cyes\u201d\r\n"

    assert texts.check(words.encode(encoding), Kind.TEXT) == b"\xef\xbb\xbf" + words.encode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_text_that_is_utf_8_already_stays_as_it_came(mark) -> None:
    assert texts.check(mark + "Zoë\n".encode(), Kind.TEXT) is None


@pytest.mark.parametrize(
    "words",
    [
        "5 < 6 and 7 > 3",
        "Name,Sum\nTom,=SUM(A1:A2)\n",
        "Name,Change\nTom,-5\nAnn,+5\n@home,1\n",
        "a|b|c!\n",
        "ID;Product;Price\n1;Bed;20\n",
        "MZ Smith rang\n",
        "From: the office\n",
        "tab\there\fnext page",
        "😀 Zoë",
    ],
)
def test_an_honest_text_is_taken(words) -> None:
    assert why_not(texts.check, words.encode(), Kind.CSV) is None
