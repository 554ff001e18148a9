from collections.abc import Mapping

import pytest

from assessments.rules.answers import Answer, Choice
from assessments.rules.editions import Question
from assessments.rules.route import next_unfinished
from tests.unit.assessments.rules.cases import (
    CEP_EXEMPT,
    COMPUTERS,
    FEE,
    INCIDENT,
    JUNK_MAIL,
    LEAD,
    PEOPLE,
    QUESTIONS,
    REGISTER,
    SATISFYING,
    SMALL,
    TODAY,
    TRAINING,
    UPDATES,
)

Answers = Mapping[str, Answer]


def following(
    answers: Answers, *, exempt: frozenset[str] = frozenset(), section: str = "", after: str = ""
) -> Question | None:
    return next_unfinished(SMALL, answers, exempt, TODAY, section=section, after=after)


def good(*questions: Question) -> dict[str, Answer]:
    return {question.ref: SATISFYING[question.ref] for question in questions}


def test_starts_at_the_first_question_to_do_in_reading_order() -> None:
    assert following({}) is FEE
    assert following(good(FEE, LEAD)) is TRAINING


def test_goes_on_from_where_the_person_is_and_skips_optional_questions() -> None:
    assert following({}, after=FEE.ref) is LEAD
    assert following({}, after=LEAD.ref) is TRAINING
    assert following({}, after=TRAINING.ref) is REGISTER
    assert following({}, after=INCIDENT.ref) is None


def test_an_unknown_place_starts_from_the_beginning() -> None:
    assert following({}, after="9.9.9") is FEE


def test_stays_in_the_section_asked_for() -> None:
    assert following({}, section=COMPUTERS) is REGISTER
    assert following({}, section=PEOPLE, after=TRAINING.ref) is None


def test_passes_over_what_is_exempt() -> None:
    assert following(good(REGISTER), section=COMPUTERS) is UPDATES
    assert following(good(REGISTER), section=COMPUTERS, exempt=CEP_EXEMPT) is JUNK_MAIL


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(FEE.ref, Choice.NOT_YET), LEAD),
        (Answer(FEE.ref, Choice.DOES_NOT_APPLY, reason="A charity"), LEAD),
        (Answer(FEE.ref, Choice.NOT_SURE), FEE),
        (Answer(FEE.ref, Choice.YES), FEE),
        (Answer(FEE.ref, Choice.YES, text="ZA123456", check_again=True), FEE),
    ],
    ids=["on the plan", "does not apply", "not sure", "unfinished", "to check"],
)
def test_not_yet_is_finished_for_now_and_a_check_is_not(answer: Answer, expected: Question) -> None:
    assert following({FEE.ref: answer}) is expected


def test_nothing_is_next_when_all_is_done() -> None:
    assert following(good(*QUESTIONS)) is None
