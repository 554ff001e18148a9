"""What a group's change or question writes to the people of its sites: one mail each, never one a question (R72)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.urls import reverse

from assessments.models import ToolkitYear
from assessments.replies import MAY_REPLY
from assessments.rules.digest import digest_at
from assessments.rules.schedule import london_date
from organisations import post
from organisations.models import Membership, Organisation, User
from organisations.tenancy import action


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
def ask_to_agree(*, group: Organisation, year: ToolkitYear, sites: Collection[int], by: User, at: datetime) -> set[int]:
    """Write to everybody who can reply for the sites, once a day at most (R74); give the sites that have somebody."""
    members = Membership.objects.active().filter(organisation__in=sites, role__in=MAY_REPLY)
    found = list(members.select_related("user", "organisation"))
    once = f"{group.pk} {london_date(at)}"
    post.write_all("agree_request", _letters(group, year, found, by=by), at=at, once=once)
    return {member.organisation_id for member in found}


def _letters(
    group: Organisation, year: ToolkitYear, members: Iterable[Membership], **context: object
) -> list[post.Letter]:
    return [
        post.Letter(
            member.user.email,
            member.organisation,
            reverse("assessments:agree", args=[member.organisation.code, year.label]),
            {"group": group, **context},
        )
        for member in members
    ]
