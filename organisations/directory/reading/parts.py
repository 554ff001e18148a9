"""What is in a file: one list, or in a zip or a JSON object several."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from organisations.directory.kinds import CARE_FILES, CQC_FILES, HEADLESS, WORDS, Kind, has_only_changes, kind_in_name
from organisations.directory.problems import NotUnderstood, WhichList
from organisations.directory.reading.care_files import WIDTH, care_rows, looks_like_successors, successor_rows
from organisations.directory.reading.cells import Notes
from organisations.directory.reading.cqc import cqc_rows
from organisations.directory.reading.files import MEGABYTE, File, check_size, file_of, head, packed, unpacked
from organisations.directory.reading.headings import LEAD_IN, Headings, headings_in
from organisations.directory.reading.national import national_rows
from organisations.directory.reading.opendocument import opendocument_rows
from organisations.directory.reading.rows import Row
from organisations.directory.reading.text import csv_rows
from organisations.directory.reading.workbook import workbook_rows

SheetRows = Iterator[tuple[str, int, list[str]]]
MONTHLY_SHEET: Final = "hsca_active_locations"
MOST_JSON: Final = 50 * MEGABYTE
EXPECTED: Final = "We read the lists of ODS and of CQC, and the national list of results."
# How files that are no lists begin, and what to say.
NO_LISTS: Final = (
    (b"\xd0\xcf\x11\xe0", "This is an old Excel file (.xls) or a locked one. Save it as .xlsx or CSV, then try again."),
    (b"%PDF", f"This is a PDF. {EXPECTED}"),
    (b"\xff\xfe", "This text is in UTF-16. Save it as CSV UTF-8, then try again."),
    (b"\xfe\xff", "This text is in UTF-16. Save it as CSV UTF-8, then try again."),
    (b"PK\x05\x06", "This zip has nothing in it. Download it again."),
    (b"\x1f\x8b", "This is packed with gzip. Unpack it, then try again."),
)


@dataclass(frozen=True)
class Part:
    """One list: its kind, the name it goes by, and its rows, to be read as often as needed."""

    kind: Kind
    name: str
    read: Callable[[Notes], Iterator[Row]]
    is_whole: bool = True
    notes: Notes = field(default_factory=Notes)

    def rows(self) -> Iterator[Row]:
        """Read the rows from the start. Raises NotUnderstood."""
        self.notes.count = 0
        self.notes.first.clear()
        return self.read(self.notes)


def parts_of(file: File, kind: Kind | None = None) -> list[Part]:
    """Recognise what is in a file, in the order to load it. `kind` is what a person says it is.

    Raises WhichList when only a person can say, and NotUnderstood for what is no list of ours.
    """
    check_size(file)
    start = head(file)
    for magic, words in NO_LISTS:
        if start.startswith(magic):
            raise NotUnderstood(words)
    if start.startswith(b"PK\x03\x04"):
        found = _packed_parts(file, kind)
    elif start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        found = _json_parts(file, kind)
    else:
        found = [_csv_part(file, kind)]
    return sorted(found, key=lambda part: part.kind.turn)


def _packed_parts(file: File, kind: Kind | None) -> list[Part]:
    with packed(file) as package:
        names = set(package.namelist())
        members = [_member(file, entry) for entry in package.infolist() if entry.filename.lower().endswith(".csv")]
    if "content.xml" in names:
        return [_sheet_part(file, kind, opendocument_rows)]
    if "xl/workbook.xml" in names:
        return [_sheet_part(file, kind, workbook_rows)]
    if not members:
        raise NotUnderstood(f"There is no list in this zip. {EXPECTED}")
    return _several(members, kind, only_changes=has_only_changes(file.name))


def _member(file: File, entry: zipfile.ZipInfo) -> File:
    return File(PurePosixPath(entry.filename).name, entry.file_size, lambda: unpacked(file, entry.filename))


def _json_parts(file: File, kind: Kind | None) -> list[Part]:
    """Read the object that the ODS service sends for several reports: each report's name with its CSV."""
    if file.size > MOST_JSON:
        raise NotUnderstood(f"This JSON is over {MOST_JSON // MEGABYTE} MB. Download one report at a time as CSV.")
    try:
        with file.open() as stream:
            reports = json.loads(stream.read().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
        line = getattr(problem, "lineno", None)
        raise NotUnderstood("We could not read this JSON. Download it again.", row=line) from problem
    if not isinstance(reports, dict):
        raise NotUnderstood("We expected a JSON object with the names of reports. Download it again.")
    if "error" in reports:
        raise NotUnderstood("The ODS service answered with an error, not with a list. Ask it for the report again.")
    members = [file_of(_csv_in(name, report), f"{name.strip()}.csv") for name, report in reports.items()]
    return _several(members, kind, only_changes=has_only_changes(file.name))


def _csv_in(name: str, report: Any) -> bytes:
    if isinstance(report, list) and all(isinstance(line, str) for line in report):
        report = "\n".join(report)
    if not isinstance(report, str):
        raise NotUnderstood(f"The report {name[:40]} is not CSV text. Download it as CSV.")
    return report.encode()


def _several(members: list[File], kind: Kind | None, *, only_changes: bool) -> list[Part]:
    """Take the lists that are ours; a bundle may hold others. A lone one may have any name."""
    if len(members) == 1:
        return [_csv_part(members[0], kind, only_changes=only_changes)]
    ours = [member for member in members if kind_in_name(member.name)]
    if not ours:
        raise NotUnderstood(f"None of the {len(members)} lists in here is one that we know. {EXPECTED}")
    return [_csv_part(member, None, only_changes=only_changes) for member in ours]


def _csv_part(file: File, kind: Kind | None, *, only_changes: bool = False) -> Part:
    if file.size == 0:
        raise NotUnderstood(f"The file {file.name} is empty. Download it again.")
    headings = headings_in(_in_one_sheet(_first(csv_rows(file))))
    if headings:
        return _headed_part(file, kind, headings, lambda: _in_one_sheet(csv_rows(file)), is_csv=True)
    found = _headless_kind(file, kind)
    is_whole = not (only_changes or has_only_changes(file.name))
    if found is Kind.SUCCESSORS:
        return Part(found, file.name, lambda notes: successor_rows(csv_rows(file)), is_whole)
    return Part(found, file.name, lambda notes: care_rows(csv_rows(file), found, notes), is_whole)


def _headless_kind(file: File, kind: Kind | None) -> Kind:
    """Say which ODS list it is: by what a person says, by its name, or not at all. Raises NotUnderstood."""
    first = next(csv_rows(file), None)
    if first is None:
        raise NotUnderstood("There is nothing but blank rows in this file. Download it again.")
    number, texts = first
    is_successors = looks_like_successors(texts)
    named = kind or kind_in_name(file.name)
    if len(texts) != WIDTH and not is_successors and named is not Kind.SUCCESSORS:
        _refuse_unknown(number, texts, named)
    if named is None and is_successors:
        return Kind.SUCCESSORS
    if named is None:
        raise WhichList(
            "This is an ODS list, but neither it nor its name says which one. Choose the list that it is."
            f" Its first row is {texts[0].strip()[:12]} {texts[1].strip()[:60]}."
        )
    if named not in HEADLESS:
        raise NotUnderstood(f"We could not find the headings of the {WORDS[named]} in the first {LEAD_IN} rows.")
    if is_successors and named in CARE_FILES and len(texts) != WIDTH:
        raise NotUnderstood(f"This is the {WORDS[Kind.SUCCESSORS]}, not the {WORDS[named]}. Choose the right list.")
    return named


def _refuse_unknown(number: int, texts: list[str], named: Kind | None) -> None:
    if texts[0].lstrip().startswith("<"):
        raise NotUnderstood(f"This is a web page, not a list. {EXPECTED}")
    if named in CARE_FILES:
        raise NotUnderstood(
            f"This row has {len(texts)} columns. The {WORDS[named]} has {WIDTH}. Download the file again.", row=number
        )
    if named is not None:
        raise NotUnderstood(f"We could not find the headings of the {WORDS[named]} in the first {LEAD_IN} rows.")
    raise NotUnderstood(f"We do not know this list: its first row has {len(texts)} columns. {EXPECTED}", row=number)


def _sheet_part(file: File, kind: Kind | None, rows: Callable[[File], SheetRows]) -> Part:
    headings = headings_in(rows(file), prefer=MONTHLY_SHEET)
    if headings is None:
        raise NotUnderstood(f"We found no headings that we know in the first {LEAD_IN} rows of any sheet. {EXPECTED}")
    return _headed_part(file, kind, headings, lambda: rows(file), is_csv=False)


def _headed_part(
    file: File, kind: Kind | None, headings: Headings, rows: Callable[[], SheetRows], *, is_csv: bool
) -> Part:
    if kind is not None and kind is not headings.kind:
        raise NotUnderstood(
            f"This is the {WORDS[headings.kind]}, not the {WORDS[kind]}. Choose the right list.", row=headings.row
        )
    read = cqc_rows if headings.kind in CQC_FILES else national_rows
    width = len(headings.names) if is_csv else None
    return Part(headings.kind, file.name, lambda notes: read(_below(headings, rows(), width), headings, notes))


def _below(headings: Headings, rows: SheetRows, width: int | None) -> Iterator[tuple[int, list[str]]]:
    """Give the rows under the headings. In CSV every row has every column, so a short one was cut off."""
    for sheet, number, texts in rows:
        if sheet != headings.sheet or number <= headings.row:
            continue
        if width is not None and len(texts) < width:
            raise NotUnderstood(
                f"This row has {len(texts)} columns. The headings have {width}. The file may be cut off:"
                " download it again.",
                row=number,
            )
        yield number, texts


def _in_one_sheet(rows: Iterable[tuple[int, list[str]]]) -> SheetRows:
    return (("", number, texts) for number, texts in rows)


def _first(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Give the rows in which headings may stand."""
    for row in rows:
        if row[0] > LEAD_IN:
            return
        yield row
