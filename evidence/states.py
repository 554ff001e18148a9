"""Where a document stands on a day. Pure: dates in, one state out."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

SOON: Final = timedelta(days=60)


class DocumentState(StrEnum):
    """Name how a document stands, the most pressing first."""

    MISSING = "missing"
    OUT_OF_DATE = "out-of-date"
    CHECK_SOON = "check-soon"
    IN_DATE = "in-date"


def state_on(review_on: date | None, today: date, *, is_somewhere: bool) -> DocumentState:
    """Say where a document stands on a London day: one that nobody could find is missing, whatever its dates say.

    It is in date up to and on the day of its review; without such a day it stays in date.
    """
    if not is_somewhere:
        return DocumentState.MISSING
    if review_on is None or review_on > today + SOON:
        return DocumentState.IN_DATE
    return DocumentState.CHECK_SOON if review_on >= today else DocumentState.OUT_OF_DATE
