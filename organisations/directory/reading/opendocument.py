"""OpenDocument spreadsheets (.ods), read as a stream: the monthly directory's sheet is hundreds of megabytes."""

from collections.abc import Iterator
from typing import Any

from organisations.directory.problems import NotUnderstood
from organisations.directory.reading.files import File, packed
from organisations.directory.reading.xml import MOST_REPEATED, Line, feed, parser

CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})


def opendocument_rows(file: File) -> Iterator[tuple[str, int, list[str]]]:
    """Give sheet, row number and cells of every row that is not blank. Raises NotUnderstood."""
    with packed(file) as package, package.open("content.xml") as content:
        sheet = _Sheets()
        made = parser()
        made.StartElementHandler = sheet.start
        made.EndElementHandler = sheet.end
        made.CharacterDataHandler = sheet.text
        for _ in feed(made, content):
            yield from sheet.found
            sheet.found.clear()


class _Sheets:
    """Follow the elements from sheet to row to cell to paragraph."""

    def __init__(self) -> None:
        self.found: list[tuple[str, int, list[str]]] = []
        self._sheet, self._row, self._rows_alike = "", 0, 1
        self._line = Line()
        self._cell: list[str] | None = None
        self._times, self._is_text = 1, 0
        self._note = 0  # a comment on a cell has paragraphs too

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if name in CELLS:
            self._times = _count(attributes, "table:number-columns-repeated")
            self._cell = []
            if "office:date-value" in attributes:
                self._cell.append(attributes["office:date-value"])
                self._note += 1  # the date as printed says less
        elif name == "text:p":
            self._paragraph()
        elif name == "table:table-row":
            self._line, self._rows_alike = Line(), _count(attributes, "table:number-rows-repeated")
        else:
            self._start_other(name, attributes)

    def _paragraph(self) -> None:
        if self._cell and not self._note:
            self._cell.append(" ")
        self._is_text += 1

    def _start_other(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "table:table":
            self._sheet, self._row = attributes.get("table:name", ""), 0
        elif name == "office:annotation":
            self._note += 1
        elif name in ("text:s", "text:tab", "text:line-break"):
            self.text(" ")

    def text(self, data: str) -> None:
        if self._is_text and not self._note and self._cell is not None:
            self._cell.append(data)

    def end(self, name: str) -> None:
        if name == "text:p":
            self._is_text -= 1
        elif name in CELLS:
            self._line.add("".join(self._cell or ()).strip(), self._times, self._row + 1)
            self._cell, self._note = None, 0
        elif name == "table:table-row":
            self._end_row()
        elif name == "office:annotation":
            self._note -= 1

    def _end_row(self) -> None:
        if not self._line.cells:
            self._row += self._rows_alike
            return
        if self._rows_alike > MOST_REPEATED:
            raise NotUnderstood(f"This row is said to come {self._rows_alike:,} times.", row=self._row + 1)
        for _ in range(self._rows_alike):
            self._row += 1
            self.found.append((self._sheet, self._row, self._line.cells))


def _count(attributes: dict[str, Any], name: str) -> int:
    said = attributes.get(name, "1")
    return int(said) if said.isascii() and said.isdigit() else 1
