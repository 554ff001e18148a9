"""The words of offers: one for every code, easy to read, and an answer that satisfies its question (F17)."""

from datetime import date, timedelta

import pytest

from assessments.editions import edition, edition_names
from assessments.offer_words import (
    HEADINGS,
    LACKS,
    answer_words,
    counts_words,
    falls_short_words,
    finding_words,
    forecast_words,
    lacking_words,
    listed,
)
from assessments.rules.answers import Answer
from assessments.rules.completeness import is_satisfied
from assessments.rules.findings import Finding, Lack, Lacking
from assessments.rules.offering import RULES, OfferState, Proves, Rule
from assessments.rules.questions import Kind
from assessments.rules.roll_up import Count
from assessments.rules.training_forecast import Forecast
from tests.reading import reading

DAY = date(2026, 11, 22)
FEW_NAMES = 5
# As on every page (screens 5.4).
HARDEST_GRADE, LONGEST_SENTENCE = 6, 12


def finding_of(rule: Rule, rows: int) -> Finding:
    count = Count(48, 50) if rule.proves is Proves.TRAINING else None
    return Finding(rows, (), count, DAY)


def test_every_code_has_words() -> None:
    assert set(LACKS) == set(Lack)
    assert set(HEADINGS) == set(OfferState)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ref)
@pytest.mark.parametrize("rows", [1, 12])
def test_the_answer_that_is_offered_satisfies_its_question_and_is_easy_to_read(rule: Rule, rows: int) -> None:
    words = answer_words(rule.proves, finding_of(rule, rows))

    for name in edition_names():
        asked = edition(name).question(rule.ref)
        assert is_satisfied(asked, Answer(rule.ref, **words), frozenset(), DAY)
        assert ("kept_at" in words) is (asked.kind is Kind.DOCUMENT)
    grade, length = reading(words["text"])
    assert grade <= HARDEST_GRADE, words["text"]
    assert length <= LONGEST_SENTENCE, words["text"]


def test_the_training_answer_names_the_day() -> None:
    words = answer_words(Proves.TRAINING, Finding(50, (), Count(48, 50), date(2026, 5, 3)))

    assert words["text"] == "On 3 May 2026, 48 of our 50 staff had done the training. That is 96%."
    assert (words["staff_trained"], words["staff_total"]) == (48, 50)


@pytest.mark.parametrize(
    ("state", "count", "lacks", "expected"),
    [
        (OfferState.READY, Count(48, 50), (), "48 of 50 staff: 96%. That meets 3.2.1."),
        (
            OfferState.NOT_YET,
            Count(18, 19),
            (Lack.TOO_FEW_TRAINED,),
            "18 of 19 staff: 94%. You need 19. 1 more person needs to train.",
        ),
        (
            OfferState.DIFFERS,
            Count(40, 50),
            (Lack.TOO_FEW_TRAINED,),
            "Your list says 40 of 50 now. You need 48. 8 more people need to train.",
        ),
        (OfferState.AGREES, Count(1_900, 2_000), (), "1,900 of 2,000 staff: 95%. That meets 3.2.1."),
        (
            OfferState.NOT_YET,
            None,
            (Lack.NOBODY_TO_COUNT,),
            "It does not say all that question 3.2.1 asks for yet.",
        ),
    ],
)
def test_what_a_training_list_amounts_to(
    state: OfferState, count: Count | None, lacks: tuple[Lack, ...], expected: str
) -> None:
    assert finding_words(state, Finding(50, tuple(map(Lacking, lacks)), count, DAY), "3.2.1") == expected


@pytest.mark.parametrize("state", OfferState)
def test_every_state_of_a_list_without_numbers_names_the_question(state: OfferState) -> None:
    assert "1.1.2" in finding_words(state, Finding(3), "1.1.2")


@pytest.mark.parametrize("why", [why for why in Lack if why is not Lack.TOO_FEW_TRAINED])
def test_what_is_lacking_is_one_short_sentence_or_two(why: Lack) -> None:
    for names in (("Care plans",), ("Care plans", "Staff files")):
        words, named = lacking_words(Lacking(why, names if LACKS[why][1] else ()))

        assert "{" not in words
        assert not words.endswith(".")
        assert reading(f"{words}.")[1] <= LONGEST_SENTENCE, words
        assert named == (" and ".join(names) if LACKS[why][1] else "")


def test_many_names_are_cut() -> None:
    names = [f"Home {number}" for number in range(1, FEW_NAMES + 3)]

    assert listed(names[:FEW_NAMES], FEW_NAMES) == "Home 1, Home 2, Home 3, Home 4 and Home 5"
    assert listed(names, FEW_NAMES) == "Home 1, Home 2, Home 3, Home 4, Home 5 and 2 more"
    assert listed(["Tom"], FEW_NAMES) == "Tom"
    assert listed([], FEW_NAMES) == ""


def test_looking_ahead() -> None:
    on = date(2027, 6, 30)

    assert forecast_words(Forecast(on, Count(41, 50), 7, ())) == (
        "On 30 June 2027 it will be 41 of 50: 82%. 7 people need to train before then."
    )
    assert forecast_words(Forecast(on, Count(18, 19), 1, ())).endswith("94%. 1 person needs to train before then.")
    assert forecast_words(Forecast(on, Count(19, 20), 0, ())).endswith("95%. That is enough.")
    assert falls_short_words(on, DAY) == "From 30 June 2027 it will be too few, if nobody trains before then."
    assert (
        falls_short_words(DAY, DAY) == falls_short_words(None, DAY) == falls_short_words(DAY - timedelta(1), DAY) == ""
    )


def test_the_numbers_of_an_answer() -> None:
    assert counts_words(Answer("3.2.1", staff_total=50, staff_trained=48)) == "Your answer says 48 of 50."
    assert counts_words(Answer("1.1.2")) == ""
