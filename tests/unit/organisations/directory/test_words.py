"""What is stored and what is typed are folded alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations.directory.words import fold, grams_of, words_of

FOLDED = {
    "St. Mary's Home": "st marys home",
    "ST MARY\u2019S HOME": "st marys home",
    "Rose & Crown": "rose and crown",
    "Stratford-upon-Avon": "stratford upon avon",
    "Elm View C.I.C.": "elm view cic",
    "Café Élan": "cafe elan",
    "Unit 4a/5": "unit 4a 5",
    "  ": "",
}


@pytest.mark.parametrize("text", FOLDED)
def test_a_text_is_folded_to_plain_words(text: str) -> None:
    assert " ".join(fold(text)) == FOLDED[text]


def test_an_entry_is_found_by_all_that_is_known_of_it() -> None:
    words = words_of(
        name="St Mary's", also_known_as="The Grange", town="Leeds", postcode="LS1 4AP", code="VLABC",
        cqc_location_id="1-101602599",
    ).split()  # fmt: skip

    assert {"st", "saint", "marys", "grange", "leeds", "ls1", "4ap", "ls14ap", "vlabc", "101602599"} <= set(words)
    assert len(words) == len(set(words))


def test_grams_are_the_pieces_of_words_with_their_ends() -> None:
    assert grams_of("Rose A") == [" ro", "ros", "ose", "se ", " a "]
    assert grams_of("rose ROSE") == grams_of("rose")


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(" ".join(fold(text))) == fold(text)


@given(st.text(max_size=40))
def test_every_gram_has_three_letters(text: str) -> None:
    assert {len(gram) for gram in grams_of(text)} <= {3}
