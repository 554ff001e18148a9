"""Where do the questions stand? One bar, its pieces told apart by more than their colours."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.pictures import Stand, stand_bar, stand_key, stand_words
from tests.unit.assessments.drawn import SVG, drawings, texts

STAND = Stand(done=31, check=7, planned=2, to_do=5)


@pytest.mark.parametrize(
    ("stand", "words"),
    [
        (STAND, "Done 31, needs a check 7, on your plan 2, to do 5."),
        (Stand(done=31, check=7, to_do=5), "Done 31, needs a check 7, to do 5."),
        (Stand(to_do=9), "Done 0, to do 9."),
    ],
)
def test_the_bar_says_and_prints_every_count(stand: Stand, words: str) -> None:
    assert stand_words(stand) == words
    assert ", ".join(said for _, said in stand_key(stand)).lower() + "." == words.lower()
    for drawing in drawings(stand_bar(stand)):
        assert drawing.findtext(f"{SVG}title") == words
        assert texts(drawing) == [str(n) for n in (stand.done, stand.check, stand.planned, stand.to_do) if n]


def test_nothing_to_count_is_no_bar() -> None:
    assert stand_bar(Stand()) == ""


def test_the_pieces_differ_without_any_colour() -> None:
    """Solid, plain, dotted and hatched: in the key as in the bar."""
    looks = [re.sub(r'fill="#\w+"', "", swatch) for swatch, _ in stand_key(STAND)]
    assert len(set(looks)) == len(looks)
    for drawing in drawings(stand_bar(STAND)):
        filled = {rect.attrib["fill"] for rect in drawing.iter(f"{SVG}rect") if rect.attrib["fill"].startswith("url")}
        patterns = {f"url(#{pattern.attrib['id']})" for pattern in drawing.iter(f"{SVG}pattern")}
        assert filled == patterns
        assert len(patterns) == 2


counts = st.integers(0, 99)


@given(st.builds(Stand, counts, counts, counts, counts))
def test_the_pieces_fill_the_bar_and_leave_room_for_their_numbers(stand: Stand) -> None:
    for drawing in drawings(stand_bar(stand)):
        pieces = [
            rect for rect in drawing.iter(f"{SVG}rect") if rect.attrib["y"] == "1" and rect.attrib["fill"][0] == "#"
        ]
        assert all(int(piece.attrib["width"]) >= 34 for piece in pieces)
        # Each edge is rounded to a whole unit.
        assert abs(sum(int(piece.attrib["width"]) for piece in pieces) - (int(drawing.attrib["width"]) - 2)) <= 2
