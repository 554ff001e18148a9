"""What a group's publication will count for, shown before the press and to whoever pressed too late."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from assessments.candidates import Candidate
from assessments.models import Assessment
from assessments.presenters.cover import FIRST, losing, why
from assessments.presenters.cures import Cure


@dataclass(frozen=True, slots=True)
class CoverPreview:
    """`cures` name every ticked service that cannot be covered, and why; nothing is published while there is one."""

    count: int
    first: tuple[str, ...]
    more: int
    losing: tuple[str, ...]
    cures: tuple[Cure, ...]
    cover_href: str


def cover_preview(
    assessment: Assessment, found: tuple[Candidate, ...], refused: Iterable[Candidate] = ()
) -> CoverPreview:
    """Say what the ticks come to. `refused` are those that an action has just refused."""
    group, label = assessment.organisation, assessment.year.label
    cover_href = reverse("assessments:cover", args=[group.code, label])
    chosen = [one for one in found if one.tick and one.tick.is_ticked]
    wrong = {one.code: one for one in (*chosen, *refused) if not one.may_be_covered}
    good = [one for one in chosen if one.code not in wrong]
    return CoverPreview(
        count=len(good),
        first=tuple(one.name for one in good[:FIRST]),
        more=max(len(good) - FIRST, 0),
        losing=losing(found, good),
        cures=(
            *(Cure(f"{one.name}: {_because(one)}", cover_href, one.code) for one in wrong.values()),
            *_not_chosen(found, cover_href),
        ),
        cover_href=cover_href,
    )


def _because(one: Candidate) -> str:
    """Give the reason; what its manager said is different can be passed with words (R74)."""
    if one.can_be_ticked and not one.may_be_covered:
        return f"{why(one)} Say why it is covered all the same."
    return why(one)


def _not_chosen(found: tuple[Candidate, ...], cover_href: str) -> Iterable[Cure]:
    if any(one.can_be_ticked for one in found) and not any(one.tick for one in found):
        yield Cure("Choose which services you are publishing for", cover_href)
