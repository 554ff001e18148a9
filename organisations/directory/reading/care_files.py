"""The ODS lists, exactly as they are published: quoted, without headings, twenty-seven columns."""

from collections.abc import Iterable, Iterator
from typing import Final

from organisations.directory.kinds import WORDS, Kind
from organisations.directory.names import kindly
from organisations.directory.places import address_of, town_of
from organisations.directory.problems import NotUnderstood
from organisations.directory.reading.cells import CODE, COMPACT, Cells, Notes
from organisations.directory.reading.rows import CareRow, SuccessorRow

HEADINGS: Final = (
    "code", "name", "national grouping", "health geography", "address line 1", "address line 2", "address line 3",
    "address line 4", "address line 5", "postcode", "open date", "close date", "not used", "sub-type", "parent code",
    "joined parent", "left parent", "telephone", "not used", "not used", "not used", "amended", "not used",
    "current care organisation", "not used", "not used", "not used",
)  # fmt: skip
CODE_AT, NAME_AT, POSTCODE_AT, OPEN_AT, CLOSE_AT, PARENT_AT, JOINED_AT, LEFT_AT = 0, 1, 9, 10, 11, 14, 15, 16
ADDRESS: Final = slice(4, 9)
WIDTH: Final = len(HEADINGS)
# Lengths that the format promises. Longer is odd, and no reason to stop.
PROMISED: Final = ((NAME_AT, 100), (4, 35), (5, 35), (6, 35), (7, 35), (8, 35))
SUCCESSOR_HEADINGS: Final = ("code", "successor code", "reason", "date", "indicator")
FEWEST_TO_JUDGE: Final = 5


def care_rows(rows: Iterable[tuple[int, list[str]]], kind: Kind, notes: Notes) -> Iterator[CareRow]:
    """Read a list of head offices, sites or councils. Raises NotUnderstood, also when most rows are of another list."""
    read = with_parent = 0
    for number, texts in rows:
        row = _care_row(number, texts, notes)
        read += 1
        with_parent += bool(row.parent)
        yield row
    _check_kind(kind, read, with_parent)


def _care_row(number: int, texts: list[str], notes: Notes) -> CareRow:
    if len(texts) != WIDTH:
        raise NotUnderstood(
            f"This row has {len(texts)} columns. We expected {WIDTH}. The file may be cut off: download it again.",
            row=number,
        )
    cells = Cells(number, texts, HEADINGS)
    for at, promised in PROMISED:
        if len(texts[at]) > promised:
            notes.add(f"the {HEADINGS[at]} is longer than the {promised} letters that ODS promises.", row=number)
    lines = texts[ADDRESS]
    return CareRow(
        number,
        cells.code(CODE_AT),
        kindly(cells.name(NAME_AT)),
        address_of(lines),
        town_of(lines),
        cells.postcode(POSTCODE_AT),
        cells.compact_day(OPEN_AT),
        cells.compact_day(CLOSE_AT),
        cells.code_or_none(PARENT_AT),
        cells.compact_day(JOINED_AT),
        cells.compact_day(LEFT_AT),
    )


def _check_kind(kind: Kind, read: int, with_parent: int) -> None:
    """Tell lists of sites from lists of parents: nearly every site has a parent, and a head office has none."""
    is_of_sites = kind in (Kind.CARE_SITES, Kind.COUNCIL_SITES)
    if read < FEWEST_TO_JUDGE or (with_parent * 2 >= read) == is_of_sites:
        return
    found = f"{with_parent:,} of its {read:,} rows have a parent code (column {PARENT_AT + 1})"
    raise NotUnderstood(f"This does not look like the {WORDS[kind]}: {found}. Choose the right list.")


def looks_like_successors(texts: list[str]) -> bool:
    """Tell a row of successors, two codes and a date, from a row of any other list."""
    filled = [text.strip().upper() for text in texts]
    return (
        len(filled) >= len(SUCCESSOR_HEADINGS) - 1
        and all(CODE.fullmatch(text) for text in filled[:2])
        and any(COMPACT.fullmatch(text) for text in filled[2:])
    )


def successor_rows(rows: Iterable[tuple[int, list[str]]]) -> Iterator[SuccessorRow]:
    """Read the list of successors: code, what followed it, and the day from the first date in the row."""
    for number, texts in rows:
        cells = Cells(number, texts, SUCCESSOR_HEADINGS)
        if len(texts) < len(SUCCESSOR_HEADINGS) - 1:
            raise NotUnderstood(
                f"This row has {len(texts)} columns. We expected {len(SUCCESSOR_HEADINGS)}."
                " The file may be cut off: download it again.",
                row=number,
            )
        code, successor = cells.code(0), cells.code(1)
        if code == successor:
            raise cells.refusal(1, f"{code} cannot follow itself. We expected another code.")
        dated = next((at for at, text in enumerate(texts) if at > 1 and COMPACT.fullmatch(text.strip())), 3)
        yield SuccessorRow(number, code, successor, cells.compact_day(dated))
