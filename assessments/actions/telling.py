"""What a group's change or question writes to the people of its sites: one mail each, never one a question (R72)."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from django.urls import reverse

from assessments.models import ToolkitYear
from assessments.replies import MAY_REPLY
from assessments.rules.schedule import LONDON, london_date
from organisations import post
from organisations.models import Membership, Organisation
from organisations.tenancy import action

# A day's changes go out together, at the end of the office day in London.
DIGEST_AT = time(17)


def digest_at(at: datetime) -> datetime:
    """Return when the digest that a change belongs to goes out: the next five o'clock in London."""
    today = datetime.combine(london_date(at), DIGEST_AT, LONDON)
    return today if at < today else datetime.combine(london_date(at) + timedelta(days=1), DIGEST_AT, LONDON)


@action
def tell_of_changes(*, group: Organisation, year: ToolkitYear, sites: Collection[int], at: datetime) -> None:
    """Put the day's digest into the queue for every administrator of the sites, unless it waits there already (R72)."""
    members = Membership.objects.administrators().filter(organisation__in=sites).select_related("user", "organisation")
    due_at = digest_at(at)
    post.write_all(
        "shared_changes",
        _letters(group, year, members),
        at=at,
        due_at=due_at,
        once=f"{group.pk} {due_at:%Y-%m-%d}",
    )


@action
def ask_to_agree(*, group: Organisation, year: ToolkitYear, sites: Collection[int], at: datetime) -> set[int]:
    """Write to everybody who can reply for the sites, once a day at most (R74); give the sites that have somebody."""
    members = Membership.objects.active().filter(organisation__in=sites, role__in=MAY_REPLY)
    found = list(members.select_related("user", "organisation"))
    once = f"{group.pk} {london_date(at)}"
    post.write_all("agree_request", _letters(group, year, found), at=at, once=once)
    return {member.organisation_id for member in found}


def _letters(group: Organisation, year: ToolkitYear, members: Iterable[Membership]) -> list[post.Letter]:
    return [
        post.Letter(
            member.user.email,
            member.organisation,
            reverse("assessments:agree", args=[member.organisation.code, year.label]),
            {"group": group},
        )
        for member in members
    ]
