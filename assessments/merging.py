"""What joining two records of one service would do, and why it may not be done (R61). Reading only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import Http404

from assessments.models import Coverage, Standing
from organisations.belonging import service_with
from organisations.groups import is_group, link_of, sites_of
from organisations.models import GroupSite, Membership, Merge, Organisation, User
from organisations.permissions import Role, may_more
from organisations.tenancy import acting_for

CAN_BE_UNDONE_FOR = timedelta(days=30)
MOST = 100

SAME = "merge-same"
JOINED_ALREADY = "merge-joined-already"
OTHER_KIND = "merge-other-kind"
HAS_SITES = "merge-has-sites"
OTHER_GROUP = "merge-other-group"
COVERED = "merge-covered"


@dataclass(frozen=True, slots=True)
class Comer:
    """One member of the old record. `before` is their role in the other one, if any; `after` what they get."""

    user: User
    role: Role
    before: Role | None
    after: Role | None
    membership: int | None

    @property
    def was_removed(self) -> bool:
        return self.after is None

    @property
    def is_new(self) -> bool:
        return self.after is not None and self.membership is None

    @property
    def is_raised(self) -> bool:
        return self.after is not None and self.membership is not None and self.after != self.before


@dataclass(frozen=True, slots=True)
class Plan:
    """All that joining `source` to `target` would do; `refusal` says why not, or is ""."""

    source: Organisation
    target: Organisation
    comers: tuple[Comer, ...]
    standings: tuple[Standing, ...]
    link: GroupSite | None
    refusal: str


def plan_of(source: Organisation, target: Organisation, day: date) -> Plan:
    """Work out what would happen. Needs the scope of both."""
    link = link_of(source)
    return Plan(
        source=source,
        target=target,
        comers=tuple(_comers(source, target)),
        standings=tuple(Standing.public.filter(organisation=source).order_by("-published_on", "reference")),
        link=link,
        refusal=_refusal(source, target, link, day),
    )


def preview(source: Organisation, target: Organisation, day: date) -> Plan:
    """Work out what would happen, for the operators' desk, which sees neither record otherwise."""
    with acting_for(source, target):
        return plan_of(source, target, day)


def _comers(source: Organisation, target: Organisation) -> list[Comer]:
    there = {member.user_id: member for member in Membership.objects.filter(organisation=target)}
    members = Membership.objects.active().filter(organisation=source).by_name()
    return [_comer(member, there.get(member.user_id)) for member in members]


def _comer(member: Membership, there: Membership | None) -> Comer:
    """Keep the higher of two roles. Who was removed from the other record is not let in again by this."""
    role = Role(member.role)
    if there is None:
        return Comer(member.user, role, None, role, None)
    before = Role(there.role)
    after = None if there.ended_at else (role if may_more(role, before) else before)
    return Comer(member.user, role, before, after, there.pk)


def _refusal(source: Organisation, target: Organisation, link: GroupSite | None, day: date) -> str:
    """Say the first thing that stands between the two records."""
    theirs = link_of(target)
    reasons = {
        SAME: source.pk == target.pk,
        JOINED_ALREADY: bool(source.merged_into_id or target.merged_into_id),
        OTHER_KIND: is_group(source) != is_group(target),
        HAS_SITES: is_group(source) and bool(sites_of(source)),
        OTHER_GROUP: link is not None and (theirs is None or theirs.organisation_id != link.organisation_id),
        COVERED: Coverage.public.filter(site=source, to_on__gte=day, voided_at=None).exists(),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def can_be_undone(merge: Merge, at: datetime) -> bool:
    """Say whether two records can still be taken apart: for 30 days."""
    return merge.undone_at is None and at <= merge.merged_at + CAN_BE_UNDONE_FOR


def merges_on_the_desk() -> list[Merge]:
    """Return what was joined, newest first. Needs the operators' desk."""
    return list(Merge.seen.select_related("organisation", "source", "merged_by").order_by("-merged_at")[:MOST])


def merge_on_the_desk_or_404(pk: int) -> Merge:
    """Return one. Needs the operators' desk."""
    found: Merge | None = Merge.seen.filter(pk=pk).select_related("organisation", "source").first()
    if found is None:
        raise Http404
    return found


def record_with(code: str) -> Organisation | None:
    """Find a record by its code of today, joined to another or not, or by one it had before."""
    code = "".join(code.split()).upper()
    found = Organisation.objects.filter(code=code).first() if code.isalnum() else None
    return found or service_with(code)


def record_or_404(code: str) -> Organisation:
    """Find a record by its code."""
    found = record_with(code)
    if found is None:
        raise Http404
    return found
