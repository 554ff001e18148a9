"""What is said about things that do not fit: both sides, what to do, easy to read, with the links to both."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from assessments.adding_up_words import PLACES, WORDS
from assessments.presenters.adding_up import MOST, MOST_ITEMS, AddsUpPage, Line, adds_up_page, advice
from assessments.presenters.details import STEPS
from assessments.rules.adding_up import Reason, doubts
from assessments.rules.list_facts import Said, Thing
from evidence.lists.specs import LISTS
from tests.reading import as_sentences, reading
from tests.unit.assessments.rules.adding_up.comparing import YES, YESTERDAY, facts, found, paper, thing, things
from tests.unit.assessments.rules.test_adding_up import SPEAKS

HARDEST_GRADE = 6
LONGEST_SENTENCE = 13  # words on average; the page as a whole has shorter ones
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def page_of(reason: Reason, number: int = 0) -> AddsUpPage:
    compared = SPEAKS[reason][number]
    return adds_up_page(compared, tuple(doubt for doubt in doubts(compared) if doubt.reason is reason))


def line_of(reason: Reason, number: int = 0) -> Line:
    [line] = page_of(reason, number).lines
    return line


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_says_both_sides_and_what_to_do(reason: Reason) -> None:
    for number in range(len(SPEAKS[reason])):
        line = line_of(reason, number)

        assert line.heading
        assert line.words.count(".") >= 2 or reason is Reason.NOBODY_DESTROYS
        assert line.do.endswith(".")
        for words in (line.words, line.do, *line.items):
            assert not re.search(r"[{}]|\(\)|  | \.|: \.", words), words


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_leads_to_both_sides(reason: Reason) -> None:
    [doubt] = found(SPEAKS[reason][0], reason)
    line, documents = line_of(reason), [item for item in doubt.items if item.document]

    lists_and_pages = len(WORDS[reason].at) + max(0, len(documents) - 1)
    assert len(line.links) == len({*doubt.refs, *doubt.others}) + lists_and_pages
    assert len({link.words for link in line.links}) == len({link.href for link in line.links}) == len(line.links)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_easy_to_read(reason: Reason) -> None:
    line = line_of(reason)
    said = DAY.sub("", as_sentences([line.words, *line.items, line.do]))

    grade, length = reading(said)

    assert grade <= HARDEST_GRADE, said
    assert length <= LONGEST_SENTENCE, said


def test_every_place_is_one_that_there_is() -> None:
    known = {listed.slug for listed in LISTS} | set(STEPS) | {"document", "ready", "plan_row"}

    assert {place for words in WORDS.values() for place in words.at} == set(PLACES) <= known
    assert set(WORDS) == set(Reason)


def test_one_row_stands_in_the_sentence() -> None:
    line = line_of(Reason.SUPPORT_ENDED)

    assert line.words == (
        "You said that all you use is still supported (8.1.4). "
        "Your device list has Office laptop with Windows 10. Its support ended on 9 March 2026."
    )
    assert line.items == ()
    assert [link.href for link in line.links] == [
        "/o/VL001/y/2025-26/q/8.1.4/",
        "/o/VL001/y/2025-26/q/8.2.1/",
        "/o/VL001/lists/devices/",
    ]


def test_several_rows_stand_below_it_and_no_more_than_a_page_has_room_for() -> None:
    old = [thing(f"Laptop {number}", support_ends_on=YESTERDAY) for number in range(MOST_ITEMS + 3)]
    compared = facts({"8.1.4": YES}, lists=things(*old))

    [line] = adds_up_page(compared, doubts(compared)).lines

    assert line.words.endswith("In your device list, support has ended for these:")
    assert line.items[0] == "Laptop 0: 9 March 2026"
    assert (len(line.items), line.more) == (MOST_ITEMS, 3)


def test_the_page_counts_all_and_shows_what_it_has_room_for() -> None:
    papers = [one for number in range(MOST + 5) for one in paper(f"Paper {number}", "1.1.3", review_on=YESTERDAY)]
    compared = facts({"1.1.3": YES}, papers=tuple(papers))

    page = adds_up_page(compared, doubts(compared))

    assert page.found == f"We found {MOST + 5} things that do not fit together."
    assert (len(page.lines), page.more) == (MOST, 5)


def test_the_old_software_advice_never_says_that_nothing_can_be_done() -> None:
    assert "If you pay for more updates" in WORDS[Reason.SUPPORT_ENDED].do
    assert "If you pay for more updates" in WORDS[Reason.OLD_BUT_NONE_SAID].do


OLD, UNGUARDED = thing(support_ends_on=YESTERDAY), thing(has_antivirus=Said.NO)


@pytest.mark.parametrize(
    ("rows", "words", "link"),
    [
        ((), "Everything we can compare fits together.", "See what we compared"),
        ((OLD,), "We found 1 thing that does not fit together.", "Look at it before you publish"),
        ((OLD, UNGUARDED), "We found 2 things that do not fit together.", "Look at them before you publish"),
    ],
)
def test_the_line_before_publishing_counts(rows: tuple[Thing, ...], words: str, link: str) -> None:
    compared = facts({"8.1.4": YES, "6.2.1": YES}, lists=things(*rows))

    line = advice(compared, doubts(compared))

    assert line
    assert (line.words, line.link, line.is_found) == (words, link, bool(rows))
    assert line.href == "/o/VL001/y/2025-26/adds-up/"


def test_a_year_that_is_closed_gets_no_advice() -> None:
    compared = facts({"8.1.4": YES}, lists=things(OLD))
    closed = replace(compared.case, today=compared.case.year.last_edit_on + timedelta(days=1))

    assert advice(compared, doubts(compared))
    assert advice(replace(compared, case=closed), doubts(compared)) is None


def test_where_nothing_is_there_yet_there_is_no_advice() -> None:
    assert advice(facts(), ()) is None
