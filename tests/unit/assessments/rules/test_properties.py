"""What is true of every case there can be, on the editions that people use."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.editions import edition, edition_names
from assessments.rules.answers import Answer, Choice, choices_for
from assessments.rules.blockers import blockers
from assessments.rules.case import Case, PastPublication, PlanEntry, Source
from assessments.rules.completeness import left, section_tally, tally
from assessments.rules.editions import Edition, Kind, Question
from assessments.rules.levels import Level
from assessments.rules.offers import offers, publishable
from assessments.rules.plan import rows
from assessments.rules.profile import CyberEssentialsPlus, Profile, Tri
from assessments.rules.schedule import default_year
from assessments.rules.validity import ValidityPolicy
from tests.unit.assessments.rules.cases import LIVE_CERTIFICATE, PROFILE, TODAY, a_publication

EDITIONS = tuple(edition(name) for name in edition_names())
CHOICES = st.sampled_from([*Choice, None])
PROFILES = st.builds(
    replace,
    st.just(PROFILE),
    cyber=st.sampled_from([LIVE_CERTIFICATE, CyberEssentialsPlus(Tri.NO), CyberEssentialsPlus()]),
    nhsmail_only=st.sampled_from([*Tri, None]),
    is_confirmed=st.booleans(),
)
HISTORIES = st.lists(
    st.builds(
        a_publication, st.sampled_from([*Level, None]), source=st.sampled_from(Source), is_withdrawn=st.booleans()
    ),
    max_size=2,
).map(tuple)

# Each example works through two hundred blockers, so fewer of them than Hypothesis's hundred keep the suite quick.
few = settings(max_examples=40, deadline=None)


def good_answer(question: Question) -> Answer:
    return Answer(
        question.ref,
        Choice.YES,
        text="Ask Sam",
        on=TODAY if question.kind is Kind.DATE else None,
        staff_total=20 if question.counts_training else None,
        staff_trained=19 if question.counts_training else None,
    )


def every_pair(known: Edition) -> frozenset[tuple[str, str]]:
    return frozenset((question.assertion, question.section) for question in known.questions)


def full_plan(known: Edition, today: date = TODAY) -> dict[str, PlanEntry]:
    target_on = today + timedelta(days=90)
    return {q.ref: PlanEntry(q.ref, "Write it", "Jo", target_on) for q in known.questions}


def make(
    known: Edition,
    good: Iterable[Question],
    profile: Profile = PROFILE,
    history: tuple[PastPublication, ...] = (),
    today: date = TODAY,
    other: dict[str, Answer] | None = None,
) -> Case:
    return Case(
        edition=known,
        year=default_year(today, known.name),
        answers={**(other or {}), **{q.ref: good_answer(q) for q in good}},
        profile=profile,
        confirmed=every_pair(known),
        plan=full_plan(known, today),
        history=history,
        today=today,
        validity=ValidityPolicy.TWELVE_MONTHS,
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case: mostly good answers, some others, a part of everything confirmed and planned."""
    known = draw(st.sampled_from(EDITIONS))
    bad = draw(st.sets(st.sampled_from(known.questions), max_size=12))
    others = {q.ref: Answer(q.ref, draw(CHOICES), text=draw(st.sampled_from(["", "Office"]))) for q in bad}
    good = [question for question in known.questions if question not in bad]
    case = make(known, good, draw(PROFILES), draw(HISTORIES), other=others)
    missing = draw(st.sets(st.sampled_from(sorted(every_pair(known))), max_size=1))
    return replace(case, confirmed=case.confirmed - missing)


@few
@given(cases())
def test_a_publishable_level_has_no_blockers_and_the_offer_agrees(case: Case) -> None:
    levels = publishable(case)
    for offer in offers(case):
        assert (offer.level in levels) is (offer.blockers == ())
        assert (offer.level in levels) is (blockers(case, offer.level, declared=True) == ())
        assert blockers(case, offer.level, declared=False) != ()
        assert offer.is_offered or offer.level not in levels


@few
@given(cases())
def test_tallies_stay_in_bounds_and_agree_with_what_is_left(case: Case) -> None:
    for level in Level:
        count = tally(case, level)
        assert 0 <= count.done <= count.total == len(case.edition.needed_for(level))
        assert count.left == len(left(case, level))
        parts = [section_tally(case, level, section.slug) for section in case.edition.sections]
        assert (sum(p.done for p in parts), sum(p.total for p in parts)) == (count.done, count.total)


@few
@given(cases())
def test_the_plan_has_exactly_the_met_questions_not_satisfied(case: Case) -> None:
    assert {row.question.ref for row in rows(case)} == {question.ref for question in left(case, Level.MET)}
    planned = [row.question for row in rows(case)]
    assert planned == [question for question in case.edition.needed_for(Level.MET) if question in planned]


@few
@given(cases(), st.data())
def test_one_more_good_answer_never_loses_ground(case: Case, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(case.edition.questions))
    better = replace(case, answers={**case.answers, question.ref: good_answer(question)})
    assert case.satisfied <= better.satisfied
    for level in Level:
        assert tally(case, level).done <= tally(better, level).done
    assert len(rows(better)) <= len(rows(case))


def highest(case: Case) -> int:
    return max((level.rank for level in publishable(case)), default=0)


@few
@given(st.sampled_from(EDITIONS), st.data(), PROFILES, HISTORIES)
def test_more_good_answers_never_lower_the_level_reachable(
    known: Edition, data: st.DataObject, profile: Profile, history: tuple[PastPublication, ...]
) -> None:
    """With everything confirmed and planned: more answers may move Approaching to Met, never the other way (R12)."""
    missing = data.draw(st.sets(st.sampled_from(known.questions), max_size=12))
    more = data.draw(st.sets(st.sampled_from(sorted(missing, key=lambda q: q.ref)))) if missing else set()
    good = [question for question in known.questions if question not in missing]
    assert highest(make(known, good, profile, history)) <= highest(make(known, [*good, *more], profile, history))


@few
@given(st.sampled_from(EDITIONS), st.lists(st.tuples(st.booleans(), st.integers(1, 500)), max_size=6))
def test_approaching_is_published_at_most_once(known: Edition, steps: list[tuple[bool, int]]) -> None:
    """Somebody who publishes whatever they can, at odd times, uses Approaching once at the most and first (R12)."""
    history: tuple[PastPublication, ...] = ()
    today = TODAY
    for with_met, days in steps:
        today += timedelta(days=days)
        level = Level.MET if with_met else Level.APPROACHING
        levels = publishable(make(known, known.needed_for(level), history=history, today=today))
        history += tuple(a_publication(found, today) for found in levels[:1])
    used = [publication.level for publication in history]
    assert used.count(Level.APPROACHING) <= 1
    assert Level.APPROACHING not in used[1:]


@few
@given(st.sampled_from(EDITIONS), PROFILES, HISTORIES, st.sets(st.integers(0, 40), max_size=5))
def test_approaching_and_met_are_never_both_publishable(
    known: Edition, profile: Profile, history: tuple[PastPublication, ...], gaps: set[int]
) -> None:
    good = [question for place, question in enumerate(known.needed_for(Level.MET)) if place not in gaps]
    levels = set(publishable(make(known, good, profile, history)))
    assert not {Level.APPROACHING, Level.MET} <= levels
    assert Level.EXCEEDED not in levels or Level.MET in levels


@pytest.mark.parametrize("known", EDITIONS, ids=lambda known: known.name)
def test_every_question_can_be_satisfied(known: Edition) -> None:
    case = make(known, known.questions)
    assert case.satisfied == {question.ref for question in known.questions}
    assert all(Choice.YES in choices_for(question) for question in known.questions)
    assert publishable(case) == (Level.MET,)
    assert publishable(replace(case, profile=replace(PROFILE, cyber=LIVE_CERTIFICATE))) == (Level.MET, Level.EXCEEDED)


@pytest.mark.parametrize("known", EDITIONS, ids=lambda known: known.name)
def test_the_approaching_set_and_a_plan_are_enough_once(known: Edition) -> None:
    case = make(known, known.needed_for(Level.APPROACHING))
    assert publishable(case) == (Level.APPROACHING,)
    counts = known.recount()
    assert len(rows(case)) == counts.met - counts.approaching
