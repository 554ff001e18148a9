"""Guessing what was meant, and never missing by the index what the comparison would find."""

from itertools import chain
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations.directory.misspelling import SHARED, likest, pairs
from organisations.directory.words import fold, grams_of

NAMES = [fold(name) for name in ("Rose Court", "Elm View Leeds", "Beech House", "Sunnyside", "Willow Grange", "Oak")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("roze court", 0),
        ("rosecourt", 0),
        ("elmview", 1),
        ("elm vuew leeds", 1),
        ("beach house", 2),
        ("sunyside", 3),
        ("sunnysied", 3),
        ("whillow grenge", 4),
    ],
)
def test_a_slip_finds_what_was_meant_first(typed, meant):
    assert likest(fold(typed), NAMES)[0] == meant


@pytest.mark.parametrize("typed", ["zebra", "qqqq", "manor farm"])
def test_what_is_like_nothing_finds_nothing(typed):
    assert likest(fold(typed), NAMES) == []


def test_the_shorter_of_two_names_that_fit_alike_comes_first():
    names = [fold("Rose Court Nursing Home"), fold("Rose Court")]

    assert likest(fold("roze court"), names) == [1, 0]


def test_a_name_without_words_is_like_nothing():
    assert likest(["rose"], [[]]) == []


WORDS = st.text("abcdeimnorst", min_size=4, max_size=14)


@given(WORDS, st.data())
def test_whoever_shares_half_of_the_pieces_shares_a_pair(word, data):
    grams = grams_of(word)
    shared = data.draw(st.sets(st.sampled_from(grams), min_size=max(2, ceil(len(grams) * SHARED))))

    assert any(shared.issuperset(pair) for pair in pairs(grams))


@given(WORDS)
def test_pairs_are_few_and_of_the_word(word):
    grams = grams_of(word)
    found = list(pairs(grams))

    assert set(chain.from_iterable(found)) <= set(grams)
    assert len(found) <= 2 * len(grams)
