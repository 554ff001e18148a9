"""What a line of each list says, in our words. `row` counts from one, as a spreadsheet shows it."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class CareRow:
    """A head office, care site, council or council site of an ODS list."""

    row: int
    code: str
    name: str
    address: str
    town: str
    postcode: str
    opened_on: date | None
    closed_on: date | None
    parent: str
    joined_on: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class SuccessorRow:
    """What followed an organisation; there may be several."""

    row: int
    code: str
    successor: str
    from_on: date | None


@dataclass(frozen=True, slots=True)
class CqcRow:
    """A location of a CQC directory. None is what the file does not say, and so leaves as it is."""

    row: int
    cqc_id: str
    code: str | None
    name: str
    also_known_as: str | None
    address: str
    town: str
    postcode: str
    opened_on: date | None
    service_types: tuple[str, ...] | None
    is_care: bool
    council: str
    region: str
    provider: str
    provider_name: str | None  # "" is somebody in person, whose name is not kept


@dataclass(frozen=True, slots=True)
class NationalRow:
    """A result on the national toolkit (R79)."""

    row: int
    code: str
    name: str
    level: str
    published_on: date
    label: str
    sector: str


Row: TypeAlias = CareRow | SuccessorRow | CqcRow | NationalRow
