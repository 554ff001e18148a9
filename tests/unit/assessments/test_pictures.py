"""Pictures are well-formed, safe, say a sentence, and can be told apart by eye."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import pictures
from assessments.pictures import (
    LadderStep,
    Mark,
    PaperDate,
    Stand,
    document_dates,
    ladder,
    ladder_words,
    ring,
    ring_words,
    stand_bar,
    year_line,
    year_words,
)
from tests.unit.assessments.drawn import SVG, box, drawings, inherited, texts

OPENS, DEADLINE = date(2026, 7, 1), date(2027, 6, 30)
STEPS = (
    LadderStep("Approaching Standards", 27, 27, is_reached=True),
    LadderStep("Standards Met", 34, 43, is_reached=False),
    LadderStep("Standards Exceeded", 0, 0, is_reached=False, words="needs Cyber Essentials Plus"),
)
TODAY = date(2026, 11, 22)
STAND = Stand(done=31, check=7, planned=2, to_do=5)
PAPERS = [
    PaperDate(f"Paper {n}", TODAY + timedelta(days=20 * n - 50), "Check soon" if n < 5 else "") for n in range(20)
]


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_agrees_with_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("text", "ground"), pictures.TEXT_PAIRS)
def test_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), pictures.MARK_PAIRS)
def test_marks_can_be_seen(mark: str, ground: str) -> None:
    assert contrast(mark, ground) >= 3


ALL = {
    "ring": lambda: ring(31, 43),
    "ladder": lambda: ladder(STEPS),
    "year": lambda: year_line(
        date(2026, 11, 22), OPENS, DEADLINE, [Mark(date(2027, 5, 9), "Privacy notice")], date(2027, 3, 1)
    ),
    "dates": lambda: document_dates(PAPERS, TODAY),
    "stand": lambda: stand_bar(STAND),
}
# Bytes of one drawing: what the catalogue of pictures measured or guessed, with room for longer words.
LARGEST = {"ring": 900, "ladder": 2000, "year": 1400, "dates": 4096, "stand": 1700}


@pytest.mark.parametrize("name", ALL)
def test_every_drawing_has_its_names(name: str) -> None:
    for drawing in drawings(ALL[name]()):
        named = drawing.attrib["aria-labelledby"].split()
        assert drawing.attrib["role"] == "img"
        assert [element.attrib["id"] for element in drawing if element.tag in (f"{SVG}title", f"{SVG}desc")] == named


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_on_a_page(name: str) -> None:
    ids = [
        element.attrib["id"]
        for drawing in drawings(ALL[name]())
        for element in drawing.iter()
        if "id" in element.attrib
    ]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ALL)
def test_nothing_that_the_page_rules_forbid(name: str) -> None:
    for element in ET.fromstring(f"<page>{ALL[name]()}</page>").iter():
        assert "style" not in element.attrib
        assert not element.tag.endswith(("script", "style", "image", "a"))


@pytest.mark.parametrize("name", ALL)
def test_words_are_at_least_twelve_pixels_on_a_phone(name: str) -> None:
    phone = 320 - 2 * 16  # CSS px between the margins
    for drawing in drawings(ALL[name]()):
        room = (
            500 if drawing.attrib.get("class") == "app-picture__wide" else phone
        )  # a wide one is shown only from 500 px
        scale = min(1, room / int(drawing.attrib["width"]))
        for _, size in inherited(drawing, "font-size"):
            assert int(size) * scale >= 12


@pytest.mark.parametrize("name", ALL)
def test_a_drawing_stays_small(name: str) -> None:
    for drawing in ALL[name]().replace("</svg>", "</svg>\n").splitlines():
        assert len(drawing.encode()) <= LARGEST[name]


@pytest.mark.parametrize("name", ALL)
def test_words_on_a_solid_piece_and_only_those_turn_with_it_in_forced_colours(name: str) -> None:
    for drawing in drawings(ALL[name]()):
        for text, colour in inherited(drawing, "fill"):
            assert (colour == "#ffffff") == (text.attrib.get("class") == "app-on-solid")


def test_names_are_escaped() -> None:
    drawn = year_line(OPENS, OPENS, DEADLINE, [Mark(date(2027, 1, 1), "<script>'&\"")])
    assert "<script>" not in drawn
    assert "<script>'&\"" in ET.tostring(drawings(drawn)[0], encoding="unicode", method="text")
    stepped = drawings(ladder([LadderStep("A & <b>", 1, 2, is_reached=False)]))
    assert "A & <b>" in texts(stepped[0])


@pytest.mark.parametrize(
    ("done", "total", "words"),
    [
        (31, 43, "31 of 43 questions done. 12 left to do."),
        (43, 43, "43 of 43 questions done. None left to do."),
        (0, 0, "There are no questions to do."),
    ],
)
def test_ring_says_a_sentence(done: int, total: int, words: str) -> None:
    [drawing] = drawings(ring(done, total))
    assert ring_words(done, total) == words
    assert drawing.findtext(f"{SVG}title") == words
    assert texts(drawing) == [str(done), f"of {total}"]


@pytest.mark.parametrize(("done", "circles"), [(0, 1), (1, 2), (43, 2)])
def test_ring_at_its_ends(done: int, circles: int) -> None:
    [drawing] = drawings(ring(done, 43))
    assert len(drawing.findall(f"{SVG}circle")) == circles


def test_full_ring_has_no_gap() -> None:
    assert "stroke-dasharray" not in ring(43, 43)


@given(total=st.integers(1, 200), done=st.integers(0, 200))
def test_ring_fills_with_what_is_done(total: int, done: int) -> None:
    done = min(done, total)
    [drawing] = drawings(ring(done, total))
    for circle in drawing.findall(f"{SVG}circle"):
        if dash := circle.attrib.get("stroke-dasharray"):
            filled, whole = map(float, dash.split())
            assert filled / whole == pytest.approx(done / total, abs=0.001)


def test_ladder_says_what_can_be_published() -> None:
    assert ladder_words(STEPS) == "You can publish Approaching Standards. 9 left for Standards Met."
    assert ladder_words([LadderStep("Approaching Standards", 3, 27, is_reached=False)]) == (
        "You cannot publish yet. 24 left for Approaching Standards."
    )
    assert ladder_words([LadderStep("Standards Met", 43, 43, is_reached=True)]) == "You can publish Standards Met."


def test_ladder_prints_every_number_and_ticks_what_is_reached() -> None:
    for drawing in drawings(ladder(STEPS)):
        assert {"27 of 27", "34 of 43", "needs Cyber Essentials Plus"} <= set(texts(drawing))
        assert sum(path.attrib.get("class") == "app-cut" for path in drawing.findall(f"{SVG}path")) == 1


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 22), "220 days to 30 June 2027."),
        (date(2027, 6, 29), "1 day to 30 June 2027."),
        (DEADLINE, "The deadline is today, 30 June 2027."),
        (date(2027, 7, 1), "The deadline was 30 June 2027."),
    ],
)
def test_year_line_says_how_long(today: date, words: str) -> None:
    assert year_words(today, DEADLINE) == words
    assert all(drawing.findtext(f"{SVG}title") == words for drawing in drawings(year_line(today, OPENS, DEADLINE)))


def test_year_line_names_what_is_due() -> None:
    drawn = drawings(year_line(OPENS, OPENS, DEADLINE, [Mark(date(2027, 5, 9), "Privacy notice")], date(2027, 3, 1)))
    for drawing in drawn:
        assert drawing.findtext(f"{SVG}desc") == "Privacy notice: 9 May 2027. Your standard runs out: 1 March 2027."


def test_the_sentence_of_the_year_names_what_is_due_next() -> None:
    marks = [Mark(date(2027, 5, 9), "Privacy notice needs a check"), Mark(date(2026, 11, 1), "It ran out")]
    said = "220 days to 30 June 2027. Privacy notice needs a check: 9 May 2027."

    assert year_words(TODAY, DEADLINE, marks) == said
    assert {one.findtext(f"{SVG}title") for one in drawings(year_line(TODAY, OPENS, DEADLINE, marks))} == {said}


def test_each_mark_is_a_triangle_where_its_day_is() -> None:
    marks = [Mark(date(2027, 5, 9), "Later"), Mark(date(2026, 12, 1), "Sooner")]
    for drawing in drawings(year_line(TODAY, OPENS, DEADLINE, marks)):
        drawn = [path.attrib["d"] for path in drawing.findall(f"{SVG}path") if path.attrib.get("class") == "app-pale"]
        later, sooner = (float(one[1:].split()[0]) for one in drawn)
        assert later > sooner


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_labels_of_the_year_line_never_touch(today: date) -> None:
    for drawing in drawings(year_line(today, OPENS, DEADLINE)):
        assert "Today" in texts(drawing)
        boxes = sorted(box(text) for text in drawing.iter(f"{SVG}text"))
        assert all(left_end < right_start for (_, left_end), (right_start, _) in pairwise(boxes))
        assert boxes[0][0] >= 0
        assert boxes[-1][1] <= int(drawing.attrib["width"])
