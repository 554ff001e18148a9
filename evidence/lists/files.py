"""A file of rows, turned into the text that somebody could have pasted. It is read once and not kept."""

import lzma
import re
import struct
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, islice
from typing import Final

from evidence.lists.columns import Kind, ListSpec
from evidence.lists.cutting import SAMPLE, Cells, joined, tidy_ends
from evidence.lists.guarding import A_FORMULA
from evidence.lists.headings import headings_in, in_order
from evidence.lists.reading import MOST_ROWS, NotRead, cut, not_too_many
from evidence.lists.values import FIRST_SERIAL, SERIAL
from organisations.directory.problems import NotUnderstood
from organisations.directory.reading.files import MEGABYTE, File, head, packed
from organisations.directory.reading.opendocument import opendocument_rows
from organisations.directory.reading.text import encoding_of
from organisations.directory.reading.workbook import workbook_rows

MOST_FILE: Final = 5 * MEGABYTE
MOST_UNPACKED: Final = 20 * MEGABYTE
# What a browser can send back to us at once, with room for the rest of the form.
MOST_TEXT: Final = 900_000
SINCE_1904: Final = re.compile(rb"date1904\s*=\s*[\"'](1|true)")
FIRST_OF_1904: Final = date(1904, 1, 1)
PASTE_INSTEAD: Final = "Copy the rows, and paste them in the box"
KINDS: Final = "Choose an Excel file (.xlsx) or a CSV file"
NO_LISTS: Final = (
    (b"\xd0\xcf\x11\xe0", "This is an old Excel file (.xls), or one with a password. Save it as .xlsx without one"),
    (b"%PDF", f"This is a PDF. {KINDS}"),
    (b"\xff\xfe", "We cannot read how this text is written. Save it as CSV UTF-8"),
    (b"\xfe\xff", "We cannot read how this text is written. Save it as CSV UTF-8"),
    (b"\x1f\x8b", f"This file is packed. {KINDS}"),
    (b"\xff\xd8", f"This is a picture. {KINDS}"),
    (b"\x89PNG", f"This is a picture. {KINDS}"),
    (b"{\\rtf", f"This is a letter, not a list. {KINDS}"),
)
DAMAGED: Final = f"We could not read this file: it may be damaged. {PASTE_INSTEAD}"
# What the readers of zip, XML and text raise over a file that is not what it says.
UNREADABLE: Final = (NotUnderstood, ValueError, LookupError, ArithmeticError, struct.error, lzma.LZMAError)


def text_of(listed: ListSpec, file: File) -> str:
    """Give a file's rows as text with tabs. Raises NotRead, in one sentence or two, for anything that is no list."""
    if file.size == 0:
        raise NotRead("The file is empty. Choose another one")
    if file.size > MOST_FILE:
        raise NotRead(f"The file must be smaller than {MOST_FILE // MEGABYTE} MB. {PASTE_INSTEAD}")
    start = head(file)
    for magic, words in NO_LISTS:
        if start.startswith(magic):
            raise NotRead(words)
    rows = _of_a_sheet(listed, file) if start.startswith(b"PK") else _of_text(listed, file)
    if not rows:
        raise NotRead("There are no rows in this file. Choose another one")
    text = joined(rows)
    if len(text.encode()) + len(rows) > MOST_TEXT:
        raise NotRead("There is too much text in this file to check at once. Split it in two")
    return text


def _of_text(listed: ListSpec, file: File) -> list[Cells]:
    try:
        encoding = encoding_of(file)
        with file.open() as stream:
            text = stream.read().decode(encoding)
    except NotUnderstood as problem:
        raise NotRead(str(problem).removesuffix(".")) from problem
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        raise NotRead(f"This is a web page, not a list. {KINDS}")
    return [record.cells for record in cut(listed, tidy_ends(text))]


def _of_a_sheet(listed: ListSpec, file: File) -> list[Cells]:
    try:
        return _with_days(listed, _chosen(listed, _sheets(file)), _first_day(file))
    except NotRead:
        raise
    except UNREADABLE as problem:
        raise NotRead(DAMAGED) from problem


def _sheets(file: File) -> Iterator[tuple[str, int, Cells]]:
    with packed(file) as package:
        names = set(package.namelist())
        if sum(entry.file_size for entry in package.infolist()) > MOST_UNPACKED:
            raise NotRead(f"There is too much in this file. {PASTE_INSTEAD}")
    if "xl/workbook.xml" in names:
        return workbook_rows(file, no_result=A_FORMULA)
    if "content.xml" in names and "mimetype" in names:
        return opendocument_rows(file)
    raise NotRead(f"There is no list in this file. {KINDS}")


def _first_day(file: File) -> date:
    """Say which day a workbook counts its days from: some of them from 1904."""
    with packed(file) as package:
        said = package.read("xl/workbook.xml") if "xl/workbook.xml" in package.namelist() else b""
    return FIRST_OF_1904 if SINCE_1904.search(said) else FIRST_SERIAL


def _chosen(listed: ListSpec, rows: Iterable[tuple[str, int, Cells]]) -> list[Cells]:
    """Take the first sheet that has the headings of the list, or else the first that has anything."""
    first: list[Cells] = []
    for _name, group in groupby(rows, key=lambda row: row[0]):
        found = not_too_many([cells for _sheet, _number, cells in islice(group, MOST_ROWS + SAMPLE + 1)])
        if any(headings_in(listed, cells) for cells in found[:SAMPLE]):
            return found
        first = first or found
    return first


def _with_days(listed: ListSpec, rows: list[Cells], first: date) -> list[Cells]:
    """Write the days of a workbook as people do: it counts them."""
    headings = next(filter(None, (headings_in(listed, cells) for cells in rows[:SAMPLE])), None) or in_order(listed)
    places = {
        place
        for column in listed.columns
        if column.kind is Kind.DATE
        for place in headings.places.get(column.field, ())
    }
    return [[_day(cell, first) if at in places else cell for at, cell in enumerate(cells)] for cells in rows]


def _day(cell: str, first: date) -> str:
    serial = SERIAL.fullmatch(cell)
    return f"{first + timedelta(days=int(serial[1])):%d/%m/%Y}" if serial else cell
