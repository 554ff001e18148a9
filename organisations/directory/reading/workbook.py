"""Excel workbooks (.xlsx), read as a stream. Numbers stay as written; who wants a date knows the column."""

import posixpath
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from organisations.directory.problems import NotUnderstood
from organisations.directory.reading.files import MEGABYTE, TORN_WORDS, File, packed
from organisations.directory.reading.xml import Line, feed, plain_parser

MOST_STRINGS: Final = 150 * MEGABYTE
MOST_INDEX: Final = 5 * MEGABYTE
DIGITS: Final = "0123456789"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def workbook_rows(file: File, *, no_result: str = "") -> Iterator[tuple[str, int, list[str]]]:
    """Give sheet, row number and cells of every row that is not blank. Raises NotUnderstood.

    `no_result` stands for a formula whose result the file does not hold.
    """
    with packed(file) as package:
        strings = _strings(package)
        for name, part in _sheets(package):
            with package.open(part) as content:
                sheet = _Sheet(name, strings, no_result)
                for _ in feed(plain_parser(sheet.start, sheet.end, sheet.text), content):
                    yield from sheet.found
                    sheet.found.clear()


def _sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """List the sheets, each with the part it is written in."""
    targets = {one.get("Id"): one.get("Target", "") for one in _index(package, "xl/_rels/workbook.xml.rels")}
    found = [
        (one.get("name", ""), posixpath.normpath(posixpath.join("/xl", targets.get(one.get(RELATION), ""))).lstrip("/"))
        for one in _index(package, "xl/workbook.xml").iter()
        if one.tag.endswith("}sheet")
    ]
    known = set(package.namelist())
    return [(name, part) for name, part in found if part in known]


def _index(package: zipfile.ZipFile, part: str) -> Any:
    try:
        if package.getinfo(part).file_size > MOST_INDEX:
            raise NotUnderstood(TORN_WORDS)
        return fromstring(package.read(part))
    except (KeyError, ParseError, DefusedXmlException) as problem:
        raise NotUnderstood(TORN_WORDS) from problem


def _strings(package: zipfile.ZipFile) -> list[str]:
    """Read the texts that cells refer to by number; they are kept in memory."""
    part = next((name for name in package.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    if part is None:
        return []
    if package.getinfo(part).file_size > MOST_STRINGS:
        raise NotUnderstood("The workbook holds too much text. Save the sheet as CSV, then try again.")
    with package.open(part) as content:
        shared = _Strings()
        for _ in feed(plain_parser(shared.start, shared.end, shared.text), content):
            pass
    return shared.found


class _Strings:
    """Follow shared strings; the parts of a rich one are joined, and how it is pronounced (rPh) is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._is_text, self._is_sound = False, False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._is_sound = True
        self._is_text = name == "t" and not self._is_sound

    def text(self, data: str) -> None:
        if self._is_text:
            self._parts.append(data)

    def end(self, name: str) -> None:
        self._is_text = False
        if name == "rPh":
            self._is_sound = False
        elif name == "si":
            self.found.append("".join(self._parts).strip())


class _Sheet:
    """Follow a sheet from row to cell; both may leave out where they stand, and then come after the one before."""

    __slots__ = (
        "_column", "_empty", "_is_value", "_kind", "_line", "_name", "_no_result", "_row", "_strings", "_value",
        "found",
    )  # fmt: skip

    def __init__(self, name: str, strings: list[str], no_result: str) -> None:
        self.found: list[tuple[str, int, list[str]]] = []
        self._name, self._strings, self._no_result = name, strings, no_result
        self._empty = ""  # what a cell without a value says
        self._row, self._column = 0, 0
        self._line = Line()
        self._kind, self._value, self._is_value = "", "", False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("v", "t"):
            self._is_value = True
        elif name == "c":
            self._kind, self._value, self._empty = attributes.get("t", ""), "", ""
            if "r" in attributes:
                before, self._column = self._column, _number(attributes["r"].rstrip(DIGITS)) or self._column + 1
                self._line.blank += max(0, self._column - before - 1)
            else:
                self._column += 1
        elif name == "row":
            said = attributes.get("r", "")
            self._row = int(said) if said.isdigit() else self._row + 1
            self._line, self._column = Line(), 0
        elif name == "f":
            self._empty = self._no_result

    def text(self, data: str) -> None:
        if self._is_value:
            self._value += data

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._is_value = False
        elif name == "c":
            if self._value:
                self._line.add(self._written(self._value.strip()), 1, self._row)
            else:
                self._line.add(self._empty, 1, self._row)
        elif name == "row" and self._line.cells:
            self.found.append((self._name, self._row, self._line.cells))

    def _written(self, value: str) -> str:
        if self._kind != "s":
            return value.removesuffix(".0") if self._kind in ("", "n") else value
        at = int(value) if value.isdigit() else -1
        if not 0 <= at < len(self._strings):
            raise NotUnderstood(TORN_WORDS, row=self._row, column=self._column)
        return self._strings[at]


@lru_cache(maxsize=2_000)
def _number(letters: str) -> int:
    """Count a column from its letters: A is 1, AA is 27; 0 for what are no letters."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
