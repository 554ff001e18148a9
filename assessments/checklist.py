"""Reading what was said to the checklist, and which of its papers are on the register: two statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.editions import edition
from assessments.models import Assessment
from evidence.models import Document, PaperTick


@dataclass(frozen=True, slots=True)
class Held:
    """A paper on the register: the first of its kind, and whether somebody could go and find it."""

    id: int
    title: str
    place: str
    is_somewhere: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What was said to each line of the checklist, and the papers there are, by the kind of the line."""

    says: Mapping[str, PaperTick.Says]
    held: Mapping[str, Held]


def checked(assessment: Assessment) -> Checked:
    """Read the ticks of an assessment's edition, and the register's papers of the kinds on its checklist."""
    ticks = PaperTick.objects.filter(organisation=assessment.organisation_id, edition=assessment.edition)
    kinds = [line.document_kind for line in edition(assessment.edition).checklist]
    papers = Document.objects.current().filter(organisation=assessment.organisation_id, kind__in=kinds)
    held: dict[str, Held] = {}
    for paper in papers.order_by("pk"):
        held.setdefault(paper.kind, Held(paper.pk, paper.title, paper.place, paper.is_somewhere))
    return Checked({tick.kind: PaperTick.Says(tick.says) for tick in ticks}, held)
