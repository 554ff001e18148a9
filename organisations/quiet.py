"""Services where nobody who can do everything has signed in for a long time (R57)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils.timezone import make_aware

from organisations.models import Membership, Organisation
from organisations.tenancy import acting_for

QUIET_AFTER = timedelta(days=180)
# A scope of every service there is would make row security slow: it compares one by one.
A_BATCH = 500


@dataclass(frozen=True, slots=True)
class Quiet:
    """A service and when one of its administrators was last there."""

    organisation: Organisation
    last_seen: datetime


def quiet_since(organisations: Iterable[Organisation | int], day: date) -> dict[int, datetime]:
    """Return, by id, when an administrator was last seen where none has signed in for 180 days, in one statement.

    Needs the scope of the organisations. One without administrators of its own is left out: its group looks after it.
    """
    end_of_last_day = make_aware(datetime.combine(day - QUIET_AFTER + timedelta(days=1), time.min))
    administrators = Membership.objects.administrators().filter(organisation__in=list(organisations))
    # PostgreSQL's greatest() leaves out what is null: somebody who has never signed in was last seen when they joined.
    last_seen = Max(Greatest("user__last_login", "started_at"))
    quiet = administrators.values("organisation").annotate(last_seen=last_seen).filter(last_seen__lt=end_of_last_day)
    return dict(quiet.order_by().values_list("organisation", "last_seen"))


def quiet_everywhere(day: date) -> list[Quiet]:
    """List every quiet service for the operators, the longest quiet first; each batch in a scope of its own."""
    there = Organisation.objects.filter(closed_on=None, merged_into=None)
    ids = list(there.order_by("pk").values_list("pk", flat=True))
    found: dict[int, datetime] = {}
    for start in range(0, len(ids), A_BATCH):
        batch = ids[start : start + A_BATCH]
        with acting_for(*batch):
            found |= quiet_since(batch, day)
    services = Organisation.objects.in_bulk(found)
    return sorted((Quiet(services[pk], seen) for pk, seen in found.items()), key=lambda quiet: quiet.last_seen)
