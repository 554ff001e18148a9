"""Answer once: a group shares answers with its sites, and what it changes follows them (R71, R72)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from assessments.actions.keeping import give_way, keep_inherited
from assessments.actions.reaching import reach_sites
from assessments.closed import refuse_if_closed
from assessments.models import Answer, Assessment, SharedAnswer
from assessments.models.answers import WORDS
from assessments.shared import can_share, own_rows, shared_rows, site_ids
from assessments.snapshots import lock
from organisations import audit
from organisations.models import User
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

NOT_SHARED = "not-shared"
NOTHING_TO_SHARE = "nothing-to-share"
SHARED_WORDS = tuple(name for name in WORDS if name != "comment")  # a note for the group's own team stays there


@action
def share(
    *,
    assessment: Assessment,
    refs: Collection[str],
    by: User,
    at: datetime,
    without: Mapping[str, list[int]] | None = None,
) -> int:
    """Share some of the group's answers with its sites; give how many were not shared before.

    Left out without a word: what is shared already, has no answer yet, or is each site's own by nature (R73). Raises
    Refused when nothing is left. `without` are the sites an answer is not true for, by its reference.
    """
    locked = lock(assessment)
    refuse_if_closed(locked, at)
    there = shared_rows(locked.organisation, locked.year)
    found = own_rows(locked, [ref for ref in refs if ref not in there and can_share(locked, ref)])
    left_out = without or {}
    rows = [_copy(locked, row, left_out.get(ref, []), by, at) for ref, row in found.items() if row.choice]
    if not rows:
        raise Refused(NOTHING_TO_SHARE)
    SharedAnswer.objects.bulk_create(rows)
    audit.record("shared-answers", **_about(locked, [row.ref for row in rows], by, at))
    sites = site_ids(locked.organisation)
    give_way(group=locked.organisation, sites=sites, refs=[row.ref for row in rows], by=by, at=at)
    touched = {row.ref: set(sites) - set(row.except_sites) for row in rows}
    reach_sites(group=locked.organisation, year=locked.year, sites=sites, touched=touched, by=by, at=at)
    return len(rows)


def _copy(assessment: Assessment, row: Answer, without: list[int], by: User, at: datetime) -> SharedAnswer:
    return SharedAnswer(
        organisation_id=row.organisation_id,
        year=assessment.year,
        ref=row.ref,
        version=row.version,
        except_sites=without,
        answered_by=str(row.saved_by)[:120],
        changed_at=row.saved_at,
        shared_by=by,
        shared_at=at,
        **{name: getattr(row, name) for name in SHARED_WORDS},
    )


@action
def stop_sharing(*, assessment: Assessment, refs: Collection[str], by: User, at: datetime) -> int:
    """Stop sharing answers: the sites keep the words as their own, so nothing is lost. Give how many it were."""
    locked = lock(assessment)
    refuse_if_closed(locked, at)
    group = locked.organisation
    stopping = sorted(set(refs) & set(shared_rows(group, locked.year)))
    if not stopping:
        raise Refused(NOT_SHARED)
    sites = site_ids(group)
    with acting_for(group, *sites, user=by):
        _lock_forms(locked, sites)
        keep_inherited(group=group, sites=sites, refs=stopping, by=by, at=at)
        SharedAnswer.objects.filter(organisation=group, year=locked.year, ref__in=stopping).delete()
    audit.record("stopped-sharing", **_about(locked, stopping, by, at))
    return len(stopping)


def _lock_forms(assessment: Assessment, sites: Collection[int]) -> None:
    locking = Assessment.objects.select_for_update().filter(year=assessment.year, organisation__in=sites)
    list(locking.order_by("pk").values_list("pk"))


@action
def leave_out(*, assessment: Assessment, ref: str, sites: Collection[int], by: User, at: datetime) -> None:
    """Say which sites a shared answer is not true for: they answer for themselves (R71)."""
    locked = lock(assessment)
    refuse_if_closed(locked, at)
    row = shared_rows(locked.organisation, locked.year).get(ref)
    if row is None:
        raise Refused(NOT_SHARED)
    ours = site_ids(locked.organisation)
    before, after = set(row.except_sites), set(sites) & set(ours)
    if before == after:
        return
    row.except_sites = sorted(after)
    row.save(update_fields=["except_sites"])
    audit.record("left-out-sites", **_about(locked, [ref], by, at))
    touched = {ref: before ^ after}
    reach_sites(group=locked.organisation, year=locked.year, sites=ours, touched=touched, by=by, at=at)


@action
def follow_answer(*, assessment: Assessment, answer: Answer, changed: Collection[str], by: User, at: datetime) -> None:
    """Carry a change of the group's answer to its shared copy and on to the sites that inherit it (R72).

    Two saves wait for each other at the assessment's lock. A note, or a look at last year's answer that left it as it
    was, is no change for anybody else.
    """
    if not set(changed) & set(SHARED_WORDS):
        return
    group, year = assessment.organisation, assessment.year
    row = next(iter(SharedAnswer.objects.filter(organisation=group, year=year, ref=answer.ref)), None)
    if row is None:
        return
    for name in SHARED_WORDS:
        setattr(row, name, getattr(answer, name))
    row.version, row.changed_at, row.answered_by = answer.version, at, str(by)[:120]
    row.save(update_fields=[*SHARED_WORDS, "version", "changed_at", "answered_by"])
    sites = site_ids(group)
    touched = {answer.ref: set(sites) - set(row.except_sites)}
    reach_sites(group=group, year=year, sites=sites, touched=touched, by=by, at=at)


def _about(assessment: Assessment, refs: Collection[str], by: User, at: datetime) -> dict[str, Any]:
    """Say what an entry of the audit trail is about."""
    return {
        "organisation": assessment.organisation_id,
        "by": by,
        "at": at,
        "subject": assessment.year.label,
        "refs": sorted(refs),
    }
