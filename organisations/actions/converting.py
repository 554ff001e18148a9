"""A service with an account of its own comes to a group: the group asks, the service or an operator answers (R48)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from organisations import audit, post
from organisations.actions.grouping import KIND_OF_SITE
from organisations.converting import SERVICES, is_in_another_group, is_its_own_administrator
from organisations.models import GroupSite, Membership, Organisation, OrganisationKind, User
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

NOT_A_SERVICE = "not-a-service"
OF_ANOTHER_GROUP = "of-another-group"
YOURS_ALREADY = "site-yours-already"
NOT_ASKED = "group-not-asking"
NOT_OF_THE_SERVICE = "group-not-of-the-service"


@action
def ask_site(*, group: Organisation, site: Organisation, by: User, at: datetime) -> GroupSite:
    """Ask a service to come to a group, by mail to its administrators. Asking twice is one request.

    Refuses what is no service of its own, and one that another group looks after.
    """
    if site.kind not in SERVICES or site.merged_into_id or site.closed_on:
        raise Refused(NOT_A_SERVICE)
    with acting_for(group, site, user=by):
        if is_in_another_group(site, group):
            raise Refused(OF_ANOTHER_GROUP)
        link, is_new = GroupSite.objects.get_or_create(
            organisation=group,
            site=site,
            state__in=[GroupSite.State.ASKED, GroupSite.State.ACTIVE],
            defaults={
                "how": GroupSite.How.ACCEPTED,
                "state": GroupSite.State.ASKED,
                "asked_at": at,
                "asked_by": by,
            },
        )
        if link.state == GroupSite.State.ACTIVE:
            raise Refused(YOURS_ALREADY)
        if is_new:
            audit.record_many([("asked-site", group, site.code), ("asked-by-group", site, group.code)], by=by, at=at)
            page = reverse("organisations:group_request", args=[site.code, link.pk])
            _write("group_request", link, site, at, page)
    asked: GroupSite = link
    return asked


@action
def answer_group(*, site: Organisation, link_id: int, agree: bool, by: User, at: datetime) -> GroupSite:
    """Say yes or no to a group, as one of the service's own administrators; the group is told."""
    if not is_its_own_administrator(by, site):
        raise Refused(NOT_OF_THE_SERVICE)
    link = _asking(link_id)
    with acting_for(site, link.organisation_id, user=by):
        return _answer(link, by, at, agree=agree)


@action
def accept_for(*, group: Organisation, site: Organisation, reason: str, by: User, at: datetime) -> GroupSite:
    """Accept for a service after evidence, as an operator; both sides are told why."""
    if not by.is_operator:
        raise Refused(NOT_OF_THE_SERVICE)
    with acting_for(group, site, user=by):
        found = GroupSite.objects.filter(organisation=group, site=site, state=GroupSite.State.ASKED).first()
        if found is None:
            raise Refused(NOT_ASKED)
        link = _answer(_asking(found.pk), by, at, agree=True, reason=reason)
        page = reverse("organisations:group_request", args=[site.code, link.pk])
        _write("group_answer", link, site, at, page, reason=reason)
    return link


def _asking(link_id: int) -> GroupSite:
    """Lock a request, so that it is answered once."""
    asked = GroupSite.seen.select_for_update(of=("self",)).filter(pk=link_id, state=GroupSite.State.ASKED)
    link: GroupSite | None = asked.select_related("organisation", "site").first()
    if link is None:
        raise Refused(NOT_ASKED)
    return link


def _answer(link: GroupSite, by: User, at: datetime, *, agree: bool, reason: str = "") -> GroupSite:
    group, site = link.organisation, link.site
    link.state = GroupSite.State.ACTIVE if agree else GroupSite.State.REFUSED
    link.answered_at, link.answered_by = at, by
    link.joined_on = localdate(at) if agree else None
    try:
        with transaction.atomic():
            link.save(update_fields=["state", "answered_at", "answered_by", "joined_on"])
    except IntegrityError as problem:  # another group was let in a moment ago
        raise Refused(OF_ANOTHER_GROUP) from problem
    if agree:
        site.kind = KIND_OF_SITE[OrganisationKind(group.kind)]
        site.save(update_fields=["kind"])
    audit.record_many(
        [("site-answered", group, site.code), ("answered-group", site, group.code)], by=by, at=at, agreed=agree
    )
    _write(
        "group_answer",
        link,
        group,
        at,
        reverse("assessments:convert_site", args=[group.code, site.code]),
        reason=reason,
    )
    return link


def _write(name: str, link: GroupSite, reader: Organisation, at: datetime, page: str, *, reason: str = "") -> None:
    """Write to every administrator of one side. Needs its scope."""
    administrators = Membership.objects.administrators().filter(organisation=reader)
    for address in administrators.order_by("pk").values_list("user__email", flat=True):
        post.write(
            name,
            to=address,
            at=at,
            organisation=link.site,
            group=link.organisation,
            agreed=link.state == GroupSite.State.ACTIVE,
            reason=reason,
            path=page,
        )
