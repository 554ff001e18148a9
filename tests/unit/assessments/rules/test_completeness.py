from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.rules.answers import Answer, Choice
from assessments.rules.completeness import Status, Tally, is_satisfied, left, section_tally, status, tally
from assessments.rules.editions import Question
from assessments.rules.levels import Level
from assessments.rules.profile import Tri
from tests.unit.assessments.rules.cases import (
    CEP_EXEMPT,
    COMPUTERS,
    FEE,
    INCIDENT,
    JUNK_MAIL,
    LEAD,
    LIVE_CERTIFICATE,
    NHSMAIL_EXEMPT,
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

NOBODY: frozenset[str] = frozenset()
TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.ref)
def test_r8_satisfied_by_a_good_answer_only(question: Question) -> None:
    assert is_satisfied(question, SATISFYING[question.ref], NOBODY, TODAY)
    assert not is_satisfied(question, None, NOBODY, TODAY)
    for choice in (None, Choice.NOT_YET, Choice.NOT_SURE):
        assert not is_satisfied(question, replace(SATISFYING[question.ref], choice=choice), NOBODY, TODAY)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (FEE, Answer("", Choice.YES, text="   "), False),
        (FEE, Answer("", Choice.DOES_NOT_APPLY, reason="A small charity"), True),
        (FEE, Answer("", Choice.DOES_NOT_APPLY), False),
        (LEAD, Answer("", Choice.DOES_NOT_APPLY, reason="None here"), False),
        (REVIEWED, Answer("", Choice.YES, on=TOMORROW), False),
        (LEAD, Answer("", Choice.YES, on=TOMORROW), False),
        (REGISTER, Answer("", Choice.YES, link="https://rose.example"), True),
    ],
)
def test_r8_details(question: Question, answer: Answer, expected: bool) -> None:
    assert is_satisfied(question, answer, NOBODY, TODAY) is expected


def test_r9_no_is_an_answer_only_to_a_neutral_question() -> None:
    assert is_satisfied(INCIDENT, Answer(INCIDENT.ref, Choice.NO), NOBODY, TODAY)
    assert not is_satisfied(LEAD, Answer(LEAD.ref, Choice.NO), NOBODY, TODAY)


@pytest.mark.parametrize(
    ("trained", "total", "expected"), [(19, 20, True), (18, 19, False), (19, 19, True), (21, 20, False), (0, 0, False)]
)
def test_r25_yes_needs_the_target(trained: int, total: int, expected: bool) -> None:
    answer = Answer(TRAINING.ref, Choice.YES, staff_total=total, staff_trained=trained)
    assert is_satisfied(TRAINING, answer, NOBODY, TODAY) is expected


def test_r25_yes_without_counts_is_not_enough() -> None:
    assert not is_satisfied(TRAINING, Answer(TRAINING.ref, Choice.YES), NOBODY, TODAY)


def test_r25_no_counts_are_asked_for_when_it_does_not_apply() -> None:
    question = replace(TRAINING, not_applicable="Nobody works for you.")
    assert is_satisfied(question, Answer(question.ref, Choice.DOES_NOT_APPLY, reason="Sam alone"), NOBODY, TODAY)


def test_r22_an_exemption_satisfies_whatever_was_answered() -> None:
    for answer in (None, Answer(UPDATES.ref), Answer(UPDATES.ref, Choice.NOT_YET)):
        assert is_satisfied(UPDATES, answer, CEP_EXEMPT, TODAY)
        assert not is_satisfied(UPDATES, answer, NHSMAIL_EXEMPT, TODAY)


def test_r22_is_worked_out_from_the_profile_on_the_day() -> None:
    last = LIVE_CERTIFICATE.expires_on or date.min
    assert UPDATES.ref in a_case(profile=with_certificate(), today=last).satisfied
    assert UPDATES.ref not in a_case(profile=with_certificate(), today=last + timedelta(days=1)).satisfied
    assert JUNK_MAIL.ref in a_case(profile=replace(PROFILE, nhsmail_only=Tri.YES)).satisfied
    assert JUNK_MAIL.ref not in a_case(profile=replace(PROFILE, nhsmail_only=Tri.NOT_SURE)).satisfied


def test_r4_a_carried_answer_counts_even_while_it_waits_to_be_checked() -> None:
    answer = replace(SATISFYING[LEAD.ref], carried=True, check_again=True)
    assert is_satisfied(LEAD, answer, NOBODY, TODAY)


@pytest.mark.parametrize(
    ("question", "answer", "exempt", "expected"),
    [
        (LEAD, None, NOBODY, Status.TO_DO),
        (LEAD, Answer("", text=" "), NOBODY, Status.TO_DO),
        (LEAD, Answer("", text="Ask Tom"), NOBODY, Status.STARTED),
        (LEAD, Answer("", Choice.NOT_SURE), NOBODY, Status.STARTED),
        (FEE, Answer("", Choice.YES), NOBODY, Status.STARTED),
        (TRAINING, Answer("", Choice.YES, staff_total=20, staff_trained=18), NOBODY, Status.STARTED),
        (LEAD, Answer("", Choice.NOT_YET), NOBODY, Status.ON_PLAN),
        (LEAD, Answer("", Choice.NO), NOBODY, Status.ON_PLAN),
        (POSTER, Answer("", Choice.NOT_YET), NOBODY, Status.STARTED),
        (LEAD, Answer("", Choice.YES), NOBODY, Status.COMPLETED),
        (INCIDENT, Answer("", Choice.NO), NOBODY, Status.COMPLETED),
        (FEE, Answer("", Choice.DOES_NOT_APPLY, reason="A charity"), NOBODY, Status.DOES_NOT_APPLY),
        (FEE, Answer("", Choice.DOES_NOT_APPLY), NOBODY, Status.STARTED),
        (LEAD, Answer("", Choice.YES, check_again=True), NOBODY, Status.CHECK_AGAIN),
        (LEAD, Answer("", Choice.NOT_YET, check_again=True), NOBODY, Status.CHECK_AGAIN),
        (LEAD, Answer("", check_again=True), NOBODY, Status.TO_DO),
        (UPDATES, None, CEP_EXEMPT, Status.COMPLETED),
        (UPDATES, Answer("", Choice.NOT_YET), CEP_EXEMPT, Status.COMPLETED),
        (UPDATES, Answer("", Choice.YES, check_again=True), CEP_EXEMPT, Status.COMPLETED),
    ],
)
def test_status(question: Question, answer: Answer | None, exempt: frozenset[str], expected: Status) -> None:
    assert status(question, answer, exempt, TODAY) is expected


def test_tallies() -> None:
    case = a_case([FEE, LEAD, REGISTER, POSTER])
    assert tally(case, Level.APPROACHING) == Tally(done=2, total=3)
    assert tally(case, Level.MET) == tally(case, Level.EXCEEDED) == Tally(done=3, total=6)
    assert tally(case, Level.MET).left == len(left(case, Level.MET))
    assert section_tally(case, Level.MET, PEOPLE) == Tally(done=2, total=3)
    assert section_tally(case, Level.APPROACHING, COMPUTERS) == Tally(done=0, total=1)


def test_a_tally_of_no_such_section_is_refused() -> None:
    with pytest.raises(KeyError):
        section_tally(a_case(), Level.MET, "kitchen")


def test_left_is_in_reading_order() -> None:
    assert left(a_case([LEAD]), Level.APPROACHING) == (FEE, UPDATES)
    assert left(a_case([LEAD]), Level.MET) == (FEE, TRAINING, REGISTER, UPDATES, JUNK_MAIL)
    assert left(a_case(QUESTIONS), Level.EXCEEDED) == ()
