"""Which papers go out of date? A row for each, its mark where its day is."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.pictures import PaperDate, document_dates, document_dates_words
from tests.unit.assessments.drawn import SVG, box, drawings, inherited, texts

TODAY = date(2026, 11, 22)


def marks_of(drawing: ET.Element) -> tuple[str, str]:
    """Return what is drawn for days ahead, and for days that have passed."""
    ahead = next(path.attrib["d"] for path in drawing.findall(f"{SVG}path") if "stroke-linecap" in path.attrib)
    [late] = [path.attrib["d"] for path in drawing.findall(f"{SVG}path") if path.attrib.get("class") == "app-pale"]
    return ahead, late


def test_each_paper_has_a_row_with_its_day_the_soonest_first() -> None:
    rows = [PaperDate("Later", date(2027, 5, 9)), PaperDate("Sooner", date(2026, 12, 1), "Check soon")]
    for drawing in drawings(document_dates(rows, TODAY)):
        shown = texts(drawing)
        assert shown.index("Sooner") < shown.index("Later")
        assert {"1 Dec 2026", "9 May 2027", "Check soon", "Today", "Nov 2027"} <= set(shown)


def test_what_has_passed_looks_different_and_stands_at_the_edge_with_its_words() -> None:
    rows = [PaperDate("Old", date(2025, 1, 1), "Out of date"), PaperDate("New", date(2026, 12, 1))]
    for drawing in drawings(document_dates(rows, TODAY)):
        ahead, late = marks_of(drawing)
        today_line = next(p.attrib["d"] for p in drawing.findall(f"{SVG}path") if p.attrib.get("stroke-width") == "2")
        assert (ahead.count("M"), late.count("M")) == (1, 1)
        assert float(late[1:].split()[0]) + 7 == float(today_line[1:].split()[0])
        assert "Out of date" in texts(drawing)


@given(
    st.lists(
        st.builds(
            PaperDate,
            st.text("aå<&é ", min_size=1, max_size=80),
            st.dates(date(2020, 1, 1), date(2035, 1, 1)),
            st.sampled_from(["", "Out of date", "In date"]),
        ),
        max_size=30,
    )
)
def test_every_mark_and_word_stays_inside_the_picture(rows: list[PaperDate]) -> None:
    for drawing in drawings(document_dates(rows, TODAY)):
        width = int(drawing.attrib["width"])
        for (text, size), (_, anchor) in zip(
            inherited(drawing, "font-size"), inherited(drawing, "text-anchor", "start"), strict=True
        ):
            text.attrib.update({"font-size": size, "text-anchor": anchor})
            assert box(text)[0] >= -1
            assert box(text)[1] <= width
        assert all(0 <= float(place.split()[0]) <= width for mark in marks_of(drawing) for place in mark.split("M")[1:])


def test_at_most_twenty_papers_are_drawn_and_the_sentence_says_so() -> None:
    many = [PaperDate(f"Paper {n}", TODAY + timedelta(days=n)) for n in range(45)]
    assert "The picture has the first 20 of 45." in document_dates_words(many, TODAY)
    for drawing in drawings(document_dates(many, TODAY)):
        assert [words for words in texts(drawing) if words.startswith("Paper")] == [f"Paper {n}" for n in range(20)]


def test_titles_are_escaped_and_shortened() -> None:
    rows = [PaperDate("<script>alert('&')</script> for all who work at night and at home", TODAY)]
    drawn = document_dates(rows, TODAY)
    assert "<script>" not in drawn
    for drawing in drawings(drawn):
        [title] = [words for words in texts(drawing) if "script" in words]
        assert title.startswith("<script>alert('&')")
        assert title.endswith("…")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], "No paper has a day to look at it again."),
        ([-1], "1 paper is out of date."),
        ([-1, -30, 168], "2 papers are out of date. Next: Paper 2, by 9 May 2027."),
        ([0], "No paper is out of date. Next: Paper 0, by 22 November 2026."),
    ],
)
def test_the_dates_say_how_many_are_out_of_date_and_what_is_next(days: list[int], words: str) -> None:
    rows = [PaperDate(f"Paper {n}", TODAY + timedelta(days=one)) for n, one in enumerate(days)]
    assert document_dates_words(rows, TODAY) == words
    assert all(drawing.findtext(f"{SVG}title") == words for drawing in drawings(document_dates(rows, TODAY)))
    assert bool(document_dates(rows, TODAY)) == bool(days)
