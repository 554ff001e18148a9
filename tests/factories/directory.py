"""Files of the public directories as they really come, small enough to read in a test or as large as England."""

import csv
import io
import random
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

Table = list[list[str]]

MONTHLY_HEADINGS = [
    "Location ID", "Location HSCA start date", "Dormant (Y/N)", "Care home?", "Location Name", "Location ODS Code",
    "Location Telephone Number", "Registered manager", "Location Web Address", "Care homes beds",
    "Location Type/Sector", "Location Inspection Directorate", "Location Primary Inspection Category",
    "Location Latest Overall Rating", "Publication Date", "Inherited Rating (Y/N)", "Location Region",
    "Location NHS Region", "Location Local Authority", "Location ONSPD CCG Code", "Location ONSPD CCG",
    "Location Commissioning CCG Code", "Location Commissioning CCG", "Location Street Address",
    "Location Address Line 2", "Location City", "Location County", "Location Postal Code", "Location PAF ID",
    "Location UPRN ID", "Location Latitude", "Location Longitude", "Location Parliamentary Constituency", "Brand ID",
    "Brand Name", "Provider Companies House Number", "Provider Charity Number", "Provider ID", "Provider Name",
    "Provider HSCA start date", "Provider Type/Sector", "Provider Inspection Directorate",
    "Provider Primary Inspection Category", "Provider Ownership Type", "Provider Telephone Number",
    "Provider Web Address", "Provider Street Address", "Provider Address Line 2", "Provider City", "Provider County",
    "Provider Postal Code", "Provider PAF ID", "Provider UPRN ID", "Provider Local Authority", "Provider Region",
    "Provider NHS Region", "Provider Latitude", "Provider Longitude", "Provider Parliamentary Constituency",
    "Provider Nominated Individual Name", "Provider Main Partner Name",
    *(f"Regulated activity - {number}" for number in range(1, 15)),
    "Service type - Care home service with nursing", "Service type - Care home service without nursing",
    "Service type - Dental service", "Service type - Domiciliary care service",
    "Service type - Extra Care housing services", "Service type - Supported living service",
    *(f"Service user band - {number}" for number in range(1, 13)),
    "Location Dual Registered", "Primary ID (Dual registration locations)",
]  # fmt: skip
WEEKLY_HEADINGS = [
    "Name", "Also known as", "Address", "Postcode", "Phone number", "Service's website (if available)",
    "Service types", "Date of latest check", "Specialisms/services", "Provider name", "Local authority", "Region",
    "Location URL", "CQC Location ID (for office use only)", "CQC Provider ID (for office use only)", "On ratings",
]  # fmt: skip
NATIONAL_HEADINGS = {
    2019: [
        "OrganisationName", "ODSCode", "PublicationStatus", "DateOfPublication", "PrimarySector",
        "CCG (from ODS and CQC)",
    ],
    2022: [
        "Organisation Name", "(Code)", "Latest Status", "Date Of Publication", "Primary Sector",
        "Commissioner (From ODS)",
    ],
    2023: [
        "Code", "Organisation Name", "Status", "Date Of Publication", "Primary Sector",
        "Integrated Care Board (where available, from ODS)",
    ],
}  # fmt: skip
# What each directory calls the same service.
WEEKLY_NAMES = {
    "Care home service with nursing": "Care homes with nursing",
    "Care home service without nursing": "Care homes without nursing",
    "Domiciliary care service": "Homecare agencies",
    "Extra Care housing services": "Extra care housing",
    "Supported living service": "Supported living",
    "Dental service": "Dentist",
}
# Nobody's real name. A test looks for them everywhere.
PEOPLE = {
    "Registered manager": "Ashworth, Winifred",
    "Provider Nominated Individual Name": "Blenkinsop, Cuthbert",
    "Provider Main Partner Name": "Featherstone, Ermintrude",
}


def care(
    code: str,
    name: str = "ROSE COURT CARE HOME",
    *,
    lines: Sequence[str] = ("12 HIGH STREET", "", "", "LEEDS", "WEST YORKSHIRE"),
    postcode: str = "LS1 4AP",
    **others: str,
) -> list[str]:
    """Give the twenty-seven columns of an ODS list; `others` are opened, closed, parent, joined and left."""
    row = [""] * 27
    row[0], row[1], row[4:9], row[9], row[10], row[21] = code, name, [*lines, *[""] * 4][:5], postcode, "20100401", "0"
    for fact, text in others.items():
        row[_COLUMNS[fact]] = text
    return row


_COLUMNS = {"opened": 10, "closed": 11, "parent": 14, "joined": 15, "left": 16}


def successor(code: str, by: str, on: str = "20260401") -> list[str]:
    return [code, by, "R", on, "Y"]


def headless(*rows: Sequence[str], encoding: str = "utf-8") -> bytes:
    """Write rows as ODS does: everything in quotes, no headings."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def location(cqc_id: str, name: str = "Rose Court Care Home", code: str = "", **others: str) -> dict[str, str]:
    """Give a location by the monthly directory's headings; `others` say what is different, such as city="York"."""
    facts = {
        "Location ID": cqc_id,
        "Location HSCA start date": "01/10/2010",
        "Care home?": "Y",
        "Location Name": name,
        "Location ODS Code": code,
        "Location Region": "Yorkshire and The Humber",
        "Location Local Authority": "Leeds",
        "Location Street Address": "12 High Street",
        "Location City": "Leeds",
        "Location County": "West Yorkshire",
        "Location Postal Code": "LS1 4AP",
        "Brand ID": "-",
        "Brand Name": "-",
        "Provider ID": "1-101600001",
        "Provider Name": "Rose Homes Limited",
        "Provider Ownership Type": "Organisation",
        "types": "Care home service without nursing",
        **PEOPLE,
    }
    return facts | {_SHORT.get(key, key): value for key, value in others.items()}


_SHORT = {
    "city": "Location City",
    "council": "Location Local Authority",
    "region": "Location Region",
    "postcode": "Location Postal Code",
    "provider": "Provider ID",
    "provider_name": "Provider Name",
    "ownership": "Provider Ownership Type",
    "street": "Location Street Address",
}


def monthly(*locations: dict[str, str], lead_in: int = 0) -> Table:
    """Give the sheet of the monthly directory; old ones have notes above the headings."""
    return [*_notes(lead_in), MONTHLY_HEADINGS, *map(_monthly_row, locations)]


def _monthly_row(facts: dict[str, str]) -> list[str]:
    ticked = {f"Service type - {name}" for name in facts["types"].split("|")}
    return ["Y" if heading in ticked else facts.get(heading, "") for heading in MONTHLY_HEADINGS]


def weekly(*locations: dict[str, str], lead_in: int = 4) -> Table:
    """Give the weekly directory of the same locations."""
    return [*_notes(lead_in), WEEKLY_HEADINGS, *map(_weekly_row, locations)]


def _weekly_row(facts: dict[str, str]) -> list[str]:
    address = [facts["Location Street Address"], facts["Location City"], facts["Location County"]]
    types = "|".join(WEEKLY_NAMES.get(name, name) for name in facts["types"].split("|"))
    known = {
        "Name": facts["Location Name"],
        "Also known as": facts.get("also", ""),
        "Address": ", ".join(address),
        "Postcode": facts["Location Postal Code"],
        "Service types": types,
        "Provider name": facts["Provider Name"],
        "Local authority": facts["Location Local Authority"],
        "Region": facts["Location Region"],
        "CQC Location ID (for office use only)": facts["Location ID"],
        "CQC Provider ID (for office use only)": facts["Provider ID"],
    }
    return [known.get(heading, "") for heading in WEEKLY_HEADINGS]


def _notes(count: int) -> Table:
    return [[f"Note {number}: as at 1 November 2026"] for number in range(1, count + 1)]


def national(*results: tuple[str, str, str, str], shape: int = 2023) -> Table:
    """Give the national list in the shape it had in a year; results are code, name, status and date."""
    headings = NATIONAL_HEADINGS[shape]
    if shape == 2023:
        return [headings, *([code, name, status, on, "Care Home", ""] for code, name, status, on in results)]
    return [headings, *([name, code, status, on, "Care Home", ""] for code, name, status, on in results)]


def as_csv(table: Table, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    width = max(map(len, table))
    csv.writer(text, lineterminator="\r\n").writerows([*row, *[""] * (width - len(row))] for row in table)
    return text.getvalue().encode(encoding)


def as_xlsx(sheets: dict[str, Iterable[Sequence[Any]]]) -> bytes:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([value or None for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_BEGIN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
_END = "</office:spreadsheet></office:body></office:document-content>"


def as_ods(sheets: dict[str, Iterable[Sequence[str]]]) -> bytes:
    """Write an OpenDocument spreadsheet as LibreOffice does: runs of blank cells are one element."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        with package.open("content.xml", "w", force_zip64=True) as part:
            part.write(_BEGIN.encode())
            for name, rows in sheets.items():
                part.write(f'<table:table table:name="{escape(name)}">'.encode())
                for row in rows:
                    part.write(f"<table:table-row>{''.join(_ods_cells(row))}</table:table-row>".encode())
                part.write(b"</table:table>")
            part.write(_END.encode())
    return content.getvalue()


def _ods_cells(row: Sequence[str]) -> Iterator[str]:
    blank = 0
    for text in [*row, None]:
        if text == "":
            blank += 1
            continue
        if blank:
            yield f'<table:table-cell table:number-columns-repeated="{blank}"/>'
            blank = 0
        if text is not None:
            yield f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def as_zip(**members: bytes) -> bytes:
    """Pack CSVs: as_zip(ecarehomehq=..., ecarehomesite=...)."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(f"{name}.csv", data)
    return content.getvalue()


# --- As large as England ----------------------------------------------------------------------------------------------

_FIRST = (
    "ROSE ELM ASH OAK BEECH CEDAR MAPLE IVY HOLLY WILLOW ABBEY PRIORY MANOR GRANGE ORCHARD MEADOW RIVER LAKE HILL"
    " VALLEY SUNNY SPRING SUMMER AUTUMN ST MARY'S|ST JOHN'S|ST ANNE'S|OUR LADY'S|THE OLD RECTORY"
).replace("|", " ")
_NAMES = tuple(_FIRST.split())
_SECOND = ("COURT", "VIEW", "LODGE", "HOUSE", "GRANGE", "GARDENS", "PARK", "BANK", "FIELDS", "COTTAGE", "HALL", "MEWS")
_THIRD = ("CARE HOME", "NURSING HOME", "RESIDENTIAL HOME", "HOMECARE LTD", "SUPPORTED LIVING", "CARE LTD", "")
_TOWNS = (
    ("LEEDS", "WEST YORKSHIRE", "LS", "Leeds", "Yorkshire and The Humber"),
    ("YORK", "NORTH YORKSHIRE", "YO", "York", "Yorkshire and The Humber"),
    ("STRATFORD-UPON-AVON", "WARWICKSHIRE", "CV", "Warwickshire", "West Midlands"),
    ("BRIGHTON", "EAST SUSSEX", "BN", "Brighton and Hove", "South East"),
    ("TRURO", "CORNWALL", "TR", "Cornwall", "South West"),
    ("NORWICH", "NORFOLK", "NR", "Norfolk", "East of England"),
    ("DERBY", "DERBYSHIRE", "DE", "Derby", "East Midlands"),
    ("BOLTON", "GREATER MANCHESTER", "BL", "Bolton", "North West"),
    ("HEXHAM", "NORTHUMBERLAND", "NE", "Northumberland", "North East"),
    ("LONDON", "", "SE", "Southwark", "London"),
)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def many_offices(count: int) -> list[list[str]]:
    """Make head offices; the same count gives the same ones."""
    return [_many(number, "A", 3, "") for number in range(count)]


def many_sites(count: int, offices: int = 0) -> list[list[str]]:
    """Make care sites under so many head offices."""
    offices = offices or max(1, count // 2)
    return [_many(number, "V", 4, f"A{_base(number % offices, 3)}") for number in range(count)]


def many_locations(count: int) -> list[dict[str, str]]:
    """Make the CQC's locations of the same sites; one in twelve has no ODS code, one in fifteen is a dentist."""
    return [_many_location(number) for number in range(count)]


def many_results(count: int) -> list[tuple[str, str, str, str]]:
    """Make national results of the same sites."""
    return [(f"V{_base(number, 4)}", "ROSE COURT", "22/23 Standards Met", "15/06/2023") for number in range(count)]


def _many(number: int, letter: str, length: int, parent: str) -> list[str]:
    chance = random.Random(number)
    town, county, area, *_ = _TOWNS[number % len(_TOWNS)]
    opened = date(2005 + number % 20, 1 + number % 12, 1 + number % 28).strftime("%Y%m%d")
    return care(
        f"{letter}{_base(number, length)}",
        " ".join(filter(None, (chance.choice(_NAMES), chance.choice(_SECOND), chance.choice(_THIRD)))),
        lines=(f"{1 + number % 200} {chance.choice(_NAMES)} ROAD", "", "", town, county),
        postcode=f"{area}{1 + number % 20} {number % 10}{chance.choice('ABDEFGH')}{chance.choice('JLNPQRS')}",
        opened=opened,
        closed="20240331" if number % 10 == 9 else "",
        parent=parent,
        joined=opened if parent else "",
    )


def _many_location(number: int) -> dict[str, str]:
    row = _many(number, "V", 4, "")
    *_, council, region = _TOWNS[number % len(_TOWNS)]
    types = ("Care home service without nursing", "Domiciliary care service", "Care home service with nursing")
    return location(
        f"1-{101_600_000 + number}",
        row[1].title(),
        "" if number % 12 == 5 else row[0],
        street=row[4].title(),
        city=row[7].title(),
        postcode=row[9],
        council=council,
        region=region,
        provider=f"1-{201_600_000 + number // 2}",
        provider_name=f"Provider {number // 2} Limited",
        types="Dental service" if number % 15 == 7 else types[number % 3],
        **{
            "Location County": row[8].title(),
            "Location Latitude": f"53.{number:06}",
            "Location Longitude": f"-1.{number:06}",
            "Location UPRN ID": str(100_000_000 + number),
            "Location Telephone Number": f"01134960{number % 1000:03}",
            "Provider Street Address": f"{number} Office Park",
            "Provider Postal Code": row[9],
            **{heading: f"{heading.split()[-1]} {number % 50}" for heading in _FILLERS},
        },
    )


# What is filled in nearly every row and read by nobody here.
_FILLERS = (
    "Dormant (Y/N)", "Location Web Address", "Care homes beds", "Location Type/Sector",
    "Location Inspection Directorate", "Location Primary Inspection Category", "Location Latest Overall Rating",
    "Publication Date", "Location NHS Region", "Location ONSPD CCG Code", "Location ONSPD CCG",
    "Location Commissioning CCG Code", "Location Commissioning CCG", "Location PAF ID",
    "Location Parliamentary Constituency", "Provider Companies House Number", "Provider HSCA start date",
    "Provider Type/Sector", "Provider Inspection Directorate", "Provider Primary Inspection Category",
    "Provider Telephone Number", "Provider Web Address", "Provider City", "Provider County", "Provider PAF ID",
    "Provider UPRN ID", "Provider Local Authority", "Provider Region", "Provider NHS Region", "Provider Latitude",
    "Provider Longitude", "Provider Parliamentary Constituency",
)  # fmt: skip


def _base(number: int, length: int) -> str:
    """Write a number in letters and figures."""
    written = ""
    for _ in range(length):
        number, at = divmod(number, len(_LETTERS))
        written = _LETTERS[at] + written
    return written
