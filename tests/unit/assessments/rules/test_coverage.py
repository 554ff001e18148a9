"""Which sites a publication may count for, why not, and how long: assessments.rules.coverage."""

from datetime import date, timedelta

import pytest

from assessments.rules.coverage import (
    CAN_BE_TICKED,
    Candidacy,
    SiteFacts,
    Span,
    candidacy,
    is_ods_code,
    may_be_covered,
    restored,
    span,
)
from assessments.rules.levels import Level
from assessments.rules.status import Ended

TODAY = date(2026, 11, 22)
LAST = date(2027, 11, 22)
DAY = timedelta(days=1)

HELD = {"is_held": True}
REASONS: list[tuple[Candidacy, dict[str, object]]] = [
    (Candidacy.TICKABLE, {}),
    (Candidacy.NEW, {"joined_since": True}),
    (Candidacy.LEAVING, {"is_parent": True, "leaves_on": TODAY + DAY}),
    (Candidacy.TAKES_OVER, {**HELD, "is_parent": True}),
    (Candidacy.DIFFERENT_HERE, {"is_different": True}),
    (Candidacy.NOT_OURS, {"is_linked": False}),
    (Candidacy.SOLD, {"leaves_on": TODAY}),
    (Candidacy.CLOSED, {"closed_on": TODAY - DAY}),
    (Candidacy.NOT_ADDED, {"is_linked": False, "is_parent": True, "is_here": False}),
    (Candidacy.OWN_REGISTRATION, {"is_linked": False, "is_parent": True, "is_own_registration": True}),
    (Candidacy.NEEDS_CODE, {"has_code": False}),
    (Candidacy.DISPUTED, {**HELD, "is_disputed": True}),
    (Candidacy.COVERED_ELSEWHERE, HELD),
    (Candidacy.COVERED_ELSEWHERE, {**HELD, "is_parent": True, "holder_is_parent": True}),
    (Candidacy.NO_ROUTE, {"is_route_affirmed": False}),
    (Candidacy.WORKS_DIFFERENTLY, {"may_share": False}),
]


@pytest.mark.parametrize(("expected", "facts"), REASONS)
def test_each_reason_has_its_facts(expected: Candidacy, facts: dict[str, object]) -> None:
    assert candidacy(SiteFacts(**facts), TODAY) is expected  # type: ignore[arg-type]


def test_every_reason_is_in_the_table() -> None:
    assert {reason for reason, _ in REASONS} == set(Candidacy) - {Candidacy.STEP_BACK}


def test_r43_only_approaching_is_a_step_back() -> None:
    facts = SiteFacts(has_published=True)
    found = {level: candidacy(facts, TODAY, level) for level in (None, *Level)}

    assert found == {
        None: Candidacy.TICKABLE,
        Level.APPROACHING: Candidacy.STEP_BACK,
        Level.MET: Candidacy.TICKABLE,
        Level.EXCEEDED: Candidacy.TICKABLE,
    }


def test_a_site_open_or_theirs_until_today_can_still_be_ticked() -> None:
    assert candidacy(SiteFacts(closed_on=TODAY), TODAY) is Candidacy.TICKABLE
    assert candidacy(SiteFacts(is_parent=True, leaves_on=TODAY + DAY), TODAY) in CAN_BE_TICKED


def test_what_stops_it_comes_before_what_is_to_be_known() -> None:
    facts = SiteFacts(is_different=True, joined_since=True, is_held=True, may_share=False, is_route_affirmed=False)

    assert candidacy(facts, TODAY) is Candidacy.COVERED_ELSEWHERE


@pytest.mark.parametrize(
    ("reason", "words", "expected"),
    [
        (Candidacy.TICKABLE, "", True),
        (Candidacy.TAKES_OVER, "", True),
        (Candidacy.DIFFERENT_HERE, "", False),
        (Candidacy.DIFFERENT_HERE, "  ", False),
        (Candidacy.DIFFERENT_HERE, "It changes on Monday", True),
        (Candidacy.WORKS_DIFFERENTLY, "It changes on Monday", False),
    ],
)
def test_r74_only_a_difference_is_passed_with_words(reason: Candidacy, words: str, expected: bool) -> None:
    assert may_be_covered(reason, words) is expected


@pytest.mark.parametrize(
    ("code", "expected"), [("VA101", True), ("AB1", True), ("A1B2C3D4", True), ("110111222333", False), ("", False)]
)
def test_r53_what_can_be_an_ods_code(code: str, expected: bool) -> None:
    assert is_ods_code(code) is expected


@pytest.mark.parametrize(
    ("closed_on", "leaves_on", "office", "expected"),
    [
        (None, None, None, Span(TODAY, LAST)),
        (TODAY + 9 * DAY, None, None, Span(TODAY, TODAY + 9 * DAY, Ended.CLOSED)),
        (None, TODAY + 9 * DAY, None, Span(TODAY, TODAY + 8 * DAY, Ended.SOLD)),
        (None, None, TODAY + 3 * DAY, Span(TODAY, TODAY + 3 * DAY, Ended.MERGED)),
        (TODAY + 9 * DAY, TODAY + 5 * DAY, None, Span(TODAY, TODAY + 4 * DAY, Ended.SOLD)),
        (LAST, None, None, Span(TODAY, LAST)),  # never longer, and what ends on the same day needs no reason
        (LAST + DAY, LAST + 9 * DAY, LAST + DAY, Span(TODAY, LAST)),
    ],
)
def test_r36_a_cover_ends_with_the_first_of_its_ends(
    closed_on: date | None, leaves_on: date | None, office: date | None, expected: Span
) -> None:
    found = span(TODAY, LAST, closed_on=closed_on, leaves_on=leaves_on, office_closed_on=office)

    assert found == expected


def test_a_cover_without_a_day_is_void() -> None:
    assert not Span(TODAY, TODAY - DAY).counts
    assert Span(TODAY, TODAY).counts


def test_r34_what_is_given_back_ends_with_the_first_end_since() -> None:
    first = Span(TODAY, LAST)

    assert restored(first, []) == first
    assert restored(first, [(LAST + DAY, Ended.SOLD)]) == first
    assert restored(first, [(LAST - DAY, Ended.SOLD), (TODAY + DAY, Ended.REMOVED)]) == Span(
        TODAY, TODAY + DAY, Ended.REMOVED
    )
