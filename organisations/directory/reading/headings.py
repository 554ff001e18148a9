"""Lists with headings: which list it is, in which row they stand, and in which column each fact."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from organisations.directory.kinds import WORDS, Kind
from organisations.directory.problems import NotUnderstood

LEAD_IN: Final = 40  # rows of notes there may be above the headings
ENOUGH: Final = 3  # headings that make a row the row of headings, even when a needed one is missing
Names = tuple[str, ...]

# By what we call a fact: the headings it has had, the usual one first.
MONTHLY: Final[Mapping[str, Names]] = {
    "cqc_id": ("Location ID",),
    "name": ("Location Name",),
    "postcode": ("Location Postal Code", "Location Postcode"),
    "code": ("Location ODS Code",),
    "also_known_as": ("Location Also Known As",),
    "opened_on": ("Location HSCA start date", "Location start date"),
    "region": ("Location Region",),
    "council": ("Location Local Authority",),
    "line_1": ("Location Street Address", "Location Address Line 1"),
    "line_2": ("Location Address Line 2",),
    "line_3": ("Location City", "Location Town"),
    "line_4": ("Location County",),
    "provider": ("Provider ID",),
    "provider_name": ("Provider Name",),
    "ownership": ("Provider Ownership Type",),
}
WEEKLY: Final[Mapping[str, Names]] = {
    "cqc_id": (
        "CQC Location ID (for office use only)",
        "CQC Location (for office use only)",
        "CQC Location ID",
        "Location ID",
    ),
    "name": ("Name", "Location Name"),
    "postcode": ("Postcode", "Postal Code"),
    "also_known_as": ("Also known as",),
    "address": ("Address", "Location Address"),
    "service_types": ("Service types", "Service type"),
    "council": ("Local authority", "Local authority name"),
    "region": ("Region",),
    "provider": (
        "CQC Provider ID (for office use only)",
        "CQC Provider (for office use only)",
        "CQC Provider ID",
        "Provider ID",
    ),
    "provider_name": ("Provider name",),
}
NATIONAL: Final[Mapping[str, Names]] = {
    "code": ("Code", "(Code)", "ODSCode", "ODS Code", "Organisation Code"),
    "name": ("Organisation Name", "OrganisationName"),
    "label": ("Status", "Latest Status", "PublicationStatus", "Publication Status"),
    "published_on": ("Date Of Publication", "DateOfPublication", "Publication date"),
    "sector": ("Primary Sector", "PrimarySector"),
}
NEEDED: Final = {
    Kind.CQC_MONTHLY: (MONTHLY, ("cqc_id", "name", "postcode")),
    Kind.CQC_WEEKLY: (WEEKLY, ("cqc_id", "name", "postcode")),
    Kind.NATIONAL: (NATIONAL, ("code", "name", "label", "published_on")),
}
# People's names. They are blanked before anything else sees the row.
PERSONAL: Final = ("registered manager", "nominated individual", "main partner")
SERVICE_TYPE: Final = re.compile(r"service type\s*[-\u2013]\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True)
class Headings:
    """The row of headings of one list: where it is, what the columns are called, and which fact is where."""

    kind: Kind
    sheet: str
    row: int
    names: tuple[str, ...]
    columns: Mapping[str, int]

    @cached_property
    def personal(self) -> tuple[int, ...]:
        """Say which columns hold people's names."""
        return tuple(at for at, name in enumerate(self.names) if any(word in name.lower() for word in PERSONAL))

    @cached_property
    def service_types(self) -> tuple[tuple[int, str], ...]:
        """Say which columns are ticks for a type of service, and for which."""
        ticks = ((at, SERVICE_TYPE.fullmatch(name)) for at, name in enumerate(self.names))
        return tuple((at, tick[1]) for at, tick in ticks if tick)


def headings_in(rows: Iterator[tuple[str, int, list[str]]], prefer: str = "") -> Headings | None:
    """Find the row of headings within the first rows of any sheet; a sheet whose name is preferred comes first.

    Raises NotUnderstood for a row that is one but lacks a column that is needed.
    """
    second: Headings | None = None
    seen: dict[str, int] = {}
    for sheet, number, texts in rows:
        seen[sheet] = seen.get(sheet, 0) + 1
        found = _headings(sheet, number, texts) if seen[sheet] <= LEAD_IN else None
        if found and (not prefer or prefer in sheet.lower() or found.kind is not Kind.CQC_MONTHLY):
            return found
        second = second or found
        if seen[sheet] > LEAD_IN and not prefer:
            return second
    return second


def _headings(sheet: str, number: int, texts: list[str]) -> Headings | None:
    names = tuple(" ".join(text.split()) for text in texts)
    plain = [_plain(name) for name in names]
    near: tuple[Kind, str] | None = None
    for kind, (facts, needed) in NEEDED.items():
        columns = _columns(plain, facts)
        missing = [fact for fact in needed if fact not in columns]
        if not missing:
            return Headings(kind, sheet, number, names, columns)
        if len(columns) >= ENOUGH and near is None:
            near = (kind, facts[missing[0]][0])
    if near:
        kind, heading = near
        raise NotUnderstood(
            f"These are the headings of the {WORDS[kind]}, but there is no column {heading}."
            " Download the file again, and do not remove columns.",
            row=number,
        )
    return None


def _columns(plain: list[str], facts: Mapping[str, Names]) -> dict[str, int]:
    found = {}
    for fact, names in facts.items():
        at = next((plain.index(name) for name in map(_plain, names) if name in plain), None)
        if at is not None:
            found[fact] = at
    return found


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.lower() if letter.isalnum())
