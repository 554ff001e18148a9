"""Reading what stands behind one answer: drafts, last year's words, every version ever saved."""

from datetime import date

from assessments.editions import crosswalks_to
from assessments.models import Answer, AnswerDraft, AnswerRevision, Assessment, PlanRow, Publication
from assessments.rules import answers as rules
from assessments.snapshots import answer_facts
from organisations.models import Organisation, User


def draft_of(assessment: Assessment, ref: str, person: User, *, version: int) -> AnswerDraft | None:
    """Return what this person was still typing over the version that is current; an older draft is out of date."""
    drafts = AnswerDraft.objects.filter(assessment=assessment, ref=ref, saved_by=person, version=version)
    return next(iter(drafts), None)


def last_years(assessment: Assessment, ref: str) -> Answer | None:
    """Return the answer of the year this one was carried from, through the crosswalk; None without one."""
    if assessment.carried_from_id is None:
        return None
    previous: Answer | None = Answer.objects.filter(
        assessment_id=assessment.carried_from_id, ref__in=_names_of(ref, assessment.edition)
    ).first()
    return previous


def _names_of(ref: str, name: str) -> set[str]:
    """Return every reference that older editions gave a question: one statement then finds it in any of them."""
    return {ref} | {step.old for walk in crosswalks_to(name) if (step := walk.to(ref)) and step.old}


def revisions(assessment: Assessment, ref: str) -> list[AnswerRevision]:
    """Return every version of an answer, newest first, with who saved it."""
    return list(
        AnswerRevision.objects.filter(assessment=assessment, ref=ref).select_related("saved_by").order_by("-pk")
    )


def revision(assessment: Assessment, ref: str, pk: int) -> AnswerRevision | None:
    """Return one version of one answer."""
    found: AnswerRevision | None = AnswerRevision.objects.filter(assessment=assessment, ref=ref, pk=pk).first()
    return found


def plan_row(assessment: Assessment, ref: str) -> PlanRow | None:
    """Return what was written on the plan about one question."""
    row: PlanRow | None = PlanRow.objects.filter(assessment=assessment, ref=ref).first()
    return row


def publications(organisation: Organisation) -> list[Publication]:
    """Return what was published, newest first, without the frozen texts."""
    return list(Publication.objects.facts().filter(organisation=organisation))


def newest_publication(organisation: Organisation) -> Publication | None:
    """Return the newest publication that was not withdrawn."""
    found: Publication | None = (
        Publication.objects.facts().filter(organisation=organisation, withdrawn_at__isnull=True).first()
    )
    return found


def current_publication(group: Organisation, day: date) -> Publication | None:
    """Return the publication that can count for more sites: the newest, while it is in date."""
    newest = newest_publication(group)
    return newest if newest is not None and newest.valid_until >= day else None


def publication_by(organisation: Organisation, reference: str) -> Publication | None:
    """Return one publication with its frozen text."""
    found: Publication | None = (
        Publication.objects.select_related("year").filter(organisation=organisation, reference=reference).first()
    )
    return found


def previous_answers(assessment: Assessment) -> tuple[dict[str, rules.Answer], str]:
    """Return the answers of the year this one was carried from, and that year's edition."""
    previous = Assessment.objects.get(pk=assessment.carried_from_id)
    answers = Answer.objects.filter(assessment=previous)
    return {answer.ref: answer_facts(answer) for answer in answers}, previous.edition
