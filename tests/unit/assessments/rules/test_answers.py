from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assessments.rules.answers import Answer, AnswerProblem, Choice, FollowUp, choices_for, follow_up, problems
from assessments.rules.editions import Question
from tests.unit.assessments.rules.cases import (
    FEE,
    INCIDENT,
    LEAD,
    POSTER,
    QUESTIONS,
    REGISTER,
    REVIEWED,
    SATISFYING,
    TODAY,
    TRAINING,
)

YES, NO, NOT_YET, SKIP, NOT_SURE = Choice.YES, Choice.NO, Choice.NOT_YET, Choice.DOES_NOT_APPLY, Choice.NOT_SURE


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (LEAD, (YES, NOT_YET, NOT_SURE)),
        (FEE, (YES, NOT_YET, SKIP, NOT_SURE)),
        (INCIDENT, (YES, NO, NOT_YET, NOT_SURE)),
        (replace(INCIDENT, not_applicable="No systems."), (YES, NO, NOT_YET, SKIP, NOT_SURE)),
    ],
)
def test_offers_only_permitted_choices_in_order(question: Question, expected: tuple[Choice, ...]) -> None:
    assert choices_for(question) == expected


@pytest.mark.parametrize(
    ("question", "choice", "expected"),
    [
        (LEAD, NOT_YET, FollowUp.PLAN),
        (REGISTER, NOT_YET, FollowUp.PLAN),
        (POSTER, NOT_YET, None),
        (FEE, SKIP, FollowUp.REASON),
        (TRAINING, YES, FollowUp.TRAINING),
        (TRAINING, NOT_YET, FollowUp.PLAN),
        (TRAINING, NOT_SURE, None),
        (LEAD, YES, None),
        (LEAD, NOT_SURE, None),
        (INCIDENT, NO, None),
    ],
)
def test_follow_up(question: Question, choice: Choice, expected: FollowUp | None) -> None:
    assert follow_up(question, choice) is expected


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.ref)
def test_a_satisfying_answer_has_no_problems(question: Question) -> None:
    assert problems(question, SATISFYING[question.ref], TODAY) == ()


R8 = [
    (FEE, Answer("", YES), AnswerProblem.TEXT_MISSING),
    (FEE, Answer("", YES, text=" \n\t "), AnswerProblem.TEXT_MISSING),
    (FEE, Answer("", SKIP), AnswerProblem.REASON_MISSING),
    (FEE, Answer("", SKIP, reason="  "), AnswerProblem.REASON_MISSING),
    (LEAD, Answer("", SKIP, reason="None here"), AnswerProblem.CHOICE_NOT_ALLOWED),
    (LEAD, Answer("", NO), AnswerProblem.CHOICE_NOT_ALLOWED),
    (REGISTER, Answer("", YES), AnswerProblem.PLACE_MISSING),
    (REGISTER, Answer("", YES, kept_at=" ", link=" ", text=" "), AnswerProblem.PLACE_MISSING),
    (REVIEWED, Answer("", YES), AnswerProblem.DATE_MISSING),
    (REVIEWED, Answer("", YES, on=TODAY + timedelta(days=1)), AnswerProblem.DATE_IN_FUTURE),
    (LEAD, Answer("", None, on=TODAY + timedelta(days=1)), AnswerProblem.DATE_IN_FUTURE),
]


@pytest.mark.parametrize(("question", "answer", "expected"), R8)
def test_r8_names_what_is_wrong(question: Question, answer: Answer, expected: AnswerProblem) -> None:
    assert problems(question, answer, TODAY) == (expected,)


@pytest.mark.parametrize(
    "given", [{"kept_at": "Blue folder"}, {"link": "https://rose.example/notice"}, {"text": "On the wall"}]
)
def test_r8_any_one_place_is_enough_for_a_document(given: dict[str, Any]) -> None:
    assert problems(REGISTER, Answer(REGISTER.ref, YES, **given), TODAY) == ()


def test_r8_a_paper_of_the_register_is_place_enough() -> None:
    said = Answer(REGISTER.ref, YES)

    assert problems(REGISTER, said, TODAY) == (AnswerProblem.PLACE_MISSING,)
    assert problems(REGISTER, replace(said, documents=1), TODAY) == ()


def test_a_paper_alone_says_nothing_and_is_not_nothing() -> None:
    only_paper = Answer(REGISTER.ref, papers=1)

    assert (only_paper.says_nothing, only_paper.is_blank, only_paper.is_given) == (True, False, False)


@pytest.mark.parametrize("on", [TODAY, date(2024, 2, 29)])
def test_r8_today_and_earlier_are_possible_dates(on: date) -> None:
    assert problems(REVIEWED, Answer(REVIEWED.ref, YES, on=on), TODAY) == ()


@pytest.mark.parametrize("choice", [None, NOT_YET, NOT_SURE])
def test_nothing_is_required_before_yes(choice: Choice | None) -> None:
    for question in (FEE, REGISTER, REVIEWED, TRAINING):
        assert problems(question, Answer(question.ref, choice), TODAY) == ()


@pytest.mark.parametrize(
    ("total", "trained", "expected"),
    [
        (None, None, (AnswerProblem.COUNTS_MISSING,)),
        (20, None, (AnswerProblem.COUNTS_MISSING,)),
        (None, 20, (AnswerProblem.COUNTS_MISSING,)),
        (0, 0, (AnswerProblem.TOTAL_ZERO,)),
        (-1, 0, (AnswerProblem.NEGATIVE,)),
        (20, -1, (AnswerProblem.NEGATIVE,)),
        (20, 21, (AnswerProblem.TRAINED_OVER_TOTAL,)),
        (20, 19, ()),
        (20, 0, ()),
    ],
)
def test_r25_counts(total: int | None, trained: int | None, expected: tuple[AnswerProblem, ...]) -> None:
    answer = Answer(TRAINING.ref, YES, staff_total=total, staff_trained=trained)
    assert problems(TRAINING, answer, TODAY) == expected


def test_r25_impossible_counts_are_wrong_with_any_choice() -> None:
    answer = Answer(TRAINING.ref, NOT_YET, staff_total=5, staff_trained=6)
    assert problems(TRAINING, answer, TODAY) == (AnswerProblem.TRAINED_OVER_TOTAL,)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(LEAD.ref), True),
        (Answer(LEAD.ref, text="  "), True),
        (Answer(LEAD.ref, check_again=True, carried=True), True),
        (Answer(LEAD.ref, NOT_SURE), False),
        (Answer(LEAD.ref, kept_at="Office"), False),
        (Answer(LEAD.ref, staff_trained=0), False),
    ],
)
def test_blank_means_nothing_given(answer: Answer, expected: bool) -> None:
    assert answer.is_blank is expected
