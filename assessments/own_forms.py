"""Reading the answers of several services at once, for lists of those that fill in their own form: one statement."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from assessments.editions import edition
from assessments.inheriting import facts, inherited, inherited_of
from assessments.models import Assessment
from assessments.proving import PROOFS, papers_by_ref, with_proofs
from assessments.rules import answers as rules
from assessments.rules.case import Case
from assessments.rules.validity import ValidityPolicy
from assessments.snapshots import FACTS, facts_of, profile_facts, year_facts

_DAY = FACTS.index("on")
# In the order of FACTS.
_GIVEN = RawSQL(
    """
    (SELECT jsonb_agg(jsonb_build_array(ref, choice, text, kept_at, link, "on", reason, staff_total, staff_trained,
        check_again, carried)) FROM assessments_answer WHERE assessment_id = assessments_assessment.id)
    """,
    (),
    output_field=JSONField(),
)


def cases(assessments: Iterable[int], today: date) -> dict[int, Case]:
    """Return what has been answered in each of these assessments, with what is inherited, by its organisation's id.

    Confirmations, plans and histories are left out: a list shows what is left to answer. Needs the scope of each.
    """
    found = Assessment.objects.filter(pk__in=list(assessments)).select_related("year", "organisation__profile")
    read = found.annotate(given=_GIVEN, shared=inherited_of(), proofs=PROOFS)
    return {row.organisation_id: _case(row, today) for row in read}


def _case(row: Any, today: date) -> Case:
    own = with_proofs({answer.ref: answer for answer in map(_answer, row.given or ())}, papers_by_ref(row.proofs))
    return Case(
        edition=edition(row.edition),
        year=year_facts(row.year),
        answers=rules.effective(own, facts(inherited(row.shared))),
        profile=profile_facts(row.organisation, row.organisation.profile, is_confirmed=False),
        confirmed=frozenset(),
        plan={},
        history=(),
        today=today,
        validity=ValidityPolicy(settings.VALIDITY_POLICY),
    )


def _answer(columns: Sequence[Any]) -> rules.Answer:
    on = columns[_DAY]
    return facts_of([*columns[:_DAY], date.fromisoformat(on) if on else None, *columns[_DAY + 1 :]])
