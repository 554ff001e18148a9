from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assessments.rules.answers import Answer, Choice
from assessments.rules.case import Case
from assessments.rules.editions import Carry, Crosswalk, Question, Step
from assessments.rules.profile import Ico, Tri
from assessments.rules.review import Piles, Why, piles
from tests.unit.assessments.rules.cases import (
    COMPUTERS,
    FEE,
    INCIDENT,
    JUNK_MAIL,
    LEAD,
    LIVE_CERTIFICATE,
    PEOPLE,
    POSTER,
    PROFILE,
    QUESTIONS,
    REGISTER,
    REVIEWED,
    SATISFYING,
    TODAY,
    TRAINING,
    UPDATES,
    a_case,
    with_certificate,
)

LAST_YEAR = {"1.2.3": Answer("1.2.3", Choice.YES, text="Tom leads"), FEE.ref: SATISFYING[FEE.ref]}
WALK = Crosswalk(
    "small-0",
    "small-1",
    (
        Step(FEE.ref, FEE.ref, "same", Carry.KEEP, "Help text changed."),
        Step("1.2.3", LEAD.ref, "renumbered", Carry.KEEP_AND_CHECK, "Now 1.2.1."),
        Step(REGISTER.ref, REGISTER.ref, "level-changed", Carry.KEEP_AND_CHECK, "Now needed."),
        Step(None, JUNK_MAIL.ref, "new", Carry.DROP, "Asked for the first time."),
        Step(None, POSTER.ref, "new", Carry.DROP, ""),
    ),
)


def whys(found: Piles) -> dict[str, Why]:
    same = tuple(item for items in found.same.values() for item in items)
    return {item.question.ref: item.why for item in (*found.new, *found.out_of_date, *same)}


def answered(*questions: Question, **changes: bool) -> dict[str, Answer]:
    return {q.ref: replace(SATISFYING[q.ref], **changes) for q in questions}  # type: ignore[arg-type]


def why(question: Question, case: Case, walk: Crosswalk | None = None) -> Why | None:
    return whys(piles(case, {}, walk)).get(question.ref)


def test_everything_the_same_as_last_year() -> None:
    found = piles(a_case(QUESTIONS), SATISFYING, None)
    assert (found.new, found.out_of_date) == ((), ())
    assert [item.question for item in found.same[PEOPLE]] == [FEE, LEAD, POSTER, TRAINING]
    assert [item.question for item in found.same[COMPUTERS]] == [REGISTER, UPDATES, REVIEWED, JUNK_MAIL, INCIDENT]
    assert found.same[PEOPLE][0].previous == SATISFYING[FEE.ref]


def test_a_changed_answer_is_new_until_it_is_checked() -> None:
    waiting = a_case(answers=answered(LEAD, carried=True, check_again=True))
    (item,) = (i for i in piles(waiting, LAST_YEAR, WALK).new if i.question is LEAD)
    assert (item.why, item.note, item.previous) == (Why.CHANGED, "Now 1.2.1.", LAST_YEAR["1.2.3"])
    assert why(LEAD, a_case([LEAD]), WALK) is Why.SAME


def test_a_changed_question_with_no_good_answer_is_changed() -> None:
    assert why(REGISTER, a_case(), WALK) is Why.CHANGED
    assert why(REGISTER, a_case([REGISTER]), WALK) is Why.SAME
    assert why(FEE, a_case(), WALK) is Why.NOT_DONE


def test_an_optional_question_is_never_still_to_do() -> None:
    step = Step(POSTER.ref, POSTER.ref, "reworded", Carry.KEEP_AND_CHECK, "Shorter.")
    walk = Crosswalk("small-0", "small-1", (step,))
    assert why(POSTER, a_case(), walk) is None
    assert why(POSTER, a_case(answers={POSTER.ref: Answer(POSTER.ref, Choice.NOT_YET)}), walk) is Why.SAME


def test_a_new_question_is_new_until_it_is_answered() -> None:
    assert why(JUNK_MAIL, a_case(), WALK) is Why.NEW
    assert why(POSTER, a_case(), WALK) is Why.NEW
    assert why(JUNK_MAIL, a_case([JUNK_MAIL]), WALK) is Why.SAME
    (item,) = (i for i in piles(a_case(), LAST_YEAR, WALK).new if i.question is JUNK_MAIL)
    assert item.previous is None


def test_what_met_still_needs_is_in_the_first_pile() -> None:
    found = piles(a_case([LEAD]), {}, None)
    assert [item.question for item in found.new] == [FEE, TRAINING, REGISTER, UPDATES, JUNK_MAIL]
    assert {item.why for item in found.new} == {Why.NOT_DONE}


def test_an_optional_question_with_no_answer_is_in_no_pile() -> None:
    refs = whys(piles(a_case(answers={POSTER.ref: Answer(POSTER.ref)}), {}, None))
    assert {POSTER.ref, REVIEWED.ref, INCIDENT.ref}.isdisjoint(refs)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2025, 3, 10), Why.SAME), (date(2025, 3, 9), Why.DATE_PASSED), (date(2026, 3, 1), Why.SAME)],
)
def test_a_date_lasts_as_long_as_its_freshness(on: date, expected: Why) -> None:
    case = a_case(answers={REVIEWED.ref: Answer(REVIEWED.ref, Choice.YES, on=on)})
    assert why(REVIEWED, case) is expected


@pytest.mark.parametrize(
    ("expires_on", "expected"), [(None, Why.SAME), (TODAY, Why.SAME), (date(2026, 3, 9), Why.CERTIFICATE_PASSED)]
)
def test_r26_a_fee_that_ran_out_is_out_of_date(expires_on: date | None, expected: Why) -> None:
    profile = replace(PROFILE, ico=Ico(number="ZA123456", expires_on=expires_on))
    assert why(FEE, a_case([FEE], profile=profile)) is expected


def test_a_date_with_no_freshness_does_not_pass() -> None:
    answers = {LEAD.ref: Answer(LEAD.ref, Choice.YES, on=date(2010, 1, 1))}
    assert why(LEAD, a_case(answers=answers)) is Why.SAME


def test_r26_only_the_question_about_the_fee_is_out_of_date_with_it() -> None:
    profile = replace(PROFILE, ico=Ico(number="ZA123456", expires_on=date(2020, 1, 1)))
    assert [item.question for item in piles(a_case(QUESTIONS, profile=profile), {}, None).out_of_date] == [FEE]


def test_r26_a_fee_that_does_not_apply_cannot_run_out() -> None:
    answers = {FEE.ref: Answer(FEE.ref, Choice.DOES_NOT_APPLY, reason="A charity")}
    profile = replace(PROFILE, ico=Ico(exempt_reason="A charity", expires_on=date(2020, 1, 1)))
    assert why(FEE, a_case(answers=answers, profile=profile)) is Why.SAME


def test_r22_what_rested_on_a_certificate_that_ran_out_is_out_of_date() -> None:
    past = with_certificate(replace(LIVE_CERTIFICATE, expires_on=date(2026, 3, 9)))
    assert why(UPDATES, a_case(profile=past)) is Why.CERTIFICATE_PASSED
    assert why(UPDATES, a_case([UPDATES], profile=past)) is Why.SAME
    assert why(UPDATES, a_case(profile=with_certificate())) is Why.SAME
    assert why(UPDATES, a_case()) is Why.NOT_DONE
    assert why(LEAD, a_case(profile=past)) is Why.NOT_DONE


@pytest.mark.parametrize(
    "change",
    [
        {"held": Tri.NO, "expires_on": date(2026, 3, 9)},
        {"number": "", "expires_on": TODAY},
        {"expires_on": None},
    ],
)
def test_r22_a_certificate_not_held_or_not_past_has_not_run_out(change: dict[str, Any]) -> None:
    profile = with_certificate(replace(LIVE_CERTIFICATE, **change))
    assert why(UPDATES, a_case(profile=profile)) is Why.NOT_DONE


def test_r25_last_years_training_counts_are_out_of_date() -> None:
    assert why(TRAINING, a_case(answers=answered(TRAINING, carried=True))) is Why.TRAINING_COUNTS
    assert why(TRAINING, a_case([TRAINING])) is Why.SAME
    assert why(LEAD, a_case(answers=answered(LEAD, carried=True))) is Why.SAME
    not_yet = {TRAINING.ref: Answer(TRAINING.ref, Choice.NOT_YET, carried=True)}
    assert why(TRAINING, a_case(answers=not_yet)) is Why.NOT_DONE


def test_changed_words_come_before_proof_that_ran_out() -> None:
    case = a_case(answers=answered(TRAINING, carried=True, check_again=True))
    assert why(TRAINING, case) is Why.CHANGED


def test_every_needed_question_is_in_exactly_one_pile() -> None:
    for case in (a_case(), a_case(QUESTIONS), a_case([FEE, TRAINING])):
        found = piles(case, {}, WALK)
        items = [*found.new, *found.out_of_date, *(item for part in found.same.values() for item in part)]
        refs = [item.question.ref for item in items]
        assert len(set(refs)) == len(refs)
        assert {question.ref for question in QUESTIONS if question.is_needed} <= set(refs)


@pytest.mark.parametrize(("days", "expected"), [(0, Why.SAME), (-1, Why.PAPER_PASSED)])
def test_a_paper_is_in_date_on_its_day_of_review(days: int, expected: Why) -> None:
    until = TODAY + timedelta(days=days)
    case = a_case(answers={LEAD.ref: Answer(LEAD.ref, Choice.YES, text="Tom", documents=1, papers_until=until)})
    assert why(LEAD, case) is expected


def test_an_optional_question_with_only_a_paper_is_in_no_pile() -> None:
    only_paper = Answer(POSTER.ref, papers=1, documents=1, papers_until=TODAY - timedelta(days=1))
    assert POSTER.ref not in whys(piles(a_case(answers={POSTER.ref: only_paper}), {}, None))
