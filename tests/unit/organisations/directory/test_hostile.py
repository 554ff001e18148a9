"""Whatever is sent: a sentence, with row and column where there is one, and never another error."""

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisations.directory.problems import NotUnderstood
from organisations.directory.reading import MOST_BYTES, File, parts_of
from tests.factories import directory as d
from tests.unit.organisations.directory.reading_of import problem

LOCATIONS = [d.location(f"1-{number}", code=f"VL{number:03}") for number in range(30)]
SHEETS = {"HSCA_Active_Locations": d.monthly(*LOCATIONS)}
SOUND = {
    "ecarehomesite.csv": d.headless(*d.many_sites(30)),
    "weekly.csv": d.as_csv(d.weekly(*LOCATIONS)),
    "monthly.csv": d.as_csv(d.monthly(*LOCATIONS)),
    "monthly.xlsx": d.as_xlsx(SHEETS),
    "monthly.ods": d.as_ods(SHEETS),
    "national.csv": d.as_csv(d.national(*d.many_results(30))),
    "pack.zip": d.as_zip(ecarehomehq=d.headless(*d.many_offices(30)), ecarehomesite=d.headless(*d.many_sites(30))),
}
PLAIN = ("ecarehomesite.csv", "weekly.csv", "monthly.csv", "national.csv")
PACKED = ("monthly.xlsx", "monthly.ods", "pack.zip")


@pytest.mark.parametrize("name", SOUND)
def test_the_sound_files_are_sound(name: str) -> None:
    assert problem(SOUND[name], name) is None


@pytest.mark.parametrize("name", PLAIN)
def test_a_file_cut_off_within_a_row_names_the_row(name: str) -> None:
    rows = SOUND[name].split(b"\r\n")
    whole = b"\r\n".join(rows[:20]) + b"\r\n"

    for kept in range(1, len(rows[20]) // 2, 7):
        found = problem(whole + rows[20][:kept], name)
        assert found is not None, kept
        assert found.row == 21, str(found)


@pytest.mark.parametrize("name", PACKED)
def test_a_packed_file_cut_off_anywhere_is_called_damaged(name: str) -> None:
    content = SOUND[name]

    for kept in range(10, len(content) - 1, len(content) // 40):
        assert problem(content[:kept], name) is not None, kept


@pytest.mark.parametrize("name", SOUND)
def test_bytes_changed_at_random_are_read_or_refused(name: str) -> None:
    """Anything but NotUnderstood would escape from `problem`."""
    chance = random.Random(name)
    for _ in range(150):
        content = bytearray(SOUND[name])
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        problem(bytes(content), name)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused(content: bytes) -> None:
    assert problem(content, "ecarehomesite.csv") is not None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=27, max_size=27), min_size=1, max_size=3))
def test_any_twenty_seven_columns_are_read_or_refused(rows: list[list[str]]) -> None:
    found = problem(d.headless(*rows).replace(b"\x00", b""), "ecarehomesite.csv")

    assert found is None or str(found)


WORDS = {
    "empty": (b"", "ecarehomesite.csv", "The file is empty"),
    "blank": (b"\r\n\r\n  \r\n", "ecarehomesite.csv", "1 columns"),
    "only line ends": (b"\r\n\r\n", "ecarehomesite.csv", "nothing but blank rows"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "ecarehomesite.csv", "not plain text"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(60), "ecarehomesite.csv", "not plain text"),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "ecarehomesite.csv", "This is a PDF"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "monthly.xls", "old Excel file"),
    "a web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "ecarehomesite.csv", "This is a web page"),
    "UTF-16": (SOUND["weekly.csv"].decode().encode("utf-16"), "weekly.csv", "UTF-16"),
    "gzip": (b"\x1f\x8b\x08\x00" + bytes(30), "ecarehomesite.csv.gz", "gzip"),
    "another list": (b'"a","b","c"\r\n', "list.csv", "its first row has 3 columns"),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "pack.zip", "nothing in it"),
    "a zip of pictures": (d.as_zip().replace(b"PK\x05\x06", b"PK\x03\x04"), "pack.zip", "damaged"),
}


@pytest.mark.parametrize("sort", WORDS)
def test_what_is_no_list_is_refused_in_words(sort: str) -> None:
    content, name, words = WORDS[sort]

    assert words in str(problem(content, name))


def test_two_encodings_in_one_file_are_told_apart_by_row() -> None:
    content = d.headless(d.care("VLABC", "CAFÉ COURT")) + d.headless(d.care("VLABD", "ÉLAN"), encoding="cp1252")

    found = problem(content, "ecarehomesite.csv")

    assert str(found).startswith("Row 2: The accents here are written in another encoding than in row 1.")


def test_letters_of_no_known_encoding_are_named_by_row() -> None:
    content = d.headless(d.care("VLABC")) + d.headless(d.care("VLABD", "CAF#")).replace(b"#", b"\x81")

    assert str(problem(content, "ecarehomesite.csv")).startswith("Row 2: Some letters are in an encoding")


def test_a_row_without_end_is_refused() -> None:
    assert "far too long" in str(problem(b'"' + b"a" * 2_000_000, "ecarehomesite.csv"))


def test_a_file_of_200_megabytes_is_refused_before_it_is_opened() -> None:
    def never() -> io.BytesIO:
        raise AssertionError("It was opened")

    with pytest.raises(NotUnderstood, match=r"The file has 200 MB\. We read files smaller than 200 MB\."):
        parts_of(File("ecarehomesite.csv", MOST_BYTES, never))


# --- Zips and what is in them ---


def packed(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_csv", ".csv"), data)
    return content.getvalue()


CONTENT = zipfile.ZipFile(io.BytesIO(SOUND["monthly.ods"])).read("content.xml")
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BOOK = zipfile.ZipFile(io.BytesIO(SOUND["monthly.xlsx"]))
TYPE = b'<?xml version="1.0" encoding="UTF-8"?>'


def with_sheet(change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Give the workbook with one of its parts changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name in BOOK.namelist():
            package.writestr(name, change(BOOK.read(name)) if name == part else BOOK.read(name))
    return content.getvalue()


MANY_CELLS = b'<table:table-cell table:number-columns-repeated="999999999" '
MANY_ROWS = b'<table:table-row table:number-rows-repeated="999999999">'
ZIPS = {
    "a bomb": (packed(content_xml=bytes(30_000_000)), "unpacks to 30 MB"),
    "a bomb of CSV": (packed(ecarehomesite_csv=b"a" * 30_000_000, ecarehomehq_csv=b"a"), "unpacks to 30 MB"),
    "an OpenDocument with a document type": (packed(content_xml=DOCTYPE + CONTENT.removeprefix(TYPE)), "document type"),
    "a workbook with a document type": (with_sheet(lambda sheet: DOCTYPE + sheet), "document type"),
    "a workbook whose index has one": (
        with_sheet(lambda index: DOCTYPE + index.partition(b"?>")[2], "xl/workbook.xml"),
        "damaged",
    ),
    "no XML": (packed(content_xml=b"Location ID"), "damaged"),
    "an OpenDocument without a table": (packed(content_xml=b"<a/>"), "no headings that we know"),
    "a workbook without its index": (packed(xl__workbook_xml=b"<a/>"), "damaged"),
    "a cell that comes a billion times": (
        packed(content_xml=CONTENT.replace(b"<table:table-cell ", MANY_CELLS, 1)),
        "more than 1,000 columns",
    ),
    "a row that comes a billion times": (
        packed(content_xml=CONTENT.replace(b"<table:table-row>", MANY_ROWS, 1)),
        "999,999,999 times",
    ),
    "a cell far to the right": (
        with_sheet(lambda sheet: sheet.replace(b'r="B1"', b'r="XFD1"')),
        "more than 1,000 columns",
    ),
    "a shared text that is not there": (
        with_sheet(lambda sheet: sheet.replace(b'r="A2" t="inlineStr"><is><t>1-0</t></is>', b'r="A2" t="s"><v>7</v>')),
        "Row 2, column 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("sort", ZIPS)
def test_a_hostile_zip_is_refused_in_words(sort: str) -> None:
    content, words = ZIPS[sort]

    assert words in str(problem(content, "monthly.zip"))


def test_blank_rows_and_cells_without_number_are_only_counted() -> None:
    blank = MANY_ROWS + MANY_CELLS + b"/></table:table-row>"
    content = packed(content_xml=CONTENT.replace(b"</table:table>", blank + b"</table:table>"))

    assert problem(content, "monthly.ods") is None


def test_a_locked_zip_is_refused() -> None:
    content = bytearray(SOUND["pack.zip"])
    for at in range(len(content) - 4):
        if content[at : at + 4] == b"PK\x01\x02":
            content[at + 8] |= 1

    assert "locked with a password" in str(problem(bytes(content), "pack.zip"))
