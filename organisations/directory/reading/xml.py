"""XML as it streams by: handlers, and no document type, so nothing in a file can grow or reach outside it."""

from collections.abc import Callable, Iterator
from typing import IO, Final, NoReturn
from xml.parsers import expat

from organisations.directory.problems import NotUnderstood
from organisations.directory.reading.files import CHUNK, TORN, TORN_WORDS

MOST_COLUMNS: Final = 1_000
MOST_REPEATED: Final = 1_000


Start = Callable[[str, dict[str, str]], None]
Rest = Callable[[str], None]


def parser(start: Start, end: Rest, text: Rest) -> expat.XMLParserType:
    """Make a parser that hands over whole runs of text and refuses a document type."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.buffer_size = CHUNK
    made.StartDoctypeDeclHandler = _refuse
    made.EntityDeclHandler = _refuse
    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, text
    return made


def plain_parser(start: Start, end: Rest, text: Rest) -> expat.XMLParserType:
    """Make a parser that gives names without their prefix, "row" for "x:row", and loses no time where none has one."""

    def first(name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            made.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
            made.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        else:
            made.StartElementHandler = start
        made.StartElementHandler(name, attributes)

    made = parser(first, end, text)
    return made


def feed(made: expat.XMLParserType, stream: IO[bytes]) -> Iterator[None]:
    """Parse a stream, pausing after each piece so that what was found can be used. Raises NotUnderstood."""
    try:
        while piece := stream.read(CHUNK):
            made.Parse(piece, False)  # noqa: FBT003 - expat's own: this was all - expat takes no names
            yield
        made.Parse(b"", True)  # noqa: FBT003 - expat's own: this was all
    except (expat.ExpatError, *TORN) as problem:
        raise NotUnderstood(TORN_WORDS) from problem
    yield


def _refuse(*_what: object) -> NoReturn:
    raise NotUnderstood(
        "The file has a document type declaration, which a real spreadsheet never has."
        " Download it again from where it is published."
    )


class Line:
    """The cells of one row as they come; blank ones are only counted until something follows them."""

    __slots__ = ("blank", "cells")

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.blank = 0

    def add(self, text: str, times: int, row: int) -> None:
        """Put a cell after the last, as often as the file says. Raises NotUnderstood for a row without end."""
        if not text:
            self.blank += times
            return
        if len(self.cells) + self.blank + times > MOST_COLUMNS:
            raise NotUnderstood(f"This row has more than {MOST_COLUMNS:,} columns. No real list has.", row=row)
        if self.blank:
            self.cells += [""] * self.blank
            self.blank = 0
        if times == 1:
            self.cells.append(text)
        else:
            self.cells += [text] * times
