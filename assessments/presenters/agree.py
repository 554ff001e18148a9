"""Is this true here? The page of a site, short enough for five minutes (R74)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from assessments.inheriting import Inherited
from assessments.models import SiteDifference, SiteReply
from assessments.presenters.answers import in_words
from assessments.presenters.progress import address
from assessments.presenters.review import LONGEST_SHOWN
from assessments.rules.case import Case
from assessments.rules.questions import Question
from assessments.rules.schedule import can_edit


@dataclass(frozen=True, slots=True)
class AgreeLine:
    """One answer of the group: its words, the rest folded away, and the site's own where it has one."""

    ref: str
    short: str
    shown: str
    rest: str
    own: str
    href: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class AgreePart:
    title: str
    lines: tuple[AgreeLine, ...]


@dataclass(frozen=True, slots=True)
class AgreePage:
    """`said` is what the site said before, `changed` how many answers changed since."""

    site: str
    group: str
    parts: tuple[AgreePart, ...]
    count: int
    said: str
    said_by: str
    said_at: datetime | None
    changed: int
    questions_href: str
    home_href: str
    is_closed: bool


SAID = {
    SiteReply.Reply.TRUE_HERE: "said that all of this is true here",
    SiteReply.Reply.DIFFERENT: "said that some of this is different here",
}


def agree_page(case: Case, group: str, shared: Mapping[str, Inherited], reply: SiteReply | None) -> AgreePage:
    """Lay out the shared answers by part, those that changed since the last reply marked."""
    since = reply.said_at if reply else None
    parts = tuple(
        AgreePart(section.plain_title, lines)
        for section in case.edition.sections
        if (
            lines := tuple(
                _line(case, q, shared[q.ref], since) for q in case.edition.in_section(section.slug) if q.ref in shared
            )
        )
    )
    return AgreePage(
        site=case.profile.name,
        group=group,
        parts=parts,
        count=sum(len(part.lines) for part in parts),
        said=SAID[SiteReply.Reply(reply.reply)] if reply else "",
        said_by=str(reply.said_by) if reply else "",
        said_at=since,
        changed=sum(line.is_changed for part in parts for line in part.lines),
        questions_href=address(case, "questions"),
        home_href=reverse("assessments:home", args=[case.profile.code]),
        is_closed=not can_edit(case.year, case.today),
    )


def _line(case: Case, question: Question, shared: Inherited, since: datetime | None) -> AgreeLine:
    words = in_words(shared.answer)
    pieces = words.split()
    is_long = len(pieces) > LONGEST_SHOWN
    effective = case.answers.get(question.ref)
    is_own = effective is not None and not effective.inherited_from
    return AgreeLine(
        ref=question.ref,
        short=question.short,
        shown=" ".join(pieces[:LONGEST_SHOWN]) + " …" if is_long else words,
        rest=words if is_long else "",
        own=in_words(effective) if is_own and effective else "",
        href=address(case, "question", question.ref),
        is_changed=since is not None and shared.shared_since > since,
    )


def missing_counts(case: Case) -> dict[str, str]:
    """Return the short names of the questions whose counts the site has not given, by reference (R73)."""
    return {
        question.ref: question.short
        for question in case.edition.in_reading_order()
        if question.counts_training and question.is_needed and not _has_counts(case, question.ref)
    }


def _has_counts(case: Case, ref: str) -> bool:
    answer = case.answers.get(ref)
    return answer is not None and answer.staff_total is not None and answer.staff_trained is not None


def agree_initial(shared: Mapping[str, Inherited], said: Mapping[str, SiteDifference]) -> dict[str, Any]:
    """Give the form what the site has said so far, where the answer is still the one it was said of."""
    still = {ref: one for ref, one in said.items() if ref in shared and one.version == shared[ref].version}
    return {
        **{f"because-{ref}": one.because for ref, one in still.items()},
        **{f"seen-{ref}": one.version for ref, one in shared.items()},
    }
