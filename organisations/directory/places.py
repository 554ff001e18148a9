"""Where a place is: address lines, the town among them, and postcodes."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from organisations.directory.names import kindly

POSTCODE: Final = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})")
MOST_POSTCODE: Final = 8
MOST_TOWN: Final = 60
COUNTRIES: Final = frozenset({"england", "uk", "united kingdom", "great britain", "gb", "wales", "scotland"})
COUNTIES: Final = frozenset(
    {
        "avon", "bedfordshire", "berkshire", "buckinghamshire", "cambridgeshire", "cheshire", "cheshire east",
        "cheshire west and chester", "cleveland", "cornwall", "county durham", "co durham", "cumberland", "cumbria",
        "derbyshire", "devon", "dorset", "east riding of yorkshire", "east sussex", "east yorkshire", "essex",
        "gloucestershire", "greater london", "greater manchester", "gwent", "hampshire", "herefordshire",
        "hertfordshire", "humberside", "huntingdonshire", "isle of wight", "kent", "lancashire", "leicestershire",
        "lincolnshire", "merseyside", "middlesex", "norfolk", "north east lincolnshire", "north humberside",
        "north lincolnshire", "north somerset", "north yorkshire", "northamptonshire", "northumberland",
        "nottinghamshire", "oxfordshire", "rutland", "shropshire", "somerset", "south glamorgan",
        "south gloucestershire", "south humberside", "south yorkshire", "staffordshire", "suffolk", "surrey", "sussex",
        "teesside", "tyne & wear", "tyne and wear", "warwickshire", "west glamorgan", "west midlands", "west sussex",
        "west yorkshire", "westmorland", "wiltshire", "wirral", "worcestershire", "yorkshire",
        "beds", "berks", "bucks", "cambs", "derbys", "glos", "hants", "herts", "lancs", "leics", "lincs", "middx",
        "northants", "notts", "oxon", "salop", "staffs", "wilts", "worcs", "yorks",
    }
)  # fmt: skip


def address_of(lines: Iterable[str]) -> str:
    """Join the address lines that are filled, kindly written, by commas."""
    return ", ".join(_filled(lines))


def town_of(lines: Sequence[str]) -> str:
    """Pick the town: the last line that is no county, country or postcode, unless it has a number, as a street has.

    ODS gives five lines, the fourth usually the town and the fifth the county, but not always, so position says less
    than the county's name does.
    """
    left = _filled(lines)
    while left and _is_wider_than_a_town(left[-1]):
        left.pop()
    if not left or len(left[-1]) > MOST_TOWN or any(letter.isdigit() for letter in left[-1]):
        return ""
    return left[-1]


def postcode_of(text: str) -> str:
    """Write a postcode with one space, "LS1 4AP"; what has another shape only loses its outer spaces."""
    plain = " ".join(text.upper().split())
    found = POSTCODE.fullmatch(plain)
    return f"{found[1]} {found[2]}" if found else plain


def lines_in(address: str) -> list[str]:
    """Take apart an address that is one text."""
    return address.split(",")


def _filled(lines: Iterable[str]) -> list[str]:
    return [kindly(line.strip(" ,")) for line in lines if line.strip(" ,")]


def _is_wider_than_a_town(line: str) -> bool:
    name = line.lower().strip(".")
    return name in COUNTIES or name in COUNTRIES or bool(POSTCODE.fullmatch(line.upper()))
