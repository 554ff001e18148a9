"""The CQC's two directories: the monthly one with filters, and the weekly one."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from organisations.directory.kinds import Kind
from organisations.directory.names import kindly
from organisations.directory.places import address_of, lines_in, town_of
from organisations.directory.reading.cells import CODE, Cells, Notes
from organisations.directory.reading.headings import Headings
from organisations.directory.reading.rows import CqcRow
from organisations.directory.reading.services import (
    in_our_words,
    is_social_care,
    service_types_in,
    service_types_ticked,
)

TITLE: Final = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|sir|dame|lady|lord|prof|professor|rev|reverend)\b", re.IGNORECASE)
REGIONS: Final = {
    "east": "East of England",
    "east of england": "East of England",
    "yorkshire and humberside": "Yorkshire and The Humber",
    "yorkshire and the humber": "Yorkshire and The Humber",
}
LINES: Final = ("line_1", "line_2", "line_3", "line_4")
UNKNOWN: Final = frozenset({"unspecified", "(pseudo)", "not known", "unknown", "n/a"})


def cqc_rows(rows: Iterable[tuple[int, list[str]]], headings: Headings, notes: Notes) -> Iterator[CqcRow]:
    """Read the locations. Raises NotUnderstood. People's names are blanked before anything looks at a row."""
    read = _monthly if headings.kind is Kind.CQC_MONTHLY else _weekly
    personal = headings.personal
    for number, texts in rows:
        for at in personal:
            if at < len(texts):
                texts[at] = ""
        yield read(Cells(number, texts, headings.names), headings, notes)


def _monthly(cells: Cells, headings: Headings, notes: Notes) -> CqcRow:
    at = headings.columns
    lines = [cells.words(at.get(line)) for line in LINES]
    types = service_types_ticked(cells, ticks) if (ticks := headings.service_types) else None
    provider, provider_name = _provider(cells, headings)
    return CqcRow(
        cells.row,
        cells.cqc_id(at["cqc_id"]),
        _code(cells, at.get("code"), notes),
        kindly(cells.name(at["name"])),
        kindly(cells.words(at["also_known_as"])) if "also_known_as" in at else None,
        address_of(lines),
        town_of(lines[2:3]) or town_of(lines),
        cells.postcode(at["postcode"]),
        cells.day(at.get("opened_on")),
        None if types is None else in_our_words(types),
        is_social_care(types or ()),
        _known(cells.words(at.get("council"))),
        region_of(cells.words(at.get("region"))),
        provider,
        provider_name,
    )


def _weekly(cells: Cells, headings: Headings, notes: Notes) -> CqcRow:
    at = headings.columns
    lines = lines_in(cells.text(at.get("address")))
    types = service_types_in(cells.text(at["service_types"])) if "service_types" in at else None
    provider, provider_name = _provider(cells, headings)
    return CqcRow(
        cells.row,
        cells.cqc_id(at["cqc_id"]),
        None,
        kindly(cells.name(at["name"])),
        kindly(cells.words(at["also_known_as"])) if "also_known_as" in at else None,
        address_of(lines),
        town_of(lines),
        cells.postcode(at["postcode"]),
        None,
        None if types is None else in_our_words(types),
        is_social_care(types or ()),
        _known(cells.words(at.get("council"))),
        region_of(cells.words(at.get("region"))),
        provider,
        provider_name,
    )


def _code(cells: Cells, at: int | None, notes: Notes) -> str | None:
    """Give the ODS code that joins the two directories; what is written there and is no code joins nothing."""
    code = cells.text(at).upper()
    if not code or code.lower() in UNKNOWN:
        return None
    if not CODE.fullmatch(code):
        notes.add(f'"{code[:20]}" is not an ODS code, so this location is kept by its CQC number only.', row=cells.row)
        return None
    return code


def _provider(cells: Cells, headings: Headings) -> tuple[str, str | None]:
    """Give the provider's number and name; the name of somebody who is the provider in person is not kept."""
    at = headings.columns
    number = cells.words(at.get("provider"), 20).upper()
    name = cells.words(at.get("provider_name"))
    if not name:
        return number, None
    is_a_person = cells.text(at.get("ownership")).lower() == "individual" or TITLE.match(name)
    return number, "" if is_a_person else kindly(name)


def region_of(text: str) -> str:
    """Write a region as the English regions are called, whichever file it is from."""
    plain = " ".join(text.replace("&", " and ").split())
    return REGIONS.get(plain.lower(), _known(plain))


def _known(text: str) -> str:
    return "" if text.lower() in UNKNOWN else text
