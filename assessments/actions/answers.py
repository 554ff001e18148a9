"""Answering: one row a question, a version on each, and nothing overwritten (R8, R10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.actions.sharing import follow_answer
from assessments.actions.summary import recount
from assessments.closed import refuse_if_closed
from assessments.editions import edition
from assessments.models import Answer, AnswerDraft, AnswerRevision, Assessment, Confirmation
from assessments.models.answers import WORDS
from assessments.proving import with_papers
from assessments.rules.answers import effective
from assessments.rules.schedule import london_date
from assessments.snapshots import LockedAnswers, answer_facts, lock_answers
from organisations import audit
from organisations.groups import is_group
from organisations.models import User
from organisations.refusals import Refused
from organisations.tenancy import action

NO_SUCH_QUESTION = "no-such-question"


@dataclass(frozen=True, slots=True)
class Saved:
    """How a save ended: the answer's version now, and the words set aside if somebody else had saved first."""

    version: int
    set_aside: int | None = None


@action
def save_answer(
    *,
    assessment: Assessment | LockedAnswers,
    ref: str,
    words: Mapping[str, Any],
    version: int,
    by: User,
    at: datetime,
    is_finished: bool = True,
) -> Saved:
    """Save the named fields over the version that was read; a newer version there keeps both texts for a choice.

    Changed words clear the confirmation of the assertion in that part; a comment alone does not (R10). Raises Refused
    when the year is closed or the edition has no such question. A caller that holds the lock passes what it locked.
    `is_finished` says that the person has done with the question: only then is an answer from last year checked (R3).
    """
    today = london_date(at)
    locked = assessment if isinstance(assessment, LockedAnswers) else lock_answers(assessment, today=today)
    _refuse_unless_open(locked.assessment, ref, at)
    answer = locked.row(ref)
    wanted = {name: words.get(name, getattr(answer, name)) for name in WORDS}
    changed = [name for name in WORDS if wanted[name] != getattr(answer, name)]
    is_checked = is_finished and (answer.check_again or answer.carried)
    if not changed and not is_checked and answer.version:
        # No new version makes this person's draft out of date, and they have just put it aside themselves.
        AnswerDraft.objects.filter(assessment=locked.assessment, ref=ref, saved_by=by).delete()
        return Saved(answer.version)
    if version != answer.version:
        return Saved(answer.version, _set_aside(locked.assessment, ref, wanted, version, by, at))
    if is_finished:
        answer.check_again = answer.carried = False
    _write(answer, wanted, by, at)
    own = with_papers(answer_facts(answer), locked.proofs.get(ref))
    inherited = {ref: locked.inherited[ref]} if ref in locked.inherited else {}
    locked.answers[ref] = effective({ref: own}, inherited)[ref]
    if set(changed) - {"comment"}:
        question = edition(locked.assessment.edition).question(ref)
        Confirmation.objects.filter(
            assessment=locked.assessment, assertion=question.assertion, section=question.section
        ).delete()
    audit.record(
        "answered",
        organisation=locked.assessment.organisation_id,
        by=by,
        at=at,
        subject=ref,
        year=locked.assessment.year.label,
        version=answer.version,
        choice=answer.choice,
    )
    recount(locked.assessment, locked.answers, locked.exempt, today=today, last_saved_at=at)
    if is_group(locked.assessment.organisation):
        follow_answer(assessment=locked.assessment, answer=answer, changed=changed, by=by, at=at)
    return Saved(answer.version)


def _refuse_unless_open(assessment: Assessment, ref: str, at: datetime) -> None:
    refuse_if_closed(assessment, at)
    if not edition(assessment.edition).has_question(ref):
        raise Refused(NO_SUCH_QUESTION)


def _write(answer: Answer, words: Mapping[str, Any], by: User, at: datetime) -> None:
    for name, value in words.items():
        setattr(answer, name, value)
    answer.version += 1
    answer.saved_by, answer.saved_at = by, at
    answer.save()


def _set_aside(assessment: Assessment, ref: str, words: Mapping[str, Any], version: int, by: User, at: datetime) -> int:
    kept = AnswerRevision.objects.create(
        organisation_id=assessment.organisation_id,
        assessment=assessment,
        ref=ref,
        version=version,
        is_set_aside=True,
        saved_by=by,
        saved_at=at,
        **words,
    )
    audit.record(
        "set-aside", organisation=assessment.organisation_id, by=by, at=at, subject=ref, year=assessment.year.label
    )
    pk: int = kept.pk
    return pk


@action
def save_draft(
    *, assessment: Assessment, ref: str, words: Mapping[str, Any], version: int, by: User, at: datetime
) -> None:
    """Keep what somebody is still typing, apart from the answer. A real save makes it out of date by its version."""
    _refuse_unless_open(assessment, ref, at)
    AnswerDraft.objects.update_or_create(
        organisation_id=assessment.organisation_id,
        assessment=assessment,
        ref=ref,
        saved_by=by,
        defaults={
            **{name: value for name, value in words.items() if name in WORDS},
            "version": version,
            "saved_at": at,
        },
    )
