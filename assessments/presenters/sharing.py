"""Answer once: the list of what a group shares, and one shared answer with its exceptions (R71)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from assessments.models import SharedAnswer
from assessments.presenters.answers import in_words
from assessments.presenters.progress import address
from assessments.replies import SiteState
from assessments.rules.answers import Answer
from assessments.rules.case import Case
from assessments.rules.questions import Question
from assessments.rules.schedule import can_edit
from assessments.snapshots import words_facts
from organisations.models import GroupSite

NOT_ANSWERED = "You have not answered this"
NOT_SHARED = "Not shared"
LOCAL = "Each service answers this"


@dataclass(frozen=True, slots=True)
class SharedLine:
    """One question; `can_tick` when it can be shared, or is."""

    ref: str
    short: str
    href: str
    words: str
    is_shared: bool
    can_tick: bool


@dataclass(frozen=True, slots=True)
class SharedPart:
    title: str
    lines: tuple[SharedLine, ...]


@dataclass(frozen=True, slots=True)
class SharedPage:
    """`ready` are answered and not shared, `again` were shared last year and can be shared at once."""

    year_words: str
    services: int
    shared: int
    ready: int
    again: int
    parts: tuple[SharedPart, ...]
    href: str
    agreeing_href: str
    numbers_href: str
    questions_href: str
    home_href: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the page about sharing is made of."""

    rows: Mapping[str, SharedAnswer]
    sites: Collection[int]
    own: Mapping[str, set[int]]
    last_year: Mapping[str, list[int]]


def shared_page(case: Case, sharing: Sharing) -> SharedPage:
    """Lay out the list: every question that is needed, and the others that have an answer."""
    parts = tuple(
        SharedPart(
            section.plain_title, tuple(_line(case, question, sharing) for question in _listed(case, section.slug))
        )
        for section in case.edition.sections
    )
    return SharedPage(
        year_words=case.year.words,
        services=len(sharing.sites),
        shared=len(sharing.rows),
        ready=len(ready(case, sharing.rows)),
        again=len(again(case, sharing)),
        parts=parts,
        href=group_address(case, "shared"),
        agreeing_href=group_address(case, "agreeing"),
        numbers_href=group_address(case, "numbers"),
        questions_href=address(case, "questions"),
        home_href=reverse("assessments:group_home", args=[case.profile.code]),
        is_closed=not can_edit(case.year, case.today),
    )


def group_address(case: Case, name: str, *args: str) -> str:
    """Give the address of one of the group's pages about this year."""
    return reverse(f"assessments:{name}", args=[case.profile.code, case.year.label, *args])


def ready(case: Case, rows: Collection[str]) -> list[str]:
    """Return the references of what the group has answered itself and does not share yet."""
    return [q.ref for q in case.edition.in_reading_order() if _can_share(case, q) and q.ref not in rows]


def again(case: Case, sharing: Sharing) -> dict[str, list[int]]:
    """Return what was shared last year and can be shared again at once: its words have not changed since."""
    found = set(ready(case, sharing.rows))
    return {
        ref: without for ref, without in sharing.last_year.items() if ref in found and not case.answers[ref].check_again
    }


def _listed(case: Case, slug: str) -> list[Question]:
    return [q for q in case.edition.in_section(slug) if q.is_needed or q.ref in case.answers]


def _own(case: Case, ref: str) -> Answer | None:
    """Return what the group itself has answered: what a group above it shares is not its own to share."""
    answer = case.answers.get(ref)
    return answer if answer and answer.choice and not answer.inherited_from else None


def _can_share(case: Case, question: Question) -> bool:
    return not question.is_local and _own(case, question.ref) is not None


def _line(case: Case, question: Question, sharing: Sharing) -> SharedLine:
    row = sharing.rows.get(question.ref)
    is_answered = _own(case, question.ref) is not None
    name = "shared_answer" if not question.is_local and (row or is_answered) else ""
    return SharedLine(
        ref=question.ref,
        short=question.short,
        href=_href(case, question, name),
        words=_words(question, row, sharing, is_answered=is_answered),
        is_shared=row is not None,
        can_tick=row is not None or _can_share(case, question),
    )


def _href(case: Case, question: Question, name: str) -> str:
    if question.is_local:
        return group_address(case, "numbers")
    return group_address(case, name, question.ref) if name else address(case, "question", question.ref)


def _words(question: Question, row: SharedAnswer | None, sharing: Sharing, *, is_answered: bool) -> str:
    if question.is_local:
        return LOCAL
    if row is not None:
        return shared_with(row, sharing.sites, sharing.own.get(question.ref, set()))
    return NOT_SHARED if is_answered else NOT_ANSWERED


def shared_with(row: SharedAnswer, sites: Collection[int], own: Collection[int]) -> str:
    """Say how many services a shared answer stands for: those left out, and those with their own, it does not."""
    count = len(set(sites) - set(row.except_sites) - set(own))
    if count == len(sites):
        return f"Shared with all {count}" if count > 1 else "Shared"
    return f"Shared with {count} of {len(sites)}"


@dataclass(frozen=True, slots=True)
class WhoDiffers:
    site: str
    words: str


@dataclass(frozen=True, slots=True)
class SiteBox:
    """A service to tick, by the value of its box; `hint` says what speaks against the answer there."""

    pk: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class SharedAnswerPage:
    """One answer of the group, and which services it is true for."""

    ref: str
    asks: str
    words: str
    by: str
    at: datetime | None
    is_shared: bool
    shared_words: str
    differs: tuple[WhoDiffers, ...]
    sites: tuple[SiteBox, ...]
    question_href: str
    list_href: str
    is_closed: bool


def shared_answer_page(
    case: Case,
    question: Question,
    sharing: Sharing,
    links: Sequence[GroupSite],
    states: Mapping[int, SiteState],
) -> SharedAnswerPage:
    """Lay out one answer; it need not be shared yet."""
    row, own = sharing.rows.get(question.ref), _own(case, question.ref)
    told = words_facts(row) if row else own
    said = {site: because for site, state in states.items() if (because := _because(state, question.ref))}
    has_own = sharing.own.get(question.ref, set())
    return SharedAnswerPage(
        ref=question.ref,
        asks=question.asks,
        words=in_words(told) if told else "",
        by=row.answered_by if row else "",
        at=row.changed_at if row else None,
        is_shared=row is not None,
        shared_words=shared_with(row, sharing.sites, sharing.own.get(question.ref, set())) if row else "",
        differs=tuple(WhoDiffers(link.site.name, said[link.site_id]) for link in links if link.site_id in said),
        sites=tuple(SiteBox(str(link.site_id), link.site.name, _hint(link.site_id, said, has_own)) for link in links),
        question_href=address(case, "question", question.ref),
        list_href=group_address(case, "shared"),
        is_closed=not can_edit(case.year, case.today),
    )


def _because(state: SiteState, ref: str) -> str:
    return next((one.because for one in state.differences if one.ref == ref and one.is_open), "")


def _hint(site: int, said: Collection[int], has_own: Collection[int]) -> str:
    if site in said:
        return "It says this is different there"
    return "It has its own answer" if site in has_own else ""
