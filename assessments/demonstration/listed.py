"""What the public directory says about the demonstration's services, as files of the ODS and of the national list."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assessments.rules.validity import add_months

COLUMNS = 27
NAME, ADDRESS, POSTCODE, OPENED, CLOSED, PARENT, JOINED = 1, 4, 9, 10, 11, 14, 15
TREES = ("Alder", "Birch", "Cherry", "Damson", "Elder", "Hawthorn", "Juniper", "Larch", "Linden", "Rowan", "Spruce")
PLACES = ("Lea", "Dene", "Court", "House")
TOWNS = (("Otley", "LS21 3AB"), ("Ilkley", "LS29 8AB"), ("Leeds", "LS6 2AA"), ("Skipton", "BD23 1AA"))


@dataclass(frozen=True, slots=True)
class Listed:
    """One service of the directory."""

    code: str
    name: str
    town: str
    postcode: str
    parent: str = ""
    closed: bool = False


FERN = "AB01"
HEATH = "AB02"
WESTSHIRE = "LA001"
HEAD_OFFICES = (
    Listed(FERN, "Fern Care Group", "Leeds", "LS1 5AA"),
    Listed(HEATH, "Heath Homes", "Whitby", "YO21 1AA"),
)
FERN_SITES = tuple(
    Listed(code, name, *TOWNS[number % len(TOWNS)], FERN)
    for number, (code, name) in enumerate(
        [
            ("VA012", "Fern Lea"),
            ("VA013", "Fern Dene"),
            *(
                (f"VA{101 + number}", f"{tree} {place}")
                for number, (place, tree) in enumerate((place, tree) for place in PLACES for tree in TREES)
                if number < 41  # noqa: PLR2004 - with the two above, three more than the group has
            ),
        ]
    )
)
HEATH_SITES = tuple(
    Listed(f"VA{201 + number}", f"Heath {name}", "Whitby", "YO21 2BB", HEATH, closed=name == "Cottage")
    for number, name in enumerate(("View", "Rise", "Bank", "End", "Croft", "Cottage"))
)
COUNCILS = (Listed(WESTSHIRE, "Westshire Council", "Westford", "WF1 1AA"),)
COUNCIL_SITES = tuple(
    Listed(f"LAS{number:02}", name, "Westford", "WF1 3CC", WESTSHIRE)
    for number, name in enumerate(
        (
            "Canal Street Day Centre", "Hill Top Home", "Mill Lane Home", "Orchard Short Breaks", "Park View Home",
            "Quay Supported Living", "Riverside Home", "School Lane Day Centre", "Shared Lives Westshire",
            "Station Road Home", "Westshire Home Care", "Westshire Reablement",
        ),
        start=1,
    )
)  # fmt: skip


def files(today: date, homes: Iterable[Listed]) -> Iterator[tuple[str, bytes]]:
    """Give each file with the name by which the import knows what it is."""
    yield "ecarehomehq.csv", _ods(HEAD_OFFICES, today)
    yield "ecarehomesite.csv", _ods((*homes, *FERN_SITES, *HEATH_SITES), today)
    yield "lauth.csv", _ods(COUNCILS, today)
    yield "lauthsite.csv", _ods(COUNCIL_SITES, today)


def _ods(listed: Iterable[Listed], today: date) -> bytes:
    text = io.StringIO()
    rows = (_row(one, today) for one in listed)
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _row(one: Listed, today: date) -> list[str]:
    row = [""] * COLUMNS
    row[0], row[NAME], row[POSTCODE] = one.code, one.name.upper(), one.postcode
    row[ADDRESS : ADDRESS + 2] = ["1 STATION ROAD", one.town.upper()]
    row[OPENED], row[PARENT] = _day(add_months(today, -120)), one.parent
    if one.parent:
        row[JOINED] = _day(add_months(today, -60))
    if one.closed:
        row[CLOSED] = _day(add_months(today, -2))
    return row


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
