"""Toolkit years as rows, with the usual dates where an operator has set none (R1)."""

from datetime import datetime, timedelta

from django.conf import settings

from assessments.models import ToolkitYear
from assessments.rules.schedule import Year, default_year, london_date, open_year
from assessments.snapshots import year_facts


def current_year(at: datetime) -> Year:
    """Return the year open at an instant: an operator's row, or the year with the usual dates. Writes nothing."""
    rows = {row.label: year_facts(row) for row in ToolkitYear.objects.order_by("-opens_at")[:4]}
    year = open_year(rows.values(), at)
    if year is not None:
        return year
    opened = next((row for row in rows.values() if row.opens_at <= at), None)
    usual = default_year(london_date(at), opened.edition if opened else settings.DEFAULT_EDITION)
    if usual.label not in rows or rows[usual.label].opens_at <= at:
        return usual
    # An operator opens this year later than usual: until then the one before goes on (R2).
    before = default_year(usual.opens_on - timedelta(days=1), usual.edition)
    return rows.get(before.label, before)


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
