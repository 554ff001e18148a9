"""Joining two records of one service, and taking them apart again for 30 days (R61). For operators."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from assessments.merging import Plan, can_be_undone, plan_of
from assessments.models import Standing
from assessments.rules.schedule import london_date
from assessments.standings import rebuild
from organisations import audit, post
from organisations.actions.grouping import end_link
from organisations.actions.people import LAST_ADMINISTRATOR, change_role, join
from organisations.groups import link_of
from organisations.models import GroupSite, Membership, Merge, Organisation, User
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

CANNOT_BE_UNDONE = "cannot-be-undone"
UNDO_THE_LATER_FIRST = "merge-undo-the-later-first"
NOT_FOR_YOU = "merge-not-for-you"
MERGED = "merged"


@action
def merge(*, source: Organisation, target: Organisation, by: User, at: datetime) -> Merge:
    """Join one record to another: its people and what it published count there; its answers stay behind, to read."""
    if not by.is_operator:
        raise Refused(NOT_FOR_YOU)
    with acting_for(source, target):
        link = link_of(source)
    scope = [source, target, *([link.organisation] if link else [])]
    with acting_for(*scope, user=by):
        source, target = _locked(source, target)
        plan = plan_of(source, target, london_date(at))
        if plan.refusal:
            raise Refused(plan.refusal)
        was_run = Membership.objects.administrators().filter(organisation=target).exists()
        brought = {
            "was_run": was_run,
            "memberships": _bring_people(plan, by, at),
            "link": plan.link.pk if plan.link else None,
        }
        if plan.link:
            end_link(link=plan.link, on=london_date(at), why=MERGED, by=by, at=at)
        source.merged_into = target
        source.save(update_fields=["merged_into"])
        done: Merge = Merge.objects.create(
            organisation=target,
            source=source,
            merged_at=at,
            merged_by=by,
            brought={**brought, "standings": _bring_standings(target)},
        )
        audit.record_many([("merged-into", source, target.code), ("merged-from", target, source.code)], by=by, at=at)
        _tell(done, at, undone=False)
    return done


def _locked(source: Organisation, target: Organisation) -> tuple[Organisation, Organisation]:
    """Lock both records in one order, without their keys: every row that is saved now points at them."""
    both = Organisation.objects.select_for_update(no_key=True).filter(pk__in=[source.pk, target.pk]).order_by("pk")
    found = {organisation.pk: organisation for organisation in both}
    return found[source.pk], found[target.pk]


def _bring_people(plan: Plan, by: User, at: datetime) -> list[dict[str, Any]]:
    """Make the old record's people members, or raise them; return what undoing needs."""
    common: dict[str, Any] = {"organisation": plan.target, "by": by, "at": at}
    brought: list[dict[str, Any]] = []
    for comer in plan.comers:
        if comer.is_new and comer.after:
            member = join(**common, user=comer.user, role=comer.after)
            brought.append({"id": member.pk, "before": None})
        elif comer.is_raised and comer.after and comer.membership:
            change_role(**common, member_id=comer.membership, role=comer.after)
            brought.append({"id": comer.membership, "before": comer.before})
    return brought


def _bring_standings(target: Organisation) -> list[int]:
    before = set(Standing.objects.filter(organisation=target).values_list("pk", flat=True))
    rebuild(target)
    after = Standing.objects.filter(organisation=target).order_by("pk").values_list("pk", flat=True)
    return [pk for pk in after if pk not in before]


@action
def undo_merge(*, merge: Merge, by: User, at: datetime) -> Merge:
    """Take two records apart and give back exactly what was before; what was done since stays where it was done."""
    if not by.is_operator:
        raise Refused(NOT_FOR_YOU)
    with acting_for(merge.organisation_id, merge.source_id):
        link = GroupSite.seen.filter(pk=merge.brought.get("link")).first()
    scope = [merge.organisation_id, merge.source_id, *([link.organisation_id] if link else [])]
    with acting_for(*scope, user=by):
        source, target = _locked(merge.source, merge.organisation)
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        if not can_be_undone(merge, at):
            raise Refused(CANNOT_BE_UNDONE)
        if target.merged_into_id:
            raise Refused(UNDO_THE_LATER_FIRST)
        _send_people_back(merge, target, by, at)
        if link:
            _link_again(link, source, by, at)
        source.merged_into = None
        source.save(update_fields=["merged_into"])
        rebuild(target)
        merge.undone_at, merge.undone_by = at, by
        merge.save(update_fields=["undone_at", "undone_by"])
        audit.record_many([("unmerged", source, target.code), ("unmerged", target, source.code)], by=by, at=at)
        merge.source, merge.organisation = source, target
        _tell(merge, at, undone=True)
    return merge


def _send_people_back(merge: Merge, target: Organisation, by: User, at: datetime) -> None:
    """End what joining gave. Refuses to leave a record without an administrator that had one (R57)."""
    members = Membership.objects.select_for_update().filter(organisation=target).order_by("pk")
    there = {member.pk: member for member in members}
    before = {one["id"]: one["before"] for one in merge.brought["memberships"] if one["id"] in there}
    remaining = [member for pk, member in there.items() if pk not in before and not member.ended_at]
    if merge.brought["was_run"] and not any(member.role == Role.ADMINISTRATOR for member in remaining):
        raise Refused(LAST_ADMINISTRATOR)
    for pk, role in before.items():
        subject = str(there[pk].user_id)
        if role is None:
            there[pk].delete()
            audit.record("removed", organisation=target, by=by, at=at, subject=subject)
        else:
            Membership.objects.filter(organisation=target, pk=pk).update(role=role)
            audit.record("changed-role", organisation=target, by=by, at=at, subject=subject, role=role)


def _link_again(link: GroupSite, source: Organisation, by: User, at: datetime) -> None:
    link.state, link.left_on, link.left_why = GroupSite.State.ACTIVE, None, ""
    link.save(update_fields=["state", "left_on", "left_why"])
    group = link.organisation
    audit.record_many([("took-back-site", group, source.code), ("came-back", source, group.code)], by=by, at=at)


def _tell(merge: Merge, at: datetime, *, undone: bool) -> None:
    """Write to the administrators of both records, each once. Needs the scope of both."""
    both = [merge.organisation, merge.source]
    administrators = Membership.objects.administrators().filter(organisation__in=both)
    addresses = administrators.order_by("user__email").values_list("user__email", flat=True).distinct()
    for address in addresses:
        post.write(
            "merged",
            to=address,
            at=at,
            organisation=merge.organisation,
            source=merge.source,
            undone=undone,
            path=reverse("organisations:choose"),
        )
