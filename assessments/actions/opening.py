"""Opening a year: last year's answers come along, unconfirmed (R3, R4)."""

from datetime import datetime
from typing import Any

from assessments.actions.papers import carry_papers
from assessments.actions.summary import recount
from assessments.editions import crosswalk
from assessments.models import Answer, Assessment, PlanRow
from assessments.models.answers import WORDS
from assessments.rules.carry import carry_forward
from assessments.rules.editions import Carry, Crosswalk
from assessments.rules.schedule import london_date
from assessments.snapshots import answer_facts, lock_answers
from assessments.years import current_year, year_row
from organisations import audit
from organisations.models import Organisation, User
from organisations.tenancy import action


@action
def open_year(*, organisation: Organisation, by: User, at: datetime) -> Assessment:
    """Open the current year for an organisation, once; pressing twice gives the same assessment."""
    year = year_row(current_year(at))
    previous = (
        Assessment.objects.filter(organisation=organisation).exclude(year=year).order_by("-year__opens_at").first()
    )
    assessment, made = Assessment.objects.get_or_create(
        organisation=organisation,
        year=year,
        defaults={"edition": year.edition, "opened_at": at, "carried_from": previous},
    )
    if made:
        moved = _carry(previous, assessment, by, at) if previous else 0
        _count(assessment, at)
        audit.record("opened-year", organisation=organisation, by=by, at=at, subject=year.label, carried=moved)
    result: Assessment = assessment
    return result


def _carry(previous: Assessment, assessment: Assessment, by: User, at: datetime) -> int:
    """Copy answers and plan rows through the crosswalk; what has no place stays readable in the old year."""
    same = previous.edition == assessment.edition
    steps = None if same else crosswalk(previous.edition, assessment.edition)
    rows = {answer.ref: answer for answer in Answer.objects.filter(assessment=previous)}
    carried = carry_forward({ref: answer_facts(row) for ref, row in rows.items()}, steps)
    places = _places(steps)
    old_refs = {new: old for old, new in places.items()}
    Answer.objects.bulk_create(
        _copy(rows[old_refs.get(answer.ref, answer.ref)], assessment, answer.ref, check_again=answer.check_again)
        for answer in carried.answers
    )
    PlanRow.objects.bulk_create(
        _copy_plan(row, assessment, places.get(row.ref, row.ref))
        for row in PlanRow.objects.filter(assessment=previous)
        if same or row.ref in places
    )
    if not same:
        old, new = previous.edition, assessment.edition
        carry_papers(organisation=assessment.organisation, old=old, new=new, places=places, by=by, at=at)
    return len(carried.answers)


def _places(steps: Crosswalk | None) -> dict[str, str]:
    """Give the new reference for each old one that has a place; nothing when the edition stays the same."""
    entries = steps.entries if steps else ()
    return {step.old: step.new for step in entries if step.old and step.new and step.carry is not Carry.DROP}


def _copy(answer: Answer, assessment: Assessment, ref: str, *, check_again: bool) -> Answer:
    words: dict[str, Any] = {name: getattr(answer, name) for name in WORDS}
    return Answer(
        organisation_id=assessment.organisation_id,
        assessment=assessment,
        ref=ref,
        version=1,
        carried=True,
        check_again=check_again,
        saved_by_id=answer.saved_by_id,
        saved_at=answer.saved_at,
        **words,
    )


def _copy_plan(row: PlanRow, assessment: Assessment, ref: str) -> PlanRow:
    return PlanRow(
        organisation_id=assessment.organisation_id,
        assessment=assessment,
        ref=ref,
        action=row.action,
        owner=row.owner,
        target_on=row.target_on,
        progress=row.progress,
        comments=row.comments,
        saved_by_id=row.saved_by_id,
        saved_at=row.saved_at,
    )


def _count(assessment: Assessment, at: datetime) -> None:
    today = london_date(at)
    locked = lock_answers(assessment, today=today)
    recount(locked.assessment, locked.answers, locked.exempt, today=today)
