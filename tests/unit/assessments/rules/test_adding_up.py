"""Does it add up? Each rule speaks where two things do not fit, and is silent right beside it (F18)."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.editions import crosswalks_to, edition, edition_names
from assessments.rules.adding_up import RULES, Facts, Item, Reason, doubts, topics
from assessments.rules.answers import Answer
from assessments.rules.list_facts import Asset, Said
from tests.unit.assessments.rules.adding_up import of_answers, of_devices, of_documents, of_records, of_suppliers
from tests.unit.assessments.rules.adding_up.comparing import (
    A_YEAR_AGO,
    CARE_7,
    LONG_AGO,
    NOT_APPLY,
    TODAY,
    TOMORROW,
    YES,
    YESTERDAY,
    facts,
    firm,
    firms,
    found,
    paper,
    people,
    plus,
    said,
    thing,
    things,
)
from tests.unit.assessments.rules.cases import a_case

TABLES = (of_devices, of_suppliers, of_records, of_answers, of_documents)
SPEAKS: dict[Reason, list[Facts]] = {reason: cases for table in TABLES for reason, cases in table.SPEAKS.items()}
SILENT: dict[Reason, list[Facts]] = {reason: cases for table in TABLES for reason, cases in table.SILENT.items()}
OLD = thing(software="Windows 10", support_ends_on=YESTERDAY)
TRAINED = said("3.2.1", staff_trained=19, staff_total=20)
CARE_PLANS = Asset("Care plans", place="Office shelf", checked_on=A_YEAR_AGO)


@pytest.mark.parametrize("reason", Reason)
def test_a_rule_speaks_where_two_things_do_not_fit(reason: Reason) -> None:
    assert SPEAKS[reason]
    for compared in SPEAKS[reason]:
        [doubt] = found(compared, reason)
        assert doubt.refs or doubt.items


@pytest.mark.parametrize("reason", Reason)
def test_a_rule_is_silent_right_beside_it(reason: Reason) -> None:
    assert SILENT[reason]
    for number, compared in enumerate(SILENT[reason]):
        assert found(compared, reason) == [], number


def test_each_reason_has_one_rule_of_the_same_name() -> None:
    assert set(RULES) == set(Reason)
    assert {reason.name.lower(): rule.__name__ for reason, rule in RULES.items()} == {
        reason.name.lower(): reason.name.lower() for reason in Reason
    }


def test_nothing_said_and_nothing_kept_is_no_doubt() -> None:
    assert doubts(facts()) == ()


def test_everything_in_order_is_no_doubt() -> None:
    compared = facts(
        {**said("1.1.1", text="ZA123456"), **TRAINED, "8.1.4": YES, "6.2.1": YES, "9.5.2": YES, "10.1.2": YES},
        lists={
            **people(19, 20),
            **firms(firm(contract_ends_on=TOMORROW, certificate_ends_on=TOMORROW)),
            **things(thing(has_antivirus=Said.YES, is_encrypted=Said.YES, support_ends_on=TOMORROW)),
            "assets": (CARE_PLANS,),
        },
        papers=paper("Notice", "1.1.1", written_on=TODAY, review_on=TOMORROW),
    )

    assert doubts(compared) == ()


def test_a_doubt_names_the_questions_the_rows_and_the_days() -> None:
    compared = facts(
        {"8.1.4": YES, "8.2.1": NOT_APPLY},
        lists=things(OLD, thing("New laptop"), thing("Old till", support_ends_on=LONG_AGO)),
    )

    [doubt] = doubts(compared)

    assert doubt.refs == ("8.1.4", "8.2.1")
    assert doubt.items == (Item("Office laptop", "Windows 10", YESTERDAY), Item("Old till", "", LONG_AGO))


def test_a_doubt_about_numbers_has_both() -> None:
    [doubt] = doubts(facts(TRAINED, lists=people(18, 20)))

    assert (doubt.said, doubt.items) == ("19 of 20", (Item("18 of 20"),))


def test_doubts_come_in_the_reading_order_of_the_questions() -> None:
    compared = facts(
        {"8.1.4": YES, "1.1.2": YES, **TRAINED},
        lists={**things(OLD), **people(1, 20), "assets": (Asset("Care plans"),)},
        profile={**plus(expires_on=YESTERDAY)},
    )
    reading = [question.ref for question in CARE_7.in_reading_order()]

    refs = [doubt.refs[0] for doubt in doubts(compared) if doubt.refs]

    assert doubts(compared)[0].reason is Reason.PLUS_ENDED  # about no question
    assert refs == sorted(refs, key=reading.index)
    assert len(refs) == 3


def test_what_the_group_shares_names_the_group() -> None:
    [doubt] = doubts(facts({"1.1.3": YES}, papers=paper("Notice", "1.1.3", review_on=YESTERDAY, group="Fern")))

    assert doubt.items == (Item("Notice", on=YESTERDAY, document=1, group="Fern"),)


# What each question is about, by a kind of document that backs it up; all editions have to agree.
TOPICS = {
    topics.DATA_FEE: "ico-certificate",
    topics.DATA_HELD: "information-asset-register",
    topics.LEGAL_REASONS: "record-of-processing",
    topics.DATA_LEAD: "lead-appointment-record",
    topics.OWN_DEVICES: "byod-policy",
    topics.PAPER_OUT: "paper-records-procedure",
    topics.FIRMS_DESTROY: "destruction-contract",
    topics.WE_DESTROY: "disposal-log",
    topics.TRAINING: "training-record",
    topics.LESSONS: "breach-log",
    topics.MANAGERS_TOLD: "breach-log",
    topics.PEOPLE_TOLD: "breach-log",
    topics.ANTIVIRUS: "antivirus-report",
    topics.MATTERS_MOST: "asset-register",
    topics.SUPPORTED: "asset-register",
    topics.RISK_NOTE: "unsupported-software-risk-note",
    topics.SCRAMBLED: "encryption-record",
    topics.FIRMS: "supplier-list",
    topics.FIRMS_CHECKED: "supplier-security-proof",
    topics.DATA_TERMS: "supplier-contract",
}
# What "does not apply" means in each of several questions, to the letter.
MEANING = {
    topics.NO_FIRMS: {"No outside firm handles personal data for you."},
    topics.NO_SYSTEMS: {"You use no IT systems.", "You use no IT systems or software."},
    topics.NO_NETWORK: {"You have no network or internet connection."},
}


@pytest.mark.parametrize("name", edition_names())
def test_every_edition_still_asks_that_there(name: str) -> None:
    questions = edition(name)

    assert all(kind in questions.question(ref).evidence for ref, kind in TOPICS.items())
    for refs, meanings in MEANING.items():
        assert {questions.question(ref).not_applicable for ref in refs} <= meanings


@pytest.mark.parametrize("name", edition_names())
def test_no_question_that_a_rule_names_has_moved(name: str) -> None:
    named = {*TOPICS, *(ref for refs in MEANING for ref in refs)}

    moved = [
        step for walk in crosswalks_to(name) for step in walk.entries if step.old in named and step.new != step.old
    ]

    assert moved == []


def test_the_words_that_a_rule_rests_on_are_those_of_the_edition() -> None:
    says = {ref: CARE_7.question(ref).not_applicable or "" for ref in TOPICS}

    assert says[topics.RISK_NOTE] == "Everything you use is still supported by its maker."
    assert says[topics.OWN_DEVICES].startswith("No one uses their own phone")
    assert says[topics.ANTIVIRUS] == "You use no computers or other devices."
    assert says[topics.PAPER_OUT].startswith("You have no paper records")
    assert says[topics.FIRMS_DESTROY] == "No outside firm destroys records or equipment for you."
    assert says[topics.WE_DESTROY].startswith("Only an outside firm ever destroys")
    assert says[topics.LESSONS] == "You had no breach or near miss in the last twelve months."
    assert says[topics.MANAGERS_TOLD] == "You had no breach in the last twelve months."
    assert says[topics.DATA_FEE].startswith("You do not have to pay the fee")


def test_an_edition_without_the_question_is_silent() -> None:
    """The small edition of the rule tests has other questions under these numbers, or none."""
    case = a_case(answers={"8.1.4": Answer("8.1.4", YES)}, today=date(2026, 3, 10))

    assert doubts(replace(facts(lists=things(OLD)), case=case)) == ()
