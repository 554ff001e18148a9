"""When a claim may be agreed to."""

from datetime import UTC, datetime, timedelta

import pytest

from organisations.claiming import OBJECTED, TIME_TO_OBJECT, TOO_EARLY, Voices, why_wait

ASKED = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
UNTIL = ASKED + TIME_TO_OBJECT
A_MOMENT = timedelta(microseconds=1)


def test_there_are_72_hours() -> None:
    assert timedelta(hours=72) == TIME_TO_OBJECT


@pytest.mark.parametrize("is_operator", [True, False])
def test_nobody_may_agree_a_moment_before_and_everybody_at_the_instant(is_operator: bool) -> None:
    assert why_wait(Voices(UNTIL), UNTIL - A_MOMENT, is_operator=is_operator) == TOO_EARLY
    assert why_wait(Voices(UNTIL), UNTIL, is_operator=is_operator) == ""


# Said right by an administrator, mailbox dead, objected: may the decider at once, may the operator at once.
AT_ONCE = {
    (False, False, False): (TOO_EARLY, TOO_EARLY),
    (True, False, False): ("", ""),
    (False, True, False): (TOO_EARLY, ""),
    (True, True, False): ("", ""),
    (False, False, True): (OBJECTED, ""),
    (True, False, True): (OBJECTED, ""),
    (False, True, True): (OBJECTED, ""),
    (True, True, True): (OBJECTED, ""),
}


@pytest.mark.parametrize(("said", "expected"), AT_ONCE.items())
def test_what_was_said_decides_who_may_agree_at_once(said: tuple[bool, bool, bool], expected: tuple[str, str]) -> None:
    is_right, mailbox_is_dead, has_objection = said
    voices = Voices(UNTIL, has_objection=has_objection, is_right=is_right, mailbox_is_dead=mailbox_is_dead)

    assert tuple(why_wait(voices, ASKED, is_operator=who) for who in (False, True)) == expected


def test_an_objection_never_runs_out_for_anybody_but_an_operator() -> None:
    years_later = UNTIL + timedelta(days=1000)

    assert why_wait(Voices(UNTIL, has_objection=True), years_later, is_operator=False) == OBJECTED
    assert why_wait(Voices(UNTIL, has_objection=True), years_later, is_operator=True) == ""
