"""A site says which of its questions a paper of its group proves."""

from collections.abc import Collection
from datetime import datetime

from assessments.actions.proving import settle
from assessments.closed import refuse_if_closed
from assessments.editions import edition
from assessments.models import Assessment
from assessments.snapshots import lock
from evidence.models import Document, SharedUse
from organisations import audit
from organisations.models import User
from organisations.tenancy import action
from organisations.words import refusal

NOT_SHARED_ANY_MORE = "not-shared-any-more"


@action
def use_paper(*, assessment: Assessment, paper: Document, refs: Collection[str], by: User, at: datetime) -> None:
    """Set which questions a group's paper proves at a site; those it proves no more are confirmed no more (R10).

    Raises Refused when the year is closed, or the group shares the paper no more. Row security allows no other.
    """
    held = lock(assessment)
    refuse_if_closed(held, at)
    if not Document.seen.shared().filter(pk=paper.pk).exists():
        raise refusal(NOT_SHARED_ANY_MORE)
    made = {"organisation": assessment.organisation, "group": paper.organisation, "paper": paper.pk}
    uses = SharedUse.objects.filter(**made, edition=assessment.edition)
    questions = edition(assessment.edition)
    before = set(uses.values_list("ref", flat=True))
    after = {ref for ref in refs if questions.has_question(ref)}
    if before == after:
        return
    uses.filter(ref__in=before - after).delete()
    told = {"edition": assessment.edition, "linked_by": by, "linked_at": at}
    SharedUse.objects.bulk_create(SharedUse(**made, **told, ref=ref) for ref in sorted(after - before))
    audit.record(
        "linked-document",
        organisation=assessment.organisation_id,
        by=by,
        at=at,
        subject=f"document {paper.pk}",
        refs=sorted(after),
        year=assessment.year.label,
    )
    settle(organisation=assessment.organisation, assessment=held, by=by, at=at, without=before - after)
