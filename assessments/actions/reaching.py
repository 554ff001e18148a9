"""A change of what a group shares reaches its sites: a few statements, however many there are (R72)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from assessments.actions.telling import tell_of_changes
from assessments.editions import edition
from assessments.models import Answer, Assessment, SharedAnswer, ToolkitYear
from assessments.rules import answers as rules
from assessments.rules.completeness import is_satisfied
from assessments.rules.editions import Edition
from assessments.rules.levels import Level
from assessments.rules.schedule import london_date
from assessments.shared import shared_rows, site_ids
from assessments.snapshots import FACTS, exempt_at, facts_of, words_facts
from organisations import audit
from organisations.models import Organisation, User
from organisations.tenancy import acting_for, action


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


@action
def reach_sites(
    *, group: Organisation, year: ToolkitYear, touched: Mapping[str, Collection[int]], by: User, at: datetime
) -> None:
    """Follow a change of shared answers at the sites that inherit them, or did until now.

    `touched` are the sites that a question is shared with, by its reference; those with an answer of their own are not
    touched. Their confirmation of the assertion goes, their counts are made again, and their administrators are told.
    """
    with acting_for(group, *site_ids(group), user=by):
        forms = lock_forms(year, {site for sites in touched.values() for site in sites}, today=london_date(at))
        pairs = [(form, ref) for form in forms for ref, sites in touched.items() if form.site in sites]
        reached = [(form, ref) for form, ref in pairs if not form.has_own(ref)]
        _clear_confirmations(reached)
        count_again(group=group, year=year, forms=forms, today=london_date(at))
        sites = sorted({form.site for form, _ in reached})
        refs = sorted({ref for _, ref in reached})
        audit.record_many(
            [("group-changed-answers", site, group.code) for site in sites], by=by, at=at, year=year.label, refs=refs
        )
        tell_of_changes(group=group, year=year, sites=sites, at=at)


def lock_forms(year: ToolkitYear, sites: Collection[int], *, today: date) -> list[Form]:
    """Lock the sites' assessments of a year, in one order for everybody, and read what they have said themselves."""
    locking = Assessment.objects.select_for_update(of=("self",)).select_related("organisation__profile")
    assessments = list(locking.filter(year=year, organisation__in=sites).order_by("pk"))
    own: dict[int, dict[str, rules.Answer]] = {one.pk: {} for one in assessments}
    for assessment_id, *columns in Answer.objects.filter(assessment__in=own).values_list("assessment_id", *FACTS):
        answer = facts_of(columns)
        own[assessment_id][answer.ref] = answer
    return [Form(one, own[one.pk], exempt_at(one, today)) for one in assessments]


@action
def count_again(*, group: Organisation, year: ToolkitYear, forms: Iterable[Form], today: date) -> None:
    """Make the counts of many sites again in one statement, by the same rule as for one."""
    shared = shared_rows(group, year)
    counting: dict[str, _Counting] = {}
    counts = []
    for form in forms:
        name = form.assessment.edition
        counting.setdefault(name, _Counting(edition(name), shared, today))
        counts.append((form.assessment.pk, *counting[name].of(form)))
    if counts:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, list(map(list, zip(*counts, strict=True))))


_COUNT = """
    UPDATE assessments_assessment SET approaching_done = counted.approaching, met_done = counted.met
    FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS counted (id, approaching, met)
    WHERE assessments_assessment.id = counted.id
"""


class _Counting:
    """Count by one edition: what a shared answer satisfies is worked out once for all sites."""

    def __init__(self, questions: Edition, shared: Mapping[str, SharedAnswer], today: date) -> None:
        self.needed, self.today = questions.needed_for(Level.MET), today
        self.approaching = {question.ref for question in questions.needed_for(Level.APPROACHING)}
        answers = {ref: words_facts(row) for ref, row in shared.items()}
        self.without = {ref: frozenset(row.except_sites) for ref, row in shared.items()}
        self.by_group = {
            question.ref
            for question in self.needed
            if is_satisfied(question, answers.get(question.ref), frozenset(), today)
        }

    def of(self, form: Form) -> tuple[int, int]:
        """Return how many questions of Approaching Standards and of Standards Met a site has satisfied."""
        done = {question.ref for question in self.needed if self._is_done(question.ref, form)}
        exempt = {question.ref for question in self.needed if question.exempt & form.exempt}
        own = {
            question.ref
            for question in self.needed
            if form.has_own(question.ref) and is_satisfied(question, form.own[question.ref], form.exempt, self.today)
        }
        done |= exempt | own
        return len(done & self.approaching), len(done)

    def _is_done(self, ref: str, form: Form) -> bool:
        return ref in self.by_group and not form.has_own(ref) and form.site not in self.without[ref]


def _clear_confirmations(reached: Iterable[tuple[Form, str]]) -> None:
    """Take back what the sites said of an assertion whose answer has changed (R10, R72)."""
    found = set()
    for form, ref in reached:
        questions = edition(form.assessment.edition)
        if questions.has_question(ref):
            question = questions.question(ref)
            found.add((form.assessment.pk, question.assertion, question.section))
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_CLEAR, list(map(list, zip(*sorted(found), strict=True))))


_CLEAR = """
    DELETE FROM assessments_confirmation said
    USING unnest(%s::bigint[], %s::text[], %s::text[]) AS cleared (assessment, assertion, section)
    WHERE said.assessment_id = cleared.assessment AND said.assertion = cleared.assertion
        AND said.section = cleared.section
"""
