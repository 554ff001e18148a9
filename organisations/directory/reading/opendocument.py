"""OpenDocument spreadsheets (.ods), read as a stream: the monthly directory's sheet is hundreds of megabytes."""

from collections.abc import Iterator

from organisations.directory.problems import NotUnderstood
from organisations.directory.reading.files import File, packed
from organisations.directory.reading.xml import MOST_REPEATED, Line, feed, parser

CELL, COVERED, ROW, PARAGRAPH = "table:table-cell", "table:covered-table-cell", "table:table-row", "text:p"
COLUMNS_ALIKE, ROWS_ALIKE, DATE = "table:number-columns-repeated", "table:number-rows-repeated", "office:date-value"
SPACES = frozenset({"text:s", "text:tab", "text:line-break"})


def opendocument_rows(file: File) -> Iterator[tuple[str, int, list[str]]]:
    """Give sheet, row number and cells of every row that is not blank. Raises NotUnderstood."""
    with packed(file) as package, package.open("content.xml") as content:
        sheet = _Sheets()
        for _ in feed(parser(sheet.start, sheet.end, sheet.text), content):
            yield from sheet.found
            sheet.found.clear()


class _Sheets:
    """Follow the elements from sheet to row to cell to paragraph. Every step is taken ten million times."""

    __slots__ = ("_cell", "_line", "_notes", "_paragraphs", "_row", "_rows_alike", "_sheet", "_times", "found")

    def __init__(self) -> None:
        self.found: list[tuple[str, int, list[str]]] = []
        self._sheet, self._row, self._rows_alike = "", 0, 1
        self._line = Line()
        self._cell, self._times = "", 1
        self._paragraphs = 0  # how deep in text we are
        self._notes = 0  # what is inside says nothing: a comment, or a date as it is printed

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == PARAGRAPH:
            self._paragraphs += 1
            if self._cell:
                self.text(" ")
        elif name in (CELL, COVERED):
            self._cell, self._notes = "", 0
            self._times = _count(attributes[COLUMNS_ALIKE]) if COLUMNS_ALIKE in attributes else 1
            if DATE in attributes:
                self._cell, self._notes = attributes[DATE], 1
        elif name == ROW:
            self._line, self._rows_alike = Line(), _count(attributes.get(ROWS_ALIKE, ""))
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._sheet, self._row = attributes.get("table:name", ""), 0
        elif name == "office:annotation":
            self._notes += 1
        elif name in SPACES:
            self.text(" ")

    def text(self, data: str) -> None:
        if self._paragraphs and not self._notes:
            self._cell += data

    def end(self, name: str) -> None:
        if name == PARAGRAPH:
            self._paragraphs -= 1
        elif name in (CELL, COVERED):
            if self._cell:
                self._line.add(self._cell.strip(), self._times, self._row + 1)
            else:
                self._line.blank += self._times
            self._cell = ""
        elif name == ROW:
            self._end_row()
        elif name == "office:annotation":
            self._notes -= 1

    def _end_row(self) -> None:
        if not self._line.cells:
            self._row += self._rows_alike
            return
        if self._rows_alike > MOST_REPEATED:
            raise NotUnderstood(f"This row is said to come {self._rows_alike:,} times.", row=self._row + 1)
        for _ in range(self._rows_alike):
            self._row += 1
            self.found.append((self._sheet, self._row, self._line.cells))


def _count(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() else 1
