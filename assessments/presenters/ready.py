"""Which of these do you have? The checklist as it is ticked, and what ticking it has started (F4)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from assessments.checklist import Checked, Held
from assessments.presenters.progress import address
from assessments.rules.case import Case
from assessments.rules.editions import ChecklistItem, Edition
from assessments.rules.levels import Level
from assessments.rules.schedule import can_edit
from assessments.words import SAYS
from evidence.models import PaperTick


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A paper that the register has, with where it is kept."""

    title: str
    place: str
    href: str
    is_somewhere: bool


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One line of the checklist; `said` is in words, "" when nobody has said anything."""

    kind: str
    question: str
    what_it_is: str
    said: str
    held: HeldLine | None


@dataclass(frozen=True, slots=True)
class ReadyPage:
    year_words: str
    lines: tuple[ReadyLine, ...]
    questions_href: str
    is_closed: bool


def ready_page(case: Case, checked: Checked) -> ReadyPage:
    """Lay out the checklist of the year's edition."""
    return ReadyPage(
        year_words=case.year.words,
        lines=tuple(_line(case, line, checked) for line in case.edition.checklist),
        questions_href=address(case, "questions"),
        is_closed=not can_edit(case.year, case.today),
    )


def _line(case: Case, line: ChecklistItem, checked: Checked) -> ReadyLine:
    held = checked.held.get(line.document_kind)
    said = checked.says.get(line.document_kind) or (PaperTick.Says.YES if held else None)
    return ReadyLine(
        kind=line.document_kind,
        question=line.plain_question,
        what_it_is=case.edition.document_kind(line.document_kind).what_it_is,
        said=SAYS[said] if said else "",
        held=_held(case, held) if held else None,
    )


def _held(case: Case, held: Held) -> HeldLine:
    href = reverse("assessments:document", args=[case.profile.code, held.id])
    return HeldLine(held.title, held.place, href, held.is_somewhere)


def started_words(case: Case, started: Collection[str]) -> str:
    """Say what ticking has started, of the questions that Standards Met needs."""
    needed = {question.ref for question in case.edition.needed_for(Level.MET)}
    count = len(needed & set(started))
    return f"That has started {count} of your {len(needed)} questions." if count else "Saved."


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper to get ready, for whoever has no account yet."""

    title: str
    question: str
    what_it_is: str


def paper_lines(edition: Edition) -> tuple[PaperLine, ...]:
    """List the papers of an edition's checklist in its own order."""
    kinds = [(line, edition.document_kind(line.document_kind)) for line in edition.checklist]
    return tuple(PaperLine(kind.title, line.plain_question, kind.what_it_is) for line, kind in kinds)
