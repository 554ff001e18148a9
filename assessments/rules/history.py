"""What an organisation has published before, here or elsewhere (R6, R79)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assessments.rules.levels import Level


class Source(StrEnum):
    """Say where a publication was made or who says so (R79)."""

    HERE = "here"
    DECLARED = "declared"
    NATIONAL_LIST = "national-list"


@dataclass(frozen=True, slots=True)
class PastPublication:
    """One publication; `published_at` is a UTC instant, None for history from elsewhere.

    `level` is None for Entry Level and for a level nobody knows; `label` keeps the old words (R79).
    """

    level: Level | None
    published_at: datetime | None
    published_on: date
    valid_until: date
    year_label: str
    source: Source
    is_withdrawn: bool = False
    certificate_expires_on: date | None = None
    label: str = ""
    is_entry_level: bool = False
    reference: str = ""


def standing_publications(history: tuple[PastPublication, ...]) -> tuple[PastPublication, ...]:
    """Return the publications that were not withdrawn: those that count as published before (R6)."""
    return tuple(publication for publication in history if not publication.is_withdrawn)
