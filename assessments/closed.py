"""A year that is over can be read, and no longer changed (R1)."""

from datetime import datetime

from assessments.models import Assessment
from assessments.rules.schedule import can_edit, london_date
from assessments.snapshots import year_facts
from organisations.refusals import Refused

YEAR_IS_CLOSED = "year-is-closed"
WORDS = "This year is closed, so it cannot be changed. You can still read it."


def refuse_if_closed(assessment: Assessment, at: datetime) -> None:
    """Raise Refused when the assessment's year can no longer be changed."""
    if not can_edit(year_facts(assessment.year), london_date(at)):
        raise Refused(YEAR_IS_CLOSED, WORDS)
