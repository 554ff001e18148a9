"""A change of what a group shares reaches its sites: a few statements, however many there are (R72)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db import connection

from assessments.actions.telling import tell_of_changes
from assessments.editions import edition
from assessments.models import SharedAnswer, ToolkitYear
from assessments.proving import Papers, shared_proofs, with_proofs
from assessments.rules.answers import effective
from assessments.rules.completeness import is_satisfied
from assessments.rules.editions import Edition
from assessments.rules.levels import Level
from assessments.rules.schedule import london_date
from assessments.shared import shared_rows
from assessments.site_forms import Form, lock_forms
from assessments.snapshots import words_facts
from evidence.models import SharedUse
from organisations import audit
from organisations.models import Organisation, User
from organisations.tenancy import acting_for, action


@action
def reach_sites(
    *,
    group: Organisation,
    year: ToolkitYear,
    sites: Collection[int],
    touched: Mapping[str, Collection[int]],
    by: User,
    at: datetime,
) -> None:
    """Follow a change of shared answers at the sites that inherit them, or did until now.

    `sites` are all of the group's, `touched` are those that a question is shared with, by its reference. One with an
    answer of its own is not reached; at the others the confirmation of the assertion goes, the counts are made again,
    and the administrators are told.
    """
    with acting_for(group, *sites, user=by):
        forms = lock_forms(year, {site for found in touched.values() for site in found}, today=london_date(at))
        pairs = [(form, ref) for form in forms for ref, found in touched.items() if form.site in found]
        reached = [(form, ref) for form, ref in pairs if not form.has_own(ref)]
        _clear_confirmations(reached)
        _count_again(group=group, year=year, forms=forms, today=london_date(at))
        told = sorted({form.site for form, _ in reached})
        refs = sorted({ref for _, ref in reached})
        audit.record_many(
            [("group-changed-answers", site, group.code) for site in told], by=by, at=at, year=year.label, refs=refs
        )
        tell_of_changes(group=group, year=year, sites=told, at=at)


@action
def count_newcomers(*, group: Organisation, year: ToolkitYear, sites: Collection[int], at: datetime) -> None:
    """Count again at sites that have just joined: they inherit from now on. Needs the scope of the group and them."""
    if SharedAnswer.objects.filter(organisation=group, year=year).exists():
        forms = lock_forms(year, sites, today=london_date(at))
        _count_again(group=group, year=year, forms=forms, today=london_date(at))


@action
def recount_sites(
    *, group: Organisation, year: ToolkitYear, sites: Collection[int], by: User | None, at: datetime
) -> None:
    """Count again at a group's sites after one of its papers changed: it may prove more of what they inherit."""
    with acting_for(group, *sites, user=by):
        forms = lock_forms(year, sites, today=london_date(at))
        _count_again(group=group, year=year, forms=forms, today=london_date(at))


@action
def papers_gone(
    *,
    group: Organisation,
    year: ToolkitYear,
    sites: Collection[int],
    refs: Collection[str],
    papers: Collection[int],
    by: User | None,
    at: datetime,
) -> None:
    """Follow the loss of a group's papers: where they proved something, nobody has confirmed it any more (R10).

    That is where a site inherits one of `refs`, or uses one of `papers` for a question.
    """
    with acting_for(group, *sites, user=by):
        forms = lock_forms(year, sites, today=london_date(at))
        shared = set(shared_rows(group, year)) & set(refs)
        uses = SharedUse.seen.filter(group=group, paper__in=papers).values_list("organisation_id", "edition", "ref")
        used = set(uses)
        pairs = [(form, ref) for form in forms for ref in shared if not form.has_own(ref)]
        _clear_confirmations([*pairs, *_using(forms, used)])
        _count_again(group=group, year=year, forms=forms, today=london_date(at))


def _using(forms: Iterable[Form], used: Collection[tuple[int, str, str]]) -> Iterator[tuple[Form, str]]:
    """Find the questions of each form that something is used for, by site, edition and reference."""
    for form in forms:
        yield from ((form, ref) for site, name, ref in used if (site, name) == (form.site, form.assessment.edition))


def _count_again(*, group: Organisation, year: ToolkitYear, forms: Iterable[Form], today: date) -> None:
    """Make the counts of many sites again in one statement, by the same rule as for one."""
    shared = shared_rows(group, year)
    counting: dict[str, _Counting] = {}
    counts = []
    for form in forms:
        name = form.assessment.edition
        if name not in counting:
            counting[name] = _Counting(edition(name), shared, shared_proofs(group, name), today)
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

    def __init__(
        self, questions: Edition, shared: Mapping[str, SharedAnswer], proofs: Mapping[str, Papers], today: date
    ) -> None:
        self.questions, self.needed, self.today = questions, questions.needed_for(Level.MET), today
        self.approaching = {question.ref for question in questions.needed_for(Level.APPROACHING)}
        self.answers = with_proofs({ref: words_facts(row) for ref, row in shared.items()}, proofs)
        self.without = {ref: frozenset(row.except_sites) for ref, row in shared.items()}
        self.by_group = {
            question.ref
            for question in self.needed
            if is_satisfied(question, self.answers.get(question.ref), frozenset(), today)
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
        if form.has_own(ref) or ref not in self.answers or form.site in self.without.get(ref, ()):
            return False
        return ref in self.by_group or (ref in form.own and self._is_proven_there(ref, form))

    def _is_proven_there(self, ref: str, form: Form) -> bool:
        """Say whether a paper that the site has linked itself makes the group's answer whole."""
        together = effective({ref: form.own[ref]}, {ref: self.answers[ref]})
        return self.answers[ref].is_given and is_satisfied(
            self.questions.question(ref), together[ref], frozenset(), self.today
        )


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
