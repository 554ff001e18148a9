"""The parts of a case that come as JSON: the plan, and what was published here and elsewhere."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings

from assessments.rules.case import PlanEntry, Progress
from assessments.rules.history import PastPublication, Source
from assessments.rules.levels import Level
from assessments.rules.schedule import default_year
from assessments.rules.validity import ValidityPolicy, valid_until
from organisations.models import EarlierPublication


def plan_entry(row: Mapping[str, Any]) -> PlanEntry:
    """Read one row of the plan."""
    return PlanEntry(
        row["ref"], row["action"], row["owner"], _day(row["target_on"]), Progress(row["progress"]), row["comments"]
    )


def here_facts(rows: Iterable[Mapping[str, Any]]) -> Iterable[PastPublication]:
    """Read what was published here."""
    for row in rows:
        yield PastPublication(
            level=Level(row["level"]),
            published_at=datetime.fromisoformat(row["published_at"]),
            published_on=date.fromisoformat(row["published_on"]),
            valid_until=date.fromisoformat(row["valid_until"]),
            year_label=row["year_label"],
            source=Source.HERE,
            is_withdrawn=row["withdrawn_at"] is not None,
            certificate_expires_on=_day(row["certificate_expires_on"]),
            reference=row["reference"],
        )


def elsewhere_facts(rows: Iterable[Mapping[str, Any]]) -> Iterable[PastPublication]:
    """History from the national toolkit lasts twelve months like every publication there (R27, R79)."""
    for row in rows:
        on = date.fromisoformat(row["published_on"])
        is_entry_level = row["level"] == EarlierPublication.Standard.ENTRY_LEVEL
        year = default_year(on, settings.DEFAULT_EDITION)
        yield PastPublication(
            level=Level(row["level"]) if row["level"] in set(Level) else None,
            published_at=None,
            published_on=on,
            valid_until=valid_until(on, ValidityPolicy.TWELVE_MONTHS, year.deadline),
            year_label=year.label,
            source=Source(row["source"]),
            label=row["label"],
            is_entry_level=is_entry_level,
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
