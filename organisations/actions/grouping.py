"""Setting up a group's sites and ending what holds them together. Nobody becomes a member by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from organisations import audit
from organisations.codes import CODE_REGISTERED, refuse_former_codes
from organisations.models import GroupSite, Organisation, OrganisationKind, Profile, ServiceWithoutCode, User
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

NOT_IN_THE_GROUP = "not-in-the-group"
# What our record holds; the directory's names may be longer.
LONGEST_NAME, LONGEST_TOWN, LONGEST_POSTCODE = 100, 60, 8
KIND_OF_SITE = {
    OrganisationKind.HEAD_OFFICE: OrganisationKind.SITE,
    OrganisationKind.COUNCIL: OrganisationKind.IN_HOUSE_SERVICE,
}


@dataclass(frozen=True, slots=True)
class NewSite:
    """What is known of a site before it has an account."""

    code: str
    name: str
    town: str = ""
    postcode: str = ""


@action
def set_up_site(
    *, group: Organisation, code: str, name: str, town: str = "", postcode: str = "", by: User, at: datetime
) -> GroupSite:
    """Make the record of one site that has none, in the group. Refuses a code that is registered: ask that service."""
    [link] = set_up_sites(group=group, sites=[NewSite(code, name, town, postcode)], by=by, at=at)
    return link


@action
def set_up_sites(*, group: Organisation, sites: Iterable[NewSite], by: User, at: datetime) -> list[GroupSite]:
    """Make the records of many sites in a few statements, all of them or, when one code is registered, none."""
    made = [_organisation(group, site, at) for site in sites]
    if not made:
        return []
    try:
        with transaction.atomic():
            Organisation.objects.bulk_create(made)
            refuse_former_codes(site.code for site in made)
    except IntegrityError as problem:
        raise Refused(CODE_REGISTERED) from problem
    with acting_for(group, *made, user=by):
        Profile.objects.bulk_create(Profile(organisation=site) for site in made)
        links = [_link(group, site, by, at) for site in made]
        GroupSite.objects.bulk_create(links)
        audit.record_many(
            [("set-up-site", group, site.code) for site in made]
            + [("set-up-by-group", site, group.code) for site in made],
            by=by,
            at=at,
        )
    return links


def _organisation(group: Organisation, site: NewSite, at: datetime) -> Organisation:
    return Organisation(
        code=site.code.strip().upper(),
        name=site.name[:LONGEST_NAME],
        town=site.town[:LONGEST_TOWN],
        postcode=site.postcode.upper()[:LONGEST_POSTCODE],
        kind=KIND_OF_SITE[OrganisationKind(group.kind)],
        registered_at=at,
    )


def _link(group: Organisation, site: Organisation, by: User, at: datetime) -> GroupSite:
    return GroupSite(
        organisation=group,
        site=site,
        how=GroupSite.How.SET_UP,
        state=GroupSite.State.ACTIVE,
        asked_at=at,
        asked_by=by,
        answered_at=at,
        answered_by=by,
        joined_on=localdate(at),
    )


@action
def end_link(*, link: GroupSite, on: date, why: str, by: User | None, at: datetime) -> GroupSite:
    """End what holds a site and its group together; `on` is the last day. Refuses a link that has ended already."""
    locked: GroupSite = (
        GroupSite.seen.select_for_update(of=("self",)).select_related("organisation", "site").get(pk=link.pk)
    )
    if locked.state != GroupSite.State.ACTIVE:
        raise Refused(NOT_IN_THE_GROUP)
    locked.state, locked.left_on, locked.left_why = GroupSite.State.ENDED, on, why
    locked.save(update_fields=["state", "left_on", "left_why"])
    group, site = locked.organisation, locked.site
    audit.record_many([("let-go-site", group, site.code), ("left-group", site, group.code)], by=by, at=at, why=why)
    return locked


@action
def note_without_code(*, group: Organisation, names: Iterable[str], by: User, at: datetime) -> int:
    """Put services that have no code yet on the group's list (R53); give how many are new on it."""
    Organisation.objects.select_for_update(no_key=True).get(pk=group.pk)
    waiting = ServiceWithoutCode.objects.filter(organisation=group, done_at__isnull=True)
    known = {name.casefold() for name in waiting.values_list("name", flat=True)}
    new = {name.casefold(): name for name in names if name.casefold() not in known}
    ServiceWithoutCode.objects.bulk_create(
        ServiceWithoutCode(organisation=group, name=name, added_at=at, added_by=by) for name in new.values()
    )
    if new:
        audit.record("noted-without-code", organisation=group, by=by, at=at, number=len(new))
    return len(new)


@action
def close_without_code(
    *, group: Organisation, service_id: int, became: Organisation | None, by: User, at: datetime
) -> None:
    """Take a service off the list of those without a code: it became a site, or is not the group's."""
    waiting = ServiceWithoutCode.objects.select_for_update(of=("self",)).filter(
        organisation=group, done_at__isnull=True
    )
    service: ServiceWithoutCode | None = waiting.filter(pk=service_id).first()
    if service is not None:
        service.became, service.done_at = became, at
        service.save(update_fields=["became", "done_at"])
        audit.record(
            "closed-without-code",
            organisation=group,
            by=by,
            at=at,
            subject=became.code if became else "",
            id=service_id,
        )
