"""Joining two records: what will happen, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from assessments.dates import in_full
from assessments.merging import CAN_BE_UNDONE_FOR, Comer, Plan, can_be_undone
from assessments.models import Standing
from assessments.rules.levels import Level
from assessments.words import LEVELS
from organisations.models import Merge
from organisations.words import REFUSALS, ROLE_MEANINGS


@dataclass(frozen=True, slots=True)
class MergeLine:
    id: int
    source: str
    target: str
    merged_at: datetime
    merged_by: str
    was_undone: bool
    can_undo: bool


@dataclass(frozen=True, slots=True)
class MergesPage:
    lines: tuple[MergeLine, ...]


def merges_page(merges: Iterable[Merge], at: datetime) -> MergesPage:
    return MergesPage(
        tuple(
            MergeLine(
                id=one.pk,
                source=str(one.source),
                target=str(one.organisation),
                merged_at=one.merged_at,
                merged_by=str(one.merged_by),
                was_undone=one.undone_at is not None,
                can_undo=can_be_undone(one, at),
            )
            for one in merges
        )
    )


@dataclass(frozen=True, slots=True)
class MergePage:
    """`refusal` says why the two cannot be one; without it, everything that pressing would do."""

    source: str
    target: str
    source_code: str
    target_code: str
    refusal: str
    people: tuple[str, ...]
    results: tuple[str, ...]
    group: str
    undo_until: date


def merge_page(plan: Plan, today: date) -> MergePage:
    return MergePage(
        source=str(plan.source),
        target=str(plan.target),
        source_code=plan.source.code,
        target_code=plan.target.code,
        refusal=f"{REFUSALS[plan.refusal]}." if plan.refusal else "",
        people=tuple(_person(comer) for comer in plan.comers),
        results=tuple(_result(standing) for standing in plan.standings),
        group=plan.link.organisation.name if plan.link else "",
        undo_until=today + CAN_BE_UNDONE_FOR,
    )


def _person(comer: Comer) -> str:
    who = f"{comer.user} ({comer.user.email})"
    if comer.after is None:
        return f"{who} was removed there before. They will not be let in again."
    meaning = ROLE_MEANINGS[comer.after]
    if comer.is_new:
        return f"{who} will join. They can {meaning}."
    if comer.is_raised:
        return f"{who} is there already. They will be able to do more: {meaning}."
    return f"{who} is there already. Nothing changes for them."


def _result(standing: Standing) -> str:
    level = LEVELS[Level(standing.level)] if standing.level in set(Level) else standing.label or "A result"
    reference = f", {standing.reference}" if standing.reference else ""
    taken_back = " It was taken back." if standing.is_withdrawn else ""
    return f"{level}, published on {in_full(standing.published_on)}{reference}.{taken_back}"
