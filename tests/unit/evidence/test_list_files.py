"""Files of rows: Excel, CSV and OpenDocument become text that somebody could have pasted; the rest gets a sentence."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from evidence.lists import files
from evidence.lists.files import text_of
from evidence.lists.reading import NotRead, read
from evidence.lists.specs import DEVICES, TRAINING
from organisations.directory.reading.files import file_of

TODAY = date(2026, 11, 22)
MAY = date(2026, 5, 4)
STAFF = [["Name", "Job", "Last trained on"], ["Tom", "Carer", MAY], ["Ann", None, None]]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*sheets: list[list[Any]]) -> bytes:
    made, content = Workbook(), BytesIO()
    for number, rows in enumerate(sheets):
        sheet = made.active if not number else made.create_sheet()
        for row in rows:
            sheet.append(row)
    made.save(content)
    return content.getvalue()


def changed(package: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Give a package with other words in one of its parts."""
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as before, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            said = before.read(name)
            after.writestr(name, said.replace(old, new) if name == part else said)
    return content.getvalue()


def text(content: bytes, listed=TRAINING) -> str:
    return text_of(listed, file_of(content, "list"))


def values(content: bytes, listed=TRAINING) -> list[dict[str, Any]]:
    return [dict(row.values) for row in read(listed, text(content, listed), TODAY).rows]


TOM_AND_ANN = [{"name": "Tom", "job": "Carer", "trained_on": MAY}, {"name": "Ann"}]


def test_a_workbook_becomes_rows_and_its_days_are_written_as_people_do():
    assert text(workbook(STAFF)).split("\n") == ["Name\tJob\tLast trained on", "Tom\tCarer\t04/05/2026", "Ann\t"]
    assert values(workbook(STAFF)) == TOM_AND_ANN


def test_the_sheet_with_the_headings_is_taken_wherever_it_is():
    assert values(workbook([["Rota"], ["Monday"]], [["My staff"], [], *STAFF])) == TOM_AND_ANN


def test_without_headings_the_first_sheet_is_taken_in_order():
    half_past_nine = datetime(2026, 5, 4, 9, 30)  # noqa: DTZ001 - a workbook knows no time zones

    assert values(workbook([["Tom", "Carer", half_past_nine]])) == [TOM_AND_ANN[0]]


def test_a_workbook_that_counts_its_days_from_1904_says_the_same_days():
    made, content = Workbook(), BytesIO()
    made.epoch = CALENDAR_MAC_1904
    for row in STAFF:
        made.active.append(row)
    made.save(content)

    assert values(content.getvalue()) == TOM_AND_ANN


def test_ticks_of_a_workbook_are_yes_and_no():
    rows = [["Device", "Encrypted", "Antivirus", "OS"], ["Laptop", True, False, 11], ["Phone", "Yes", None, "15.0"]]

    assert values(workbook(rows), DEVICES) == [
        {"name": "Laptop", "software": "11", "has_antivirus": "no", "is_encrypted": "yes"},
        {"name": "Phone", "software": "15.0", "is_encrypted": "yes"},
    ]


def test_a_formula_counts_by_its_result_and_without_one_is_not_understood():
    rows = workbook([["Name", "Job"], ["Tom", "=B9"], ["Ann", "=B8"]])
    worked_out = changed(rows, SHEET, b"<f>B9</f><v></v>", b"<f>B9</f><v>7</v>")
    worked_out = changed(worked_out, SHEET, b"<f>B9</f><v />", b"<f>B9</f><v>7</v>")

    [tom, ann] = read(TRAINING, text(worked_out), TODAY).rows

    assert tom.values["job"] == "7"
    assert [problem.words for problem in ann.problems] == ["we cannot work out a formula. Type what it comes to"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_in_every_way_that_excel_saves_it(encoding, delimiter):
    rows = [["Name", "Job"], ["Zoë", "“Carer”"], ["", ""], ["Tom", f"Cook{delimiter}cleaner"]]
    content = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)

    assert values(content) == [
        {"name": "Zoë", "job": "“Carer”"},
        {"name": "Tom", "job": "Cook cleaner" if delimiter == "\t" else f"Cook{delimiter}cleaner"},
    ]


def test_a_list_of_one_column_is_not_divided_at_its_commas():
    assert values(b'Name\r\n"Hill, Tom"\r\n"Lee, Ann"\r\n') == [{"name": "Hill, Tom"}, {"name": "Lee, Ann"}]
    assert values(workbook([["Name"], ["Hill, Tom"]])) == [{"name": "Hill, Tom"}]


def test_an_opendocument_sheet_is_read_as_well():
    cells = "".join(f"<table:table-cell><text:p>{words}</text:p></table:table-cell>" for words in ("Tom", "Carer"))
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            '<o:d xmlns:o="o" xmlns:table="t" xmlns:text="x" xmlns:office="f">'
            '<table:table table:name="Staff"><table:table-row>'
            f'{cells}<table:table-cell office:date-value="2026-05-04"><text:p>4 May</text:p></table:table-cell>'
            "</table:table-row></table:table></o:d>",
        )

    assert values(content.getvalue()) == [TOM_AND_ANN[0]]


# --- What is no list ---

DAMAGED = "We could not read this file"
BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet"


def empty_package(*names: str, size: int = 0) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, Random(size).randbytes(size))
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"\r\n\r\n", "There are no rows in this file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "This is an old Excel file"),
        (b"%PDF-1.7\n", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        ("Name\tJob".encode("utf-16"), "Save it as CSV UTF-8"),
        (b"<html><table><tr><td>Tom", "This is a web page"),
        (b"Name,Job\n\x00\x01\x02,x", "This is not plain text"),
        (b"Name,Job\nTom,\x81\x8d", "Save it as CSV UTF-8"),
        (b"Name,Job\n" + b"Tom,Carer\n" * 6_000, "There are more than 5,000 rows"),
        (workbook([["Name", "Job"], *[["Tom", "Carer"]] * 5_100]), "There are more than 5,000 rows"),
        (b"Name,Job\n" + b"Tom Hill,Carer at night and at the weekend\n" * 4_900 + b"y" * 800_000, "too much text"),
        (b"PK\x03\x04" + b"\0" * 60, DAMAGED),
        (empty_package(), "no list in this file"),
        (empty_package("word/document.xml"), "no list in this file"),
        (empty_package("xl/workbook.xml"), DAMAGED),
        (changed(workbook(STAFF), SHEET, b"<worksheet", BOMB), DAMAGED),
        (changed(workbook(STAFF), "xl/workbook.xml", b"<workbook", b"<!DOCTYPE x><workbook"), DAMAGED),
        (changed(workbook(STAFF), SHEET, b"<worksheet", b"<?xml version='1.0' encoding='utf-7'?><worksheet"), DAMAGED),
        (changed(workbook(STAFF), SHEET, b"<worksheet", b"<?xml version='1.0' encoding='none'?><worksheet"), DAMAGED),
        (changed(workbook(STAFF), SHEET, b'r="A2"', b'r="ZZZZZZZZ2"'), DAMAGED),
        (changed(workbook(STAFF), SHEET, b'<row r="2"', b'<row r="' + b"9" * 5_000 + b'"'), DAMAGED),
        (changed(workbook(STAFF), "xl/_rels/workbook.xml.rels", b"<Relationships", b"<Relations"), DAMAGED),
        (workbook(STAFF)[:-100], DAMAGED),
    ],
)  # fmt: skip
def test_what_is_no_list_gets_a_sentence_that_says_what_to_do(content, words):
    with pytest.raises(NotRead, match=words) as refused:
        text(content)
    assert not str(refused.value).endswith(".")


def test_a_file_too_big_is_not_opened(monkeypatch):
    monkeypatch.setattr(files, "MOST_FILE", 1_000)

    with pytest.raises(NotRead, match="The file must be smaller than"):
        text(b"x" * 1_001)


def test_a_package_that_grows_too_big_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(files, "MOST_UNPACKED", 10_000)

    with pytest.raises(NotRead, match="There is too much in this file"):
        text(empty_package("xl/workbook.xml", "xl/other.xml", size=6_000))


WHOLE = workbook(STAFF)
slips = st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=4)


def slipped(content: bytes, places: list[tuple[int, int]]) -> bytes:
    written = bytearray(content)
    for at, byte in places:
        written[at % len(written)] = byte
    return bytes(written)


def sheet_of(package: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(package)) as opened:
        return opened.read(SHEET)


def is_read_or_refused(content: bytes) -> bool:
    """Say whether a file is read, or refused in words; any other error goes on its way."""
    try:
        return isinstance(text(content), str)
    except NotRead as problem:
        return bool(str(problem))


@settings(deadline=None)
@given(slips)
def test_a_workbook_with_any_bytes_changed_is_read_or_refused_in_words(places):
    assert is_read_or_refused(slipped(WHOLE, places))


@settings(deadline=None)
@given(slips)
def test_a_sheet_with_any_bytes_changed_is_read_or_refused_in_words(places):
    sheet = sheet_of(WHOLE)

    assert is_read_or_refused(changed(WHOLE, SHEET, sheet, slipped(sheet, places)))


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"Name,Job\n"]))
def test_any_bytes_are_read_or_refused_in_words(content, start):
    assert is_read_or_refused(start + content)
