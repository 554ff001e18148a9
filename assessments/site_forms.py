"""The forms of a group's sites, many at once: locked in one order for everybody, and read in two statements."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from assessments.models import Answer, Assessment, ToolkitYear
from assessments.proving import PROOFS, papers_by_ref, with_proofs
from assessments.rules import answers as rules
from assessments.snapshots import FACTS, exempt_at, facts_of


@dataclass(frozen=True, slots=True)
class Form:
    """One site's locked assessment with what it has said itself."""

    assessment: Assessment
    own: Mapping[str, rules.Answer]
    exempt: frozenset[str]

    @property
    def site(self) -> int:
        site: int = self.assessment.organisation_id
        return site

    def has_own(self, ref: str) -> bool:
        return ref in self.own and self.own[ref].is_given


def lock_forms(year: ToolkitYear, sites: Collection[int], *, today: date) -> list[Form]:
    """Lock the sites' assessments of a year, in one order for everybody, and read what they have said themselves."""
    locking = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("organisation__profile")
        .annotate(proofs=PROOFS)
    )
    assessments = list(locking.filter(year=year, organisation__in=sites).order_by("pk"))
    own: dict[int, dict[str, rules.Answer]] = {one.pk: {} for one in assessments}
    for assessment_id, *columns in Answer.objects.filter(assessment__in=own).values_list("assessment_id", *FACTS):
        answer = facts_of(columns)
        own[assessment_id][answer.ref] = answer
    return [
        Form(one, with_proofs(own[one.pk], papers_by_ref(one.proofs)), exempt_at(one, today)) for one in assessments
    ]
