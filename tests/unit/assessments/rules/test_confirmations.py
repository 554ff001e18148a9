import pytest

from assessments.rules.case import PastPublication, Source
from assessments.rules.confirmations import is_confirmed, needed_confirmations, target_level
from assessments.rules.levels import Level
from tests.unit.assessments.rules.cases import COMPUTERS, EVERY_PAIR, PEOPLE, a_case, a_publication

APPROACHING_PAIRS = (("1.1", PEOPLE), ("1.2", PEOPLE), ("4.1", COMPUTERS))
MET_PAIRS = (
    ("1.1", PEOPLE),
    ("1.2", PEOPLE),
    ("3.2", PEOPLE),
    ("1.1", COMPUTERS),
    ("4.1", COMPUTERS),
    ("5.1", COMPUTERS),
)


def test_r12_first_approaching_needs_only_the_parts_with_its_questions() -> None:
    """The computers part of 1.1 holds a question of Met alone, so Approaching does not ask for it."""
    assert needed_confirmations(a_case(), Level.APPROACHING) == APPROACHING_PAIRS


@pytest.mark.parametrize("level", [Level.MET, Level.EXCEEDED])
def test_r13_simple_view_needs_only_the_parts_with_met_questions(level: Level) -> None:
    assert needed_confirmations(a_case(), level) == MET_PAIRS


@pytest.mark.parametrize("level", [Level.MET, Level.EXCEEDED])
def test_r13_standard_view_needs_every_assertion_in_every_section(level: Level) -> None:
    pairs = needed_confirmations(a_case(history=(a_publication(),)), level)
    assert set(pairs) == EVERY_PAIR
    assert ("2.1", PEOPLE) in pairs


def test_an_assertion_is_confirmed_when_all_its_sections_are() -> None:
    case = a_case(confirmed=[("1.1", PEOPLE), ("1.2", PEOPLE)])
    assert not is_confirmed(case, "1.1")
    assert is_confirmed(case, "1.2")
    assert is_confirmed(a_case(), "1.1")


@pytest.mark.parametrize(
    ("history", "first_time"),
    [
        ((), True),
        ((a_publication(is_withdrawn=True),), True),
        ((a_publication(is_withdrawn=True), a_publication()), False),
        ((a_publication(Level.APPROACHING, source=Source.DECLARED),), False),
        ((a_publication(source=Source.NATIONAL_LIST),), False),
        ((a_publication(None, source=Source.DECLARED),), False),
    ],
    ids=["none", "withdrawn", "one of two withdrawn", "declared", "national list", "entry level"],
)
def test_r6_first_time(history: tuple[PastPublication, ...], first_time: bool) -> None:
    case = a_case(history=history)
    assert case.first_time is first_time
    assert target_level(case) is (Level.APPROACHING if first_time else Level.MET)
