"""XML as it streams by: handlers, and no document type, so nothing in a file can grow or reach outside it."""

from collections.abc import Callable, Iterator
from typing import IO, Final, NoReturn
from xml.parsers import expat

from organisations.directory.problems import NotUnderstood
from organisations.directory.reading.files import CHUNK, TORN, TORN_WORDS

MOST_COLUMNS: Final = 1_000
MOST_REPEATED: Final = 1_000


def parser() -> expat.XMLParserType:
    """Make a parser that hands over whole runs of text and refuses a document type."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    made.EntityDeclHandler = _refuse
    return made


def feed(made: expat.XMLParserType, stream: IO[bytes]) -> Iterator[None]:
    """Parse a stream, pausing after each piece so that what was found can be used. Raises NotUnderstood."""
    try:
        while piece := stream.read(CHUNK):
            made.Parse(piece, False)  # noqa: FBT003 - expat takes no names
            yield
        made.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, *TORN) as problem:
        raise NotUnderstood(TORN_WORDS) from problem
    yield


def local(handler: Callable[[str, dict[str, str]], None]) -> Callable[[str, dict[str, str]], None]:
    """Drop the prefix of an element's name: "x:row" is "row"."""

    def start(name: str, attributes: dict[str, str]) -> None:
        handler(name.rpartition(":")[2], attributes)

    return start


def _refuse(*_what: object) -> NoReturn:
    raise NotUnderstood(
        "The file has a document type declaration, which a real spreadsheet never has."
        " Download it again from where it is published."
    )


class Line:
    """The cells of one row as they come; blank ones are only counted until something follows them."""

    __slots__ = ("_blank", "cells")

    def __init__(self) -> None:
        self.cells: list[str] = []
        self._blank = 0

    def add(self, text: str, times: int, row: int) -> None:
        """Put a cell after the last, as often as the file says. Raises NotUnderstood for a row without end."""
        if not text:
            self._blank += times
            return
        if len(self.cells) + self._blank + times > MOST_COLUMNS:
            raise NotUnderstood(f"This row has more than {MOST_COLUMNS:,} columns. No real list has.", row=row)
        self.cells += [""] * self._blank
        self.cells += [text] * times
        self._blank = 0
