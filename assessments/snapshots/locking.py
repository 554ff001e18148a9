"""Locking an assessment: editors and publishing wait here for each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from assessments.inheriting import HAS_GROUP, inherited_by
from assessments.inheriting import facts as inherited_facts
from assessments.models import Answer, Assessment
from assessments.proving import PROOFS, Papers, papers_by_ref, with_proofs
from assessments.rules import answers as rules
from assessments.snapshots.facts import FACTS, exempt_at, facts_of
from organisations.models import Organisation


def lock(assessment: Assessment) -> Assessment:
    """Lock the assessment's row: editors and publishing wait here for each other."""
    return _locking().get(pk=assessment.pk)


def _locking() -> QuerySet[Assessment]:
    locking: QuerySet[Assessment] = Assessment.objects.select_for_update(of=("self",))
    return locking.select_related("year", "organisation__profile").annotate(has_group=HAS_GROUP, proofs=PROOFS)


@dataclass(frozen=True, slots=True)
class LockedAnswers:
    """What saving one answer needs: the locked assessment, its answers, and what the profile exempts.

    `inherited` are the group's answers, which stand where an own one is dropped (R71); `proofs` are the papers that
    prove each question (R8).
    """

    assessment: Assessment
    answers: dict[str, rules.Answer]
    exempt: frozenset[str]
    columns: Mapping[str, tuple[Any, ...]]
    inherited: Mapping[str, rules.Answer]
    proofs: Mapping[str, Papers] = field(default_factory=dict)

    def papers_for(self, ref: str) -> int:
        """Return how many papers prove a question."""
        return self.proofs[ref].count if ref in self.proofs else 0

    def row(self, ref: str) -> Answer:
        """Return the row of one answer, a new one of version 0 when there is none."""
        if ref in self.columns:
            return Answer.from_db("default", _COLUMNS, self.columns[ref])
        return Answer(organisation_id=self.assessment.organisation_id, assessment=self.assessment, ref=ref, version=0)


_COLUMNS = [field.attname for field in Answer._meta.concrete_fields]  # noqa: SLF001 - Django's documented way
_FACTS_OF = itemgetter(*(_COLUMNS.index(name) for name in FACTS))


def lock_answers(assessment: Assessment, *, today: date) -> LockedAnswers:
    """Lock the assessment and read its answers, in two statements."""
    return _locked_answers(lock(assessment), today)


def lock_answers_of(organisation: Organisation, label: str, *, today: date) -> LockedAnswers | None:
    """Do the same for an organisation's year, in the same two statements; None when that year was not opened."""
    locked = next(iter(_locking().filter(organisation=organisation, year__label=label)), None)
    return _locked_answers(locked, today) if locked else None


def _locked_answers(locked: Assessment, today: date) -> LockedAnswers:
    facts = map(_FACTS_OF, rows := list(Answer.objects.filter(assessment=locked).values_list(*_COLUMNS)))
    said = {one.ref: one for one in map(facts_of, facts)}
    columns = dict(zip(said, rows, strict=True))
    proofs = papers_by_ref(getattr(locked, "proofs", None))
    answers = with_proofs(said, proofs)
    shared = inherited_facts(inherited_by(locked)) if getattr(locked, "has_group", False) else {}
    effective = rules.effective(answers, shared)
    return LockedAnswers(locked, effective, exempt_at(locked, today), columns, shared, proofs)
