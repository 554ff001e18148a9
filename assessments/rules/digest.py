"""When the mail goes out that gathers a day's changes (R72)."""

from datetime import datetime, time, timedelta

from assessments.rules.schedule import LONDON, london_date

# The end of the office day in London.
DIGEST_AT = time(17)


def digest_at(at: datetime) -> datetime:
    """Return when the digest that a change belongs to goes out: the next five o'clock in London, an aware instant."""
    today = datetime.combine(london_date(at), DIGEST_AT, LONDON)
    return today if at < today else datetime.combine(london_date(at) + timedelta(days=1), DIGEST_AT, LONDON)
