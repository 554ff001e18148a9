"""What runs out: the soonest first, those of a kind on one day in one line, nothing beyond the days looked at."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.list_facts import Trainee
from assessments.rules.renewals import Renewal, RenewalFacts, RenewalKind, looked_ahead_to, renewals

TODAY, DEADLINE = date(2026, 11, 22), date(2027, 6, 30)
DOCUMENT, CONTRACT = RenewalKind.DOCUMENT, RenewalKind.CONTRACT


def due(facts: RenewalFacts) -> list[tuple[RenewalKind, date]]:
    return [(one.kind, one.on) for one in renewals(facts, TODAY, DEADLINE)]


def test_with_nothing_known_nothing_runs_out() -> None:
    assert renewals(RenewalFacts(), TODAY, DEADLINE) == ()


def test_every_kind_is_there_the_soonest_first() -> None:
    rows = [Renewal(kind, "It", TODAY + timedelta(days=n)) for n, kind in enumerate(RenewalKind)][3:]
    trained = date(2026, 1, 10)  # counts up to and on 10 January 2027
    facts = RenewalFacts(tuple(rows), date(2027, 3, 1), date(2027, 2, 1), [Trainee("", trained)])

    assert due(facts) == [
        *((row.kind, row.on) for row in rows),
        (RenewalKind.TRAINING, date(2027, 1, 10)),
        (RenewalKind.CYBER_ESSENTIALS_PLUS, date(2027, 2, 1)),
        (RenewalKind.DATA_FEE, date(2027, 3, 1)),
    ]
    assert {kind for kind, _ in due(facts)} == set(RenewalKind)


def test_what_has_run_out_stays_and_comes_first() -> None:
    facts = RenewalFacts((Renewal(DOCUMENT, "New", TODAY), Renewal(DOCUMENT, "Old", date(2020, 1, 1))))

    assert [one.name for one in renewals(facts, TODAY, DEADLINE)] == ["Old", "New"]


@pytest.mark.parametrize(("days", "is_there"), [(0, True), (1, False)])
def test_the_last_day_looked_at_counts(days: int, is_there: bool) -> None:
    on = DEADLINE + timedelta(days=days)

    assert bool(renewals(RenewalFacts(data_fee_ends_on=on), TODAY, DEADLINE)) is is_there


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (TODAY, DEADLINE),
        (DEADLINE - timedelta(days=60), DEADLINE),
        (DEADLINE - timedelta(days=59), DEADLINE + timedelta(days=1)),
        (date(2027, 8, 1), date(2027, 9, 30)),
    ],
)
def test_it_looks_to_the_deadline_and_at_least_sixty_days_ahead(today: date, last: date) -> None:
    assert looked_ahead_to(today, DEADLINE) == last


def test_those_of_a_kind_on_one_day_are_one_line() -> None:
    on = date(2027, 5, 9)
    rows = (
        Renewal(DOCUMENT, "Privacy notice", on, 2),
        Renewal(DOCUMENT, "Backup plan", on, 1),
        Renewal(DOCUMENT, "Staff list", on + timedelta(days=1), 3),
        Renewal(CONTRACT, "Rota Ltd", on, 1),
    )

    assert renewals(RenewalFacts(rows), TODAY, DEADLINE) == (
        Renewal(DOCUMENT, "Backup plan", on, 1, more=1),
        Renewal(CONTRACT, "Rota Ltd", on, 1),
        Renewal(DOCUMENT, "Staff list", on + timedelta(days=1), 3),
    )


def test_training_runs_out_on_the_last_day_with_enough_people() -> None:
    """R25: 19 of 20 are enough, 18 are not."""
    early, late = Trainee("", date(2026, 3, 1)), Trainee("", date(2026, 9, 1))

    facts = RenewalFacts(trainees=[early, early, *[late] * 18])

    assert due(facts) == [(RenewalKind.TRAINING, date(2027, 3, 1))]


@pytest.mark.parametrize("trained", [18, 0])
def test_too_few_today_is_nothing_that_runs_out(trained: int) -> None:
    facts = RenewalFacts(trainees=[*[Trainee("", TODAY)] * trained, *[Trainee("")] * (20 - trained)])

    assert due(facts) == []


rows = st.builds(
    Renewal, st.sampled_from(RenewalKind), st.sampled_from("abc"), st.dates(date(2025, 1, 1), date(2028, 1, 1))
)


@given(st.lists(rows, max_size=30))
def test_nothing_is_lost_and_nothing_is_there_twice(every: list[Renewal]) -> None:
    found = renewals(RenewalFacts(tuple(every)), TODAY, DEADLINE)

    assert sum(1 + one.more for one in found) == sum(one.on <= DEADLINE for one in every)
    assert len({(one.kind, one.on) for one in found}) == len(found)
    assert [one.on for one in found] == sorted(one.on for one in found)
