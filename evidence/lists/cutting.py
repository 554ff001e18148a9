"""Cutting text into rows and cells, as it comes out of a spreadsheet: tabs, commas or semicolons, with quotes."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

TAB: Final = "\t"
DELIMITERS: Final = (TAB, ",", ";")
SAMPLE: Final = 40  # rows that say how a text is divided, and among which the headings may stand
NEEDS_QUOTES: Final = re.compile(r'[\t\n]|^"')

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Record:
    """A row that is not blank: where it begins, counted in lines from one, its text as it came, and its cells."""

    line: int
    written: str
    cells: Cells


def tidy_ends(text: str) -> str:
    """Give a text with one kind of line end, and without the mark that some programs put first."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Cut a text with tidy ends. A quote that nothing closes is only a letter, so it swallows no rows after it."""
    quoted, plain = _patterns(delimiter)
    at, line, size = 0, 1, len(text)
    while at < size:
        began, cells = at, Cells()
        while True:
            found = quoted.match(text, at)
            if found:
                cells.append(found[1].replace('""', '"'))
            else:
                found = plain.match(text, at)
                cells.append(found[0] if found else "")
            at = found.end() if found else size
            if at >= size or text[at] == "\n":
                break
            at += 1  # the delimiter
        written = text[began:at]
        at += 1
        if any(cell and not cell.isspace() for cell in cells):
            yield Record(line, written, cells)
        line += written.count("\n") + 1


@cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Make the patterns of a cell: in quotes, the quotes inside it doubled, or up to the next delimiter."""
    space = "" if delimiter == TAB else " *"  # which people type after a comma
    return (
        re.compile(rf'{space}"([^"]*(?:""[^"]*)*)"(?=[{delimiter}\n]|\Z)'),
        re.compile(rf"[^{delimiter}\n]*"),
    )


def delimiter_of(text: str, matches: Callable[[Cells], int]) -> str:
    """Say what divides the cells. `matches` counts the headings that a row has.

    What finds the most headings wins; else tabs, which a spreadsheet puts, then what makes the most cells.
    """

    def fitness(delimiter: str) -> tuple[int, bool, int]:
        sample = [record.cells for record in islice(records(text, delimiter), SAMPLE)]
        cells = sum(map(len, sample))
        has_tabs = delimiter == TAB and cells > len(sample)
        return max(map(matches, sample), default=0), has_tabs, cells

    return max(DELIMITERS, key=fitness)


def joined(rows: Iterable[Cells]) -> str:
    """Write rows as a spreadsheet copies them, with a tab even after a lone cell: it says how the text is divided."""
    return "\n".join(TAB.join(map(_written, cells if len(cells) > 1 else [*cells, ""])) for cells in rows)


def _written(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if NEEDS_QUOTES.search(cell) else cell
