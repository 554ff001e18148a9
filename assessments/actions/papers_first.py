"""Papers first: what somebody has on the shelf starts the questions it answers (F4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.actions.answers import save_answer
from assessments.actions.proving import settle
from assessments.closed import refuse_if_closed
from assessments.editions import edition
from assessments.models import Assessment
from assessments.newest import default_review
from assessments.rules.answers import Choice
from assessments.rules.editions import ChecklistItem
from assessments.rules.questions import Kind
from assessments.rules.schedule import london_date
from assessments.snapshots import LockedAnswers, lock, lock_answers
from evidence.actions import documents as register
from evidence.models import Document, DocumentUse, PaperTick
from organisations import audit
from organisations.models import User
from organisations.tenancy import action

CHOICES = {PaperTick.Says.YES: Choice.YES, PaperTick.Says.NOT_YET: Choice.NOT_YET}


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to one line of the checklist; `place` is where the paper is kept."""

    says: PaperTick.Says
    place: str = ""


@action
def tick_papers(*, assessment: Assessment, said: Mapping[str, Said], by: User, at: datetime) -> list[str]:
    """Write down which papers there are, by their kinds; give the questions that this started.

    A paper that is there goes on the register, missing until somebody says where it is, and supports the questions of
    its line. Where the question asks for a document and nobody has answered, yes and not yet are its answer too;
    nothing that somebody said before is changed. Raises Refused when the year is closed.
    """
    held = lock(assessment)
    refuse_if_closed(held, at)
    lines = [line for line in edition(held.edition).checklist if line.document_kind in said]
    _keep_ticks(held, said, lines, by, at)
    before = _started(lock_answers(held, today=london_date(at)))
    for line in lines:
        if said[line.document_kind].says is PaperTick.Says.YES:
            _register(held, line, said[line.document_kind].place, by, at)
    locked = lock_answers(held, today=london_date(at))
    for line in lines:
        _answer(locked, line, said[line.document_kind].says, by, at)
    settle(organisation=held.organisation, assessment=held, by=by, at=at)
    audit.record("ticked-papers", organisation=held.organisation_id, by=by, at=at, subject=held.year.label)
    return sorted(_started(locked) - before)


def _started(locked: LockedAnswers) -> set[str]:
    return {ref for ref, answer in locked.answers.items() if not answer.is_blank}


def _keep_ticks(
    assessment: Assessment, said: Mapping[str, Said], lines: list[ChecklistItem], by: User, at: datetime
) -> None:
    PaperTick.objects.bulk_create(
        [
            PaperTick(
                organisation_id=assessment.organisation_id,
                edition=assessment.edition,
                kind=line.document_kind,
                says=said[line.document_kind].says,
                said_by=by,
                said_at=at,
            )
            for line in lines
        ],
        update_conflicts=True,
        unique_fields=["organisation", "edition", "kind"],
        update_fields=["says", "said_by", "said_at"],
    )


def _register(assessment: Assessment, line: ChecklistItem, place: str, by: User, at: datetime) -> None:
    """See that a paper of this kind is on the register, and that it supports the questions of its line."""
    questions, name = edition(assessment.edition), assessment.edition
    there = Document.objects.current().filter(organisation=assessment.organisation_id, kind=line.document_kind)
    document = there.order_by("pk").first()
    if document is None:
        words: dict[str, Any] = {
            "kind": line.document_kind,
            "title": questions.document_kind(line.document_kind).title,
            "place": place,
            "review_on": default_review(line.document_kind, name, None, london_date(at)),
        }
        document = register.add(organisation=assessment.organisation, words=words, received=None, by=by, at=at)
    elif place and not document.is_somewhere:
        register.change(document=document, words={"place": place}, version=document.version, by=by, at=at)
    uses = DocumentUse.objects.filter(document=document, edition=name)
    refs = {*uses.values_list("ref", flat=True), *(ref for ref in line.starts if questions.has_question(ref))}
    register.use_for(document=document, edition=name, refs=refs, by=by, at=at)


def _answer(locked: LockedAnswers, line: ChecklistItem, says: PaperTick.Says, by: User, at: datetime) -> None:
    """Answer the questions of a line that ask for the document itself, where nobody has said anything."""
    questions = edition(locked.assessment.edition)
    choice = CHOICES.get(says)
    for ref in line.starts:
        answer = locked.answers.get(ref)
        is_open = answer is None or (answer.choice is None and not answer.inherited_from)
        if choice and is_open and questions.has_question(ref) and questions.question(ref).kind is Kind.DOCUMENT:
            version = locked.row(ref).version
            save_answer(assessment=locked, ref=ref, words={"choice": choice}, version=version, by=by, at=at)
