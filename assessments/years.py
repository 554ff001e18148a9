"""Toolkit years as rows, with the usual dates where an operator has set none (R1)."""

from datetime import datetime

from django.conf import settings

from assessments.models import ToolkitYear
from assessments.rules.schedule import Year, default_year, london_date, open_year
from assessments.snapshots import year_facts


def current_year(at: datetime) -> Year:
    """Return the year open at an instant: an operator's row, or the year with the usual dates. Writes nothing."""
    rows = [year_facts(row) for row in ToolkitYear.objects.filter(opens_at__lte=at).order_by("-opens_at")[:3]]
    year = open_year(rows, at)
    if year is not None:
        return year
    newest = rows[0] if rows else None
    return default_year(london_date(at), newest.edition if newest else settings.DEFAULT_EDITION)


def year_row(year: Year) -> ToolkitYear:
    """Return the year's row, making it when this is its first use."""
    row, _ = ToolkitYear.objects.get_or_create(
        label=year.label,
        defaults={
            "edition": year.edition,
            "opens_at": year.opens_at,
            "deadline": year.deadline,
            "closes_at": year.closes_at,
            "last_edit_on": year.last_edit_on,
        },
    )
    return row
