"""Where a publication leaves an organisation on a day: the second half of assessments.rules.validity."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.case import PastPublication, Source
from assessments.rules.levels import Level
from assessments.rules.schedule import default_year
from assessments.rules.validity import (
    Standing,
    StandingKind,
    is_expired_not_late,
    met_deadline,
    publish_by,
    standing_on,
)
from tests.unit.assessments.rules.cases import LIVE_CERTIFICATE, a_publication

YEAR_25 = default_year(date(2026, 6, 30), "care-7")
YEAR_26 = default_year(date(2027, 6, 30), "care-8")
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("published_on", "expected"),
    [
        (date(2025, 6, 30), date(2026, 6, 30)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_r27_last_day_counts_and_the_next_does_not(published_on: date, expected: date) -> None:
    history = (a_publication(Level.MET, published_on),)
    assert standing_on(history, expected).kind is StandingKind.MET
    assert standing_on(history, expected + DAY).kind is StandingKind.EXPIRED


def test_r28_old_publications_keep_their_own_last_day() -> None:
    """The last day is read from each publication, never worked out again."""
    history = (a_publication(published_on=date(2025, 9, 25), valid_until=date(2027, 6, 30)),)
    assert standing_on(history, date(2027, 6, 30)).is_in_date


def test_r29_nothing_published() -> None:
    assert standing_on((), date(2026, 1, 1)) == Standing(StandingKind.NOT_PUBLISHED)
    assert not standing_on((), date(2026, 1, 1)).is_in_date


@pytest.mark.parametrize("level", list(Level))
def test_r29_in_date(level: Level) -> None:
    assert standing_on((a_publication(level),), date(2026, 6, 30)) == Standing(
        kind=StandingKind(level.value),
        level=level,
        year_label="2024-25",
        published_on=date(2025, 6, 30),
        valid_until=date(2026, 6, 30),
        source=Source.HERE,
    )


def test_r29_expired_says_what_it_was_and_since_when() -> None:
    standing = standing_on((a_publication(Level.APPROACHING),), date(2026, 9, 1))
    assert (standing.kind, standing.level, standing.was) == (StandingKind.EXPIRED, None, Level.APPROACHING)
    assert (standing.valid_until, standing.expired_on) == (date(2026, 6, 30), date(2026, 7, 1))


def test_r29_any_past_date_can_be_asked_about() -> None:
    history = (
        a_publication(Level.APPROACHING, date(2024, 5, 1)),
        a_publication(Level.MET, date(2025, 6, 1)),
    )
    asked = {
        date(2024, 4, 30): StandingKind.NOT_PUBLISHED,
        date(2024, 5, 1): StandingKind.APPROACHING,
        date(2025, 5, 1): StandingKind.APPROACHING,
        date(2025, 5, 2): StandingKind.EXPIRED,
        date(2025, 6, 1): StandingKind.MET,
        date(2026, 6, 2): StandingKind.EXPIRED,
    }
    assert {day: standing_on(history, day).kind for day in asked} == asked


@pytest.mark.parametrize(
    ("day", "level", "was"),
    [
        (date(2025, 12, 31), Level.EXCEEDED, None),
        (date(2026, 1, 1), Level.MET, Level.EXCEEDED),
        (date(2026, 6, 30), Level.MET, Level.EXCEEDED),
    ],
)
def test_r23_exceeded_is_met_after_the_certificate(day: date, level: Level, was: Level | None) -> None:
    history = (a_publication(Level.EXCEEDED, certificate_expires_on=date(2025, 12, 31)),)
    standing = standing_on(history, day)
    assert (standing.kind, standing.level, standing.was) == (StandingKind(level.value), level, was)
    assert standing.valid_until == date(2026, 6, 30)


def test_r23_a_renewed_certificate_keeps_exceeded_from_the_day_it_was_issued() -> None:
    history = (a_publication(Level.EXCEEDED, certificate_expires_on=date(2025, 8, 15)),)
    assert standing_on(history, date(2025, 8, 20), LIVE_CERTIFICATE).level is Level.MET
    assert standing_on(history, LIVE_CERTIFICATE.issued_on or date.min, LIVE_CERTIFICATE).level is Level.EXCEEDED


@pytest.mark.parametrize("level", [Level.APPROACHING, Level.MET])
def test_r23_a_certificate_says_nothing_about_lower_levels(level: Level) -> None:
    history = (a_publication(level, certificate_expires_on=date(2025, 12, 31)),)
    assert standing_on(history, date(2026, 1, 1)).level is level


def test_r23_expiry_of_the_publication_is_unaffected() -> None:
    history = (a_publication(Level.EXCEEDED, certificate_expires_on=date(2025, 12, 31)),)
    standing = standing_on(history, date(2026, 7, 1), LIVE_CERTIFICATE)
    assert (standing.kind, standing.was) == (StandingKind.EXPIRED, Level.EXCEEDED)


REPUBLISHED = (
    a_publication(Level.MET, date(2025, 6, 30), year_label="2024-25"),
    a_publication(Level.MET, date(2026, 6, 25), year_label="2025-26"),
)


def test_r30_republishing_restarts_validity() -> None:
    standing = standing_on(REPUBLISHED, date(2026, 6, 25))
    assert (standing.valid_until, standing.year_label) == (date(2027, 6, 25), "2025-26")
    assert met_deadline(REPUBLISHED, YEAR_25)
    assert not met_deadline(REPUBLISHED, YEAR_26)


def test_r30_the_newer_counts_even_if_the_former_had_longer_to_run() -> None:
    former = a_publication(Level.MET, date(2025, 9, 25), valid_until=date(2027, 6, 30))
    newer = a_publication(Level.MET, date(2026, 1, 10))
    standing = standing_on((former, newer), date(2027, 2, 1))
    assert (standing.kind, standing.published_on) == (StandingKind.EXPIRED, date(2026, 1, 10))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 6, 25), False),
        (date(2027, 6, 26), True),
        (date(2027, 6, 29), True),
        (date(2027, 6, 30), True),
        (date(2027, 7, 1), False),
    ],
)
def test_r30_expired_but_not_late(day: date, expected: bool) -> None:
    """On 30 June it is true until the person publishes, as they may up to midnight."""
    assert is_expired_not_late(REPUBLISHED, YEAR_26, day) is expected


def test_r30_met_early_and_run_out_is_not_waiting_for_the_deadline() -> None:
    history = (a_publication(published_on=date(2026, 9, 5), valid_until=date(2027, 3, 1), year_label="2026-27"),)
    assert standing_on(history, date(2027, 3, 2)).kind is StandingKind.EXPIRED
    assert not is_expired_not_late(history, YEAR_26, date(2027, 3, 2))
    assert publish_by(standing_on(history, date(2027, 3, 2)), YEAR_26, date(2027, 3, 2)) == date(2027, 6, 30)


def test_r30_waiting_until_30_june_is_expired_from_26_to_29_june() -> None:
    history = (*REPUBLISHED, a_publication(Level.MET, date(2027, 6, 30), year_label="2026-27"))
    expired = [d for d in range(20, 31) if standing_on(history, date(2027, 6, d)).kind is StandingKind.EXPIRED]
    assert expired == [26, 27, 28, 29]
    assert met_deadline(history, YEAR_26)


def test_r30_says_25_june_not_30() -> None:
    assert publish_by(standing_on(REPUBLISHED, date(2027, 3, 1)), YEAR_26, date(2027, 3, 1)) == date(2027, 6, 25)


def test_r31_early_publisher_expires_before_the_deadline_of_the_next_year() -> None:
    history = (a_publication(Level.MET, date(2026, 2, 1), year_label="2025-26"),)
    assert met_deadline(history, YEAR_25)
    assert standing_on(history, date(2027, 2, 1)).is_in_date
    assert not standing_on(history, date(2027, 2, 2)).is_in_date
    assert publish_by(standing_on(history, date(2026, 10, 1)), YEAR_26, date(2026, 10, 1)) == date(2027, 2, 1)


def test_r31_late_publisher_is_in_date_and_missed_the_deadline() -> None:
    history = (a_publication(Level.MET, date(2026, 9, 15), year_label="2025-26"),)
    assert standing_on(history, date(2027, 9, 15)).is_in_date
    assert not met_deadline(history, YEAR_25)
    assert publish_by(standing_on(history, date(2026, 10, 1)), YEAR_26, date(2026, 10, 1)) == date(2027, 6, 30)


def test_r31_history_with_no_year_counts_by_its_date() -> None:
    history = (a_publication(Level.MET, date(2026, 2, 1), source=Source.DECLARED, year_label=""),)
    assert met_deadline(history, YEAR_25)
    assert not met_deadline(history, YEAR_26)
    on_the_first_day = a_publication(published_on=date(2025, 9, 1), source=Source.DECLARED, year_label="")
    assert met_deadline((on_the_first_day,), YEAR_25)


def test_r31_withdrawn_does_not_meet_a_deadline() -> None:
    history = (a_publication(published_on=date(2026, 2, 1), year_label="2025-26", is_withdrawn=True),)
    assert not met_deadline(history, YEAR_25)


@pytest.mark.parametrize(
    ("history", "today", "expected"),
    [
        ((), date(2026, 3, 1), date(2026, 6, 30)),
        ((), date(2026, 7, 5), date(2026, 7, 5)),
        ((a_publication(published_on=date(2024, 5, 1)),), date(2026, 3, 1), date(2026, 6, 30)),
        ((a_publication(published_on=date(2025, 9, 15)),), date(2026, 8, 5), date(2026, 9, 15)),
        ((a_publication(published_on=date(2026, 2, 1), year_label="2025-26"),), date(2026, 3, 1), date(2027, 2, 1)),
        ((a_publication(published_on=date(2025, 3, 10)),), date(2026, 3, 10), date(2026, 3, 10)),
    ],
    ids=["never", "never and late", "long expired", "deadline missed, still in date", "done this year", "last day"],
)
def test_publish_by(history: tuple[PastPublication, ...], today: date, expected: date) -> None:
    assert publish_by(standing_on(history, today), YEAR_25, today) == expected


def test_r32_republishing_lower_becomes_current() -> None:
    history = (a_publication(Level.EXCEEDED, date(2025, 9, 25)), a_publication(Level.MET, date(2026, 1, 5)))
    assert standing_on(history, date(2026, 1, 5)).level is Level.MET


def test_r33_same_day_the_later_instant_is_current() -> None:
    morning = a_publication(Level.MET, hour=9)
    evening = a_publication(Level.EXCEEDED, hour=17)
    for history in ((morning, evening), (evening, morning)):
        assert standing_on(history, date(2025, 6, 30)).level is Level.EXCEEDED


def test_r34_withdrawal_falls_back_to_the_one_before() -> None:
    kept = a_publication(Level.APPROACHING, date(2025, 9, 25))
    withdrawn = a_publication(Level.MET, date(2026, 1, 5), is_withdrawn=True)
    assert standing_on((kept, withdrawn), date(2026, 2, 1)).level is Level.APPROACHING
    assert standing_on((kept, withdrawn), date(2026, 9, 26)).kind is StandingKind.EXPIRED
    assert standing_on((withdrawn,), date(2026, 2, 1)).kind is StandingKind.NOT_PUBLISHED


def test_r79_declared_history_counts_until_something_is_published_here() -> None:
    declared = a_publication(Level.MET, date(2025, 12, 1), source=Source.DECLARED)
    here = a_publication(Level.APPROACHING, date(2026, 2, 1))
    assert standing_on((declared, here), date(2026, 1, 31)).source is Source.DECLARED
    assert standing_on((declared, here), date(2026, 2, 1)).source is Source.HERE


def test_r79_history_loaded_later_never_replaces_what_was_published_here() -> None:
    here = a_publication(Level.MET, date(2024, 2, 1))
    listed = a_publication(Level.EXCEEDED, date(2025, 12, 1), source=Source.NATIONAL_LIST)
    assert standing_on((here, listed), date(2026, 1, 1)).kind is StandingKind.EXPIRED


def test_r79_two_declared_on_one_day_have_no_instants_to_compare() -> None:
    history = tuple(a_publication(level, source=Source.DECLARED) for level in (Level.MET, Level.EXCEEDED))
    assert standing_on(history, date(2025, 7, 1)).is_in_date


def test_r79_entry_level_gives_no_standing() -> None:
    entry = a_publication(None, date(2025, 12, 1), source=Source.DECLARED)
    older = a_publication(Level.MET, date(2025, 6, 30), source=Source.NATIONAL_LIST)
    assert standing_on((entry,), date(2026, 1, 1)).kind is StandingKind.NOT_PUBLISHED
    assert standing_on((older, entry), date(2026, 1, 1)).level is Level.MET


def test_r79_old_words_stay_beside_the_level() -> None:
    old = replace(a_publication(source=Source.NATIONAL_LIST), label="22/23 Standards Met")
    assert standing_on((old,), date(2026, 1, 1)).label == "22/23 Standards Met"


PUBLICATIONS = st.builds(
    a_publication,
    st.sampled_from([*Level, None]),
    st.dates(date(2023, 1, 1), date(2027, 12, 31)),
    hour=st.integers(0, 22),
    source=st.sampled_from(Source),
    is_withdrawn=st.booleans(),
)


@given(st.lists(PUBLICATIONS, max_size=5), st.dates(date(2023, 1, 1), date(2028, 12, 31)))
def test_a_standing_is_in_date_exactly_up_to_its_last_day(history: list[PastPublication], day: date) -> None:
    standing = standing_on(history, day)
    if standing.valid_until is None:
        assert standing.kind is StandingKind.NOT_PUBLISHED
    else:
        assert standing.is_in_date is (day <= standing.valid_until)
        assert standing.is_in_date is (standing.kind is not StandingKind.EXPIRED)


@given(st.lists(PUBLICATIONS, max_size=5), st.dates(date(2023, 1, 1), date(2028, 12, 31)))
def test_what_is_published_later_or_withdrawn_never_changes_a_past_day(
    history: list[PastPublication], day: date
) -> None:
    known = [p for p in history if p.published_on <= day and not p.is_withdrawn]
    assert standing_on(history, day) == standing_on(known, day)


@given(st.lists(PUBLICATIONS, max_size=5), st.dates(date(2025, 9, 1), date(2026, 8, 31)))
def test_publish_by_is_never_past_and_never_after_both_dates(history: list[PastPublication], today: date) -> None:
    standing = standing_on(history, today)
    by = publish_by(standing, YEAR_25, today)
    assert by >= today
    assert by in (today, standing.valid_until, YEAR_25.deadline)
