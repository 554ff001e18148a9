"""The national public list of results, in the three shapes it has had (R79)."""

from collections.abc import Iterable, Iterator
from typing import Final

from organisations.directory.names import kindly
from organisations.directory.reading.cells import Cells, Notes
from organisations.directory.reading.headings import Headings
from organisations.directory.reading.rows import NationalRow

# The old words stand for these levels; the first that occurs in a status counts. "Not Met" is no level.
LEVELS: Final = (
    ("not met", ""),
    ("not published", ""),
    ("exceeded", "exceeded"),
    ("approaching", "approaching"),
    ("entry level", "entry-level"),
    ("standards met", "met"),
)
NOTHING: Final = frozenset({"", "not published", "not yet published", "unpublished"})
MOST_LABEL: Final = 60
MOST_SECTOR: Final = 100


def national_rows(rows: Iterable[tuple[int, list[str]]], headings: Headings, notes: Notes) -> Iterator[NationalRow]:
    """Read the results; organisations that have published nothing are passed over. Raises NotUnderstood."""
    at = headings.columns
    for number, texts in rows:
        cells = Cells(number, texts, headings.names)
        label = cells.words(at["label"], MOST_LABEL)
        code = cells.code(at["code"])
        published_on = cells.day(at["published_on"])
        if label.lower() in NOTHING:
            continue
        if published_on is None:
            raise cells.refusal(at["published_on"], f'This is blank beside "{label}". We expected a date.')
        level = level_of(label)
        if not level:
            notes.add(f'"{label}" is kept as it is: we know no standard of that name.', row=number)
        yield NationalRow(
            number,
            code,
            kindly(cells.name(at["name"])),
            level,
            published_on,
            label,
            cells.words(at.get("sector"), MOST_SECTOR),
        )


def level_of(label: str) -> str:
    """Say which standard an old label stands for, by the names of EarlierPublication; "" for none that we know."""
    plain = " ".join(label.lower().split())
    return next((level for words, level in LEVELS if words in plain), "")
