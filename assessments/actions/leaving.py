"""A site leaves its group: cover and link end, and what it inherited becomes its own (R45, R75)."""

from datetime import date, datetime

from assessments.actions.covering import end_cover
from assessments.actions.keeping import keep_inherited
from assessments.actions.papers import keep_papers
from assessments.actions.proving import settle
from assessments.models import Assessment, Coverage
from assessments.newest import hold
from organisations.actions.grouping import NOT_IN_THE_GROUP, end_link
from organisations.models import GroupSite, Invitation, Membership, Organisation, User
from organisations.refusals import Refused
from organisations.tenancy import action

# Why a site left, as its link says it, and why its cover ended; anything else was taken out by the group.
ENDED = {
    "sold": Coverage.Ended.SOLD,
    "closed": Coverage.Ended.CLOSED,
    "merged": Coverage.Ended.MERGED,
    "taken-over": Coverage.Ended.TAKEN_OVER,
}


@action
def let_go(*, group: Organisation, site: Organisation, on: date, why: str, by: User | None, at: datetime) -> None:
    """End what holds a site and its group together; `on` is the last day. Needs the scope of both.

    The answers that the site inherits at this moment stay with it, marked with where they came from; nothing else of
    the group's follows it. Raises Refused when the site is not in the group any more.
    """
    _lock_forms(group, site)
    link = GroupSite.seen.active().filter(organisation=group, site=site).first()
    if link is None:
        raise Refused(NOT_IN_THE_GROUP)
    keep_inherited(group=group, sites=[site.pk], by=by, at=at)
    lost = keep_papers(group=group, site=site, by=by, at=at)
    end_cover(site=site, on=on, ended=ENDED.get(why, Coverage.Ended.REMOVED), by=by, at=at)
    end_link(link=link, on=on, why=why, by=by, at=at)
    if lost:
        settle(organisation=site, assessment=hold(site), by=by, at=at, without=lost)
    _withdraw_what_the_group_sent(site, at)


def _withdraw_what_the_group_sent(site: Organisation, at: datetime) -> None:
    """End the invitations that nobody of the site's own has sent: the group lets no one in any more."""
    own = Membership.objects.active().filter(organisation=site).values("user")
    Invitation.objects.filter(organisation=site).unanswered().exclude(invited_by__in=own).update(withdrawn_at=at)


def _lock_forms(group: Organisation, site: Organisation) -> None:
    """Hold still what both have said, the group's first: so do the group's own changes on their way to the site."""
    locking = Assessment.objects.select_for_update().order_by("pk")
    for organisation in (group, site):
        list(locking.filter(organisation=organisation).values_list("pk"))
