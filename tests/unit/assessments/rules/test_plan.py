from dataclasses import replace
from datetime import date

import pytest

from assessments.rules.answers import Answer, Choice
from assessments.rules.case import PlanEntry, Progress
from assessments.rules.plan import EntryProblem, entry_problems, is_far, rows, suggested_date
from assessments.rules.validity import ValidityPolicy
from tests.unit.assessments.rules.cases import (
    FEE,
    JUNK_MAIL,
    LEAD,
    QUESTIONS,
    REGISTER,
    TODAY,
    TRAINING,
    UPDATES,
    a_case,
    a_plan,
)

LAST_DAY = date(2027, 3, 10)
GOOD = PlanEntry("1.1.2", "Write the list", "Tom", date(2026, 6, 1))


def test_r17_a_row_for_every_met_question_not_satisfied_in_order() -> None:
    case = a_case([LEAD, REGISTER])
    assert [row.question for row in rows(case)] == [FEE, TRAINING, UPDATES, JUNK_MAIL]


def test_r17_rows_do_not_wait_for_not_yet() -> None:
    answers = {FEE.ref: Answer(FEE.ref, Choice.NOT_SURE), LEAD.ref: Answer(LEAD.ref, Choice.NO)}
    assert [row.question for row in rows(a_case([REGISTER, TRAINING, UPDATES, JUNK_MAIL], answers=answers))] == [
        FEE,
        LEAD,
    ]


def test_r17_a_row_closes_when_satisfied_and_comes_back() -> None:
    plan = a_plan(REGISTER)
    assert REGISTER not in [row.question for row in rows(a_case([REGISTER], plan=plan))]
    (row,) = (row for row in rows(a_case(plan=plan)) if row.question is REGISTER)
    assert row.entry == plan[0]
    assert row.is_complete


def test_r17_a_row_with_nothing_written_is_incomplete() -> None:
    row = rows(a_case())[0]
    assert row.entry is None
    assert not row.is_complete
    assert row.problems == (EntryProblem.ACTION_MISSING, EntryProblem.OWNER_MISSING, EntryProblem.DATE_MISSING)


def test_a_plan_does_not_stand_in_for_what_approaching_needs() -> None:
    blocking = [row.question for row in rows(a_case()) if row.blocks_every_level]
    assert blocking == [FEE, LEAD, UPDATES]


def test_nothing_to_plan_when_met_is_satisfied() -> None:
    assert rows(a_case(QUESTIONS)) == ()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (GOOD, ()),
        (PlanEntry("", " ", "Tom", GOOD.target_on), (EntryProblem.ACTION_MISSING,)),
        (PlanEntry("", "Write", "\t", GOOD.target_on), (EntryProblem.OWNER_MISSING,)),
        (PlanEntry("", "Write", "Tom", None, Progress.DONE), (EntryProblem.DATE_MISSING,)),
        (PlanEntry("", "Write", "Tom", date(2026, 3, 9)), (EntryProblem.DATE_NOT_AFTER_TODAY,)),
        (PlanEntry("", "Write", "Tom", TODAY), (EntryProblem.DATE_NOT_AFTER_TODAY,)),
        (PlanEntry("", "Write", "Tom", date(2026, 3, 11)), ()),
        (PlanEntry("", "Write", "Tom", LAST_DAY), ()),
        (PlanEntry("", "Write", "Tom", date(2027, 3, 11)), (EntryProblem.DATE_AFTER_VALIDITY,)),
    ],
)
def test_r18_entry_problems(entry: PlanEntry, expected: tuple[EntryProblem, ...]) -> None:
    assert entry_problems(entry, TODAY, LAST_DAY) == expected


@pytest.mark.parametrize(
    ("policy", "last_day"),
    [(ValidityPolicy.TWELVE_MONTHS, LAST_DAY), (ValidityPolicy.NEXT_30_JUNE, date(2027, 6, 30))],
)
def test_r18_last_day_follows_the_policy(policy: ValidityPolicy, last_day: date) -> None:
    case = replace(a_case(plan=a_plan(TRAINING, target_on=last_day)), validity=policy)
    assert case.last_day == last_day
    assert [row.question for row in rows(case) if row.is_complete] == [TRAINING]
    later = replace(a_case(plan=a_plan(TRAINING, target_on=date(2027, 7, 1))), validity=policy)
    assert not any(row.is_complete for row in rows(later))


@pytest.mark.parametrize(
    ("target_on", "today", "expected"),
    [
        (date(2026, 9, 10), TODAY, False),
        (date(2026, 9, 11), TODAY, True),
        (date(2026, 2, 28), date(2025, 8, 31), False),
        (date(2026, 3, 1), date(2025, 8, 31), True),
    ],
)
def test_r18_far_is_over_six_months(target_on: date, today: date, expected: bool) -> None:
    assert is_far(target_on, today) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 10), date(2026, 6, 30)),
        (date(2025, 12, 30), date(2026, 6, 30)),
        (date(2025, 12, 29), date(2026, 3, 29)),
        (date(2026, 5, 30), date(2026, 6, 30)),
        (date(2026, 6, 1), date(2026, 9, 1)),
        (date(2026, 8, 5), date(2026, 11, 5)),
    ],
)
def test_suggested_date(today: date, expected: date) -> None:
    case = a_case(today=today)
    suggested = suggested_date(case)
    assert suggested == expected
    assert not is_far(suggested, today)
    assert entry_problems(PlanEntry("", "Write", "Tom", suggested), today, case.last_day) == ()
