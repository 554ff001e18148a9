"""Which answers the lists offer, and what they lack: a table for each question, and every edition there is (F17)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.editions import crosswalks_to, edition, edition_names
from assessments.rules.answers import Answer, Choice, problems
from assessments.rules.completeness import is_satisfied
from assessments.rules.findings import Finding, Lack, Lacking
from assessments.rules.list_facts import Activity, Asset, Counted, Firm, Lists, Register, Said, Thing, Trainee
from assessments.rules.offering import RULES, OfferState, Proves, Rule, find, registers_of, rule_for, state_of
from assessments.rules.questions import Question
from assessments.rules.roll_up import Count

DAY = date(2026, 11, 22)
YES, NO = Said.YES, Said.NO
EDITIONS = [edition(name) for name in edition_names()]


def question(ref: str) -> Question:
    return EDITIONS[0].question(ref)


def found(ref: str, **lists: Any) -> Finding:
    finding = find(question(ref), Lists(**lists), DAY)
    assert finding is not None
    return finding


def lacks(ref: str, **lists: Any) -> list[Lack]:
    return [lacking.why for lacking in found(ref, **lists).lacks]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ref)
def test_every_rule_has_its_question_and_list_in_every_edition(rule: Rule) -> None:
    for known in EDITIONS:
        asked = known.question(rule.ref)
        assert rule_for(asked) is rule
        assert asked.register == rule.reads[0]
        assert asked.counts_training is (rule.proves is Proves.TRAINING)


def test_no_edition_gives_a_rules_reference_to_another_question() -> None:
    walks = [walk for known in EDITIONS for walk in crosswalks_to(known.name)]
    moved = [
        step
        for walk in walks
        for step in walk.entries
        if {step.old, step.new} & {rule.ref for rule in RULES} and (step.old != step.new or step.change == "reworded")
    ]

    assert moved == []
    assert walks


def test_a_rule_asks_only_where_the_edition_names_its_list() -> None:
    assert rule_for(replace(question("3.2.1"), register="devices")) is None
    assert rule_for(replace(question("3.2.1"), register=None)) is None
    assert rule_for(question("7.1.6")) is None


def test_every_rule_proves_something_of_its_own() -> None:
    assert sorted(rule.proves for rule in RULES) == sorted(Proves)
    assert len({rule.ref for rule in RULES}) == len(RULES)
    assert registers_of(RULES) == frozenset(Register)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ref)
def test_an_empty_list_says_nothing(rule: Rule) -> None:
    assert find(question(rule.ref), Lists(), DAY) is None


def people(trained: int, total: int, away: int = 0) -> tuple[Trainee, ...]:
    here = [Trainee(f"Person {number}", date(2026, 5, 4) if number < trained else None) for number in range(total)]
    return (*here, *[Trainee("Jo", None, is_away=True)] * away)


@pytest.mark.parametrize(
    ("trained", "total", "ready"), [(48, 50, True), (18, 19, False), (19, 20, True), (1, 1, True), (47, 50, False)]
)
def test_r25_training_is_ready_from_ninety_five_in_a_hundred(trained: int, total: int, ready: bool) -> None:
    finding = found("3.2.1", people=people(trained, total, away=3))

    assert finding.is_ready is ready
    assert (finding.count, finding.on) == (Count(trained, total), DAY)


def test_r25_people_on_the_list_go_before_the_two_numbers() -> None:
    counted = Counted(50, 50, DAY)

    assert found("3.2.1", people=people(18, 19), counted=counted).count == Count(18, 19)
    assert lacks("3.2.1", people=people(0, 0, away=1), counted=counted) == [Lack.NOBODY_TO_COUNT]
    assert found("3.2.1", counted=counted) == Finding(50, (), Count(50, 50), DAY)


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        (Counted(48, 50, date(2025, 11, 22)), []),
        (Counted(48, 50, date(2025, 11, 21)), [Lack.COUNTED_LONG_AGO]),
        (Counted(48, 50, date(2026, 11, 23)), [Lack.COUNTED_LONG_AGO]),
        (Counted(18, 19, DAY), [Lack.TOO_FEW_TRAINED]),
        (Counted(0, 0, DAY), [Lack.NOBODY_TO_COUNT]),
        (Counted(3, 2, DAY), [Lack.NOBODY_TO_COUNT]),
    ],
)
def test_r25_two_numbers_count_for_a_year(counted: Counted, expected: list[Lack]) -> None:
    assert lacks("3.2.1", counted=counted) == expected


@given(st.integers(0, 60), st.integers(1, 60))
def test_what_training_offers_satisfies_the_question_and_nothing_less_is_ready(trained: int, total: int) -> None:
    asked, finding = question("3.2.1"), found("3.2.1", people=people(min(trained, total), total))
    assert finding.count is not None
    answer = Answer("3.2.1", Choice.YES, staff_total=finding.count.total, staff_trained=finding.count.trained)

    assert problems(asked, answer, DAY) == ()
    assert is_satisfied(asked, answer, frozenset(), DAY) is finding.is_ready


PLANS = Asset("Care plans", "Office", "Priya", "The GP", date(2026, 3, 1))
FILES = Asset("Staff files", "Safe", "Tom", "Nobody", date(2025, 11, 22))
CARE = Activity("Giving care", "To give care", "The GP")
ROTA = Firm("Rota Ltd", "Rotas", "0113 496 0000", YES, YES, YES, "Cyber Essentials", date(2026, 11, 22))
CAKES = Firm("Cakes Ltd", handles_data=NO, runs_systems=NO)
LAPTOP = Thing("Office laptop", DAY, "Laptop", date(2026, 11, 22), YES, YES)
PHONE = Thing("Tom", DAY, "Phone", date(2030, 1, 1), is_encrypted=YES)
ROUTER = Thing("Hall", DAY, "Router", date(2028, 1, 1))
DESKTOP = Thing("Front desk", DAY, "Desktop computer", date(2028, 1, 1), YES)


@pytest.mark.parametrize(
    ("ref", "lists", "rows"),
    [
        ("1.1.2", {"assets": (PLANS, FILES)}, 2),
        ("1.1.4", {"activities": (CARE,)}, 1),
        ("1.1.8", {"activities": (CARE,)}, 1),
        ("1.1.8", {"activities": (CARE,), "assets": (PLANS, FILES)}, 3),
        ("7.1.1", {"things": (LAPTOP, PHONE)}, 2),
        ("6.2.1", {"things": (LAPTOP, PHONE, ROUTER, DESKTOP)}, 2),
        ("9.5.2", {"things": (LAPTOP, PHONE, ROUTER, DESKTOP)}, 2),
        ("9.5.2", {"things": (replace(DESKTOP, is_encrypted=YES), ROUTER)}, 1),
        ("8.1.4", {"things": (LAPTOP, PHONE, ROUTER)}, 3),
        ("10.1.2", {"firms": (ROTA, CAKES)}, 1),
        ("10.2.1", {"firms": (ROTA, CAKES)}, 1),
        ("10.2.2", {"firms": (ROTA, CAKES)}, 1),
    ],
)
def test_a_whole_list_is_ready(ref: str, lists: dict[str, Any], rows: int) -> None:
    finding = found(ref, **lists)

    assert finding.lacks == ()
    assert finding.rows == rows


@pytest.mark.parametrize(
    ("ref", "row", "expected"),
    [
        ("1.1.2", replace(PLANS, place=" "), Lack.NO_PLACE),
        ("1.1.2", replace(PLANS, owner=""), Lack.NO_OWNER),
        ("1.1.2", replace(PLANS, checked_on=None), Lack.NOT_CHECKED),
        ("1.1.2", replace(PLANS, checked_on=date(2025, 11, 21)), Lack.NOT_CHECKED),
        ("1.1.2", replace(PLANS, checked_on=date(2026, 11, 23)), Lack.NOT_CHECKED),
        ("1.1.4", replace(CARE, legal_reason=""), Lack.NO_LEGAL_REASON),
        ("1.1.8", replace(CARE, shared_with="\n"), Lack.NOT_SAID_WHO_GETS_IT),
        ("1.1.8", replace(PLANS, shared_with=""), Lack.NOT_SAID_WHO_GETS_IT),
        ("6.2.1", replace(LAPTOP, has_antivirus=NO), Lack.NO_ANTIVIRUS),
        ("6.2.1", replace(LAPTOP, has_antivirus=Said.UNKNOWN), Lack.ANTIVIRUS_NOT_SAID),
        ("6.2.1", replace(PHONE, kind="", name="Latitude 5420"), Lack.ANTIVIRUS_NOT_SAID),
        ("9.5.2", replace(PHONE, is_encrypted=NO), Lack.NOT_ENCRYPTED),
        ("9.5.2", replace(PHONE, is_encrypted=Said.UNKNOWN), Lack.ENCRYPTION_NOT_SAID),
        ("9.5.2", replace(DESKTOP, is_encrypted=NO), Lack.NOT_ENCRYPTED),
        ("8.1.4", replace(ROUTER, support_ends_on=date(2026, 11, 21)), Lack.SUPPORT_ENDED),
        ("8.1.4", replace(ROUTER, support_ends_on=None), Lack.SUPPORT_NOT_SAID),
        ("10.1.2", replace(ROTA, does=""), Lack.NOT_SAID_WHAT_IT_DOES),
        ("10.1.2", replace(ROTA, contact=" "), Lack.NO_CONTACT),
        ("10.1.2", replace(CAKES, handles_data=Said.UNKNOWN), Lack.DATA_NOT_SAID),
        ("10.2.1", replace(ROTA, certificate=""), Lack.NO_CERTIFICATE),
        ("10.2.1", replace(ROTA, certificate_ends_on=None), Lack.CERTIFICATE_END_NOT_SAID),
        ("10.2.1", replace(ROTA, certificate_ends_on=date(2026, 11, 21)), Lack.CERTIFICATE_ENDED),
        ("10.2.1", replace(CAKES, runs_systems=Said.UNKNOWN), Lack.SYSTEMS_NOT_SAID),
        ("10.2.2", replace(ROTA, has_data_terms=NO), Lack.NO_DATA_TERMS),
        ("10.2.2", replace(ROTA, has_data_terms=Said.UNKNOWN), Lack.DATA_TERMS_NOT_SAID),
        ("10.2.2", replace(CAKES, handles_data=Said.UNKNOWN), Lack.DATA_NOT_SAID),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_row_that_lacks_something_is_named(ref: str, row: Any, expected: Lack) -> None:
    lists = {Asset: "assets", Activity: "activities", Firm: "firms", Thing: "things"}

    assert found(ref, **{lists[type(row)]: (row,)}).lacks == (Lacking(expected, (row.name,)),)


def test_a_device_list_that_nobody_touched_for_a_year_is_not_ready() -> None:
    old = replace(LAPTOP, saved_on=date(2025, 11, 21))

    assert lacks("7.1.1", things=(old,)) == [Lack.LEFT_FOR_A_YEAR]
    assert found("7.1.1", things=(old, replace(PHONE, saved_on=date(2025, 11, 22)))).on == date(2025, 11, 22)


def test_firms_that_see_no_data_are_no_answer() -> None:
    for ref in ("10.1.2", "10.2.1", "10.2.2"):
        assert find(question(ref), Lists(firms=(CAKES,)), DAY) is None


def test_a_list_without_a_computer_says_nothing_about_antivirus() -> None:
    assert find(question("6.2.1"), Lists(things=(ROUTER, PHONE)), DAY) is None


def test_the_day_that_the_words_name() -> None:
    assert found("1.1.2", assets=(PLANS, FILES)).on == date(2025, 11, 22)
    assert found("8.1.4", things=(PHONE, LAPTOP)).on == date(2026, 11, 22)
    assert found("10.2.1", firms=(ROTA, replace(ROTA, certificate_ends_on=date(2027, 1, 1)))).on == date(2026, 11, 22)


def said(**words: Any) -> Answer:
    return Answer("3.2.1", Choice.YES, **{"staff_total": 50, "staff_trained": 48, **words})


@pytest.mark.parametrize(
    ("own", "trained", "expected"),
    [
        (None, 48, OfferState.READY),
        (None, 40, OfferState.NOT_YET),
        (Answer("3.2.1"), 48, OfferState.READY),
        (Answer("3.2.1", Choice.NOT_YET), 48, OfferState.READY),
        (Answer("3.2.1", Choice.NOT_YET), 40, OfferState.NOT_YET),
        (said(), 48, OfferState.AGREES),
        (said(), 49, OfferState.READY),
        (said(), 40, OfferState.DIFFERS),
        (said(staff_trained=40), 40, OfferState.NOT_YET),
        (said(staff_trained=40), 48, OfferState.READY),
        (said(staff_trained=None), 48, OfferState.READY),
        (said(carried=True), 48, OfferState.READY),
        (said(check_again=True), 48, OfferState.READY),
        (said(carried=True), 40, OfferState.DIFFERS),
    ],
)
def test_how_the_list_stands_to_the_answer(own: Answer | None, trained: int, expected: OfferState) -> None:
    finding = found("3.2.1", people=people(trained, 50))

    assert state_of(question("3.2.1"), finding, own, DAY) is expected


def test_a_paper_that_proves_the_answer_makes_it_whole() -> None:
    finding, own = found("1.1.2", assets=(PLANS,)), Answer("1.1.2", Choice.YES)

    assert state_of(question("1.1.2"), finding, own, DAY) is OfferState.READY
    assert state_of(question("1.1.2"), finding, replace(own, documents=1), DAY) is OfferState.AGREES
