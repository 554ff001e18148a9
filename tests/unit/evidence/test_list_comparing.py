"""What a paste would do: rows are matched by name, then by the second column, and never by guessing."""

import csv
from datetime import date
from io import StringIO
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.lists.columns import Kind, ListSpec
from evidence.lists.comparing import Compared, compare
from evidence.lists.files import text_of
from evidence.lists.reading import read
from evidence.lists.specs import DEVICES, INFORMATION, LISTS, TRAINING
from evidence.lists.writing import list_file
from organisations.directory.reading.files import file_of

TODAY = date(2026, 11, 22)
MAY = date(2026, 5, 4)
NUMBERS = count(1)


def row(listed: ListSpec, version: int = 1, **fields: Any) -> SimpleNamespace:
    """Make a row as the list has it, blank where nothing is said."""
    blanks = {column.field: None if column.kind is Kind.DATE else "" for column in listed.columns}
    return SimpleNamespace(pk=next(NUMBERS), version=version, **{**blanks, **fields})


def people(*said: tuple[str, str]) -> list[SimpleNamespace]:
    return [row(TRAINING, name=name, job=job) for name, job in said]


def compared(text: str, existing: list[SimpleNamespace], listed: ListSpec = TRAINING) -> Compared:
    return compare(listed, read(listed, text, TODAY), existing)


def sorts(found: Compared) -> dict[str, list[int]]:
    """Say which lines are of which sort; empty sorts are left out."""
    said = {
        "same": [one.line for one in found.same],
        "changed": [one.line for one in found.changed],
        "new": [one.line for one in found.new],
        "unclear": [one.line for one in found.not_understood],
    }
    return {sort: lines for sort, lines in said.items() if lines}


def why(found: Compared) -> list[str]:
    return [problem.words for one in found.not_understood for problem in one.problems]


def test_each_row_is_the_same_changed_new_or_not_understood():
    there = [row(TRAINING, name="Tom", job="Carer", trained_on=MAY), *people(("Ann", "Cook"), ("Jo", "Cleaner"))]

    found = compared("Name\tJob\tTrained\nTom\tCarer\t4/5/26\nAnn\tCook\t4/5/26\nSam\tCarer\t\nLee\tCook\tsoon", there)

    assert sorts(found) == {"same": [2], "changed": [3], "new": [4], "unclear": [5]}
    [changed] = found.changed
    assert changed.row is there[1]
    assert [(one.column.label, one.old, one.new) for one in changed.changes] == [("Last trained on", None, MAY)]
    assert (found.changes, found.staying) == (2, 1)


def test_blank_cells_wipe_nothing_and_columns_that_do_not_come_stay():
    there = [row(TRAINING, name="Tom", job="Carer", trained_on=MAY, away_because="Ill")]

    assert sorts(compared("Name\tJob\tTrained\nTom\t\t", there)) == {"same": [2]}
    assert sorts(compared("Name\nTom", there)) == {"same": [2]}


def test_a_name_is_the_same_in_any_case_and_its_new_spelling_is_a_change():
    found = compared("Name\tJob\ntom  HILL\tCarer", people(("Tom Hill", "Carer")))

    assert [(one.old, one.new) for one in found.changed[0].changes] == [("Tom Hill", "tom HILL")]


def test_who_has_another_job_by_now_is_still_the_same_person():
    found = compared("Tom\tCook", people(("Tom", "Carer")))

    assert sorts(found) == {"changed": [1]}


# --- Several of one name ---


def test_people_of_one_name_are_told_apart_by_their_jobs():
    there = people(("Tom", "Carer"), ("Tom", "Cook"))

    found = compared("Name\tJob\tTrained\nTom\tCOOK\t4/5/26\nTom\tCarer\t", there)

    assert sorts(found) == {"changed": [2], "same": [3]}
    assert found.changed[0].row is there[1]


@pytest.mark.parametrize("line", ["Tom\t\t4/5/26", "Tom\tDriver\t4/5/26"])
def test_who_could_be_either_is_not_understood(line):
    found = compared(f"Name\tJob\tTrained\n{line}", people(("Tom", "Carer"), ("Tom", "Cook")))

    assert sorts(found) == {"unclear": [2]}
    assert why(found) == ["two people are called Tom, and we need the job to tell which this is"]


def test_a_second_person_of_a_name_is_new_once_the_first_is_found():
    there = people(("Tom", "Carer"))

    assert sorts(compared("Name\tJob\nTom\tCarer\nTom\tCook", there)) == {"same": [2], "new": [3]}
    assert sorts(compared("Name\tJob\nTom\tCook\nTom\tDriver", there)) == {"unclear": [2, 3]}
    assert sorts(compared("Name\tJob\nTom\tCook\nTom\tDriver", [])) == {"new": [2, 3]}


def test_two_new_people_whom_nothing_tells_apart_are_not_understood():
    found = compared("Name\tJob\tTrained\nTom\tCook\t4/5/26\nTom\tCook\t5/5/26", [])

    assert sorts(found) == {"unclear": [2, 3]}


def test_a_line_that_comes_twice_is_taken_once():
    found = compared("Name\tJob\nTom\tCook\nTom\tCook", [])

    assert sorts(found) == {"new": [2], "unclear": [3]}
    assert why(found) == ["line 2 says the same, so take one of them out"]


def test_rows_that_are_wholly_alike_are_paired_one_by_one():
    there = [row(DEVICES, name="Laptop", owner="Tom") for _ in range(3)]

    assert sorts(compared("Name\tUser\nLaptop\tTom\nLaptop\tTom", there, DEVICES)) == {"same": [2, 3]}


def test_each_list_says_in_its_own_words_what_is_missing():
    there = [row(INFORMATION, name="Care plans", place=place) for place in ("Office", "Ward")]

    assert why(compared("Records\tOwner\nCare plans\tTom", there, INFORMATION)) == [
        "two sets of records are called Care plans, and we need the place to tell which this is"
    ]


def test_rows_that_could_not_be_read_do_not_count_as_left_out():
    there = people(("Tom", "Carer"), ("Ann", "Cook"), ("Jo", "Cook"))

    assert compared("Name\tTrained\nTom\tsoon\nAnn\t", there).staying == 1


# --- What the digest stands for ---


def test_the_digest_stands_for_the_changes_and_what_they_change():
    there = people(("Tom", "Carer"), ("Ann", "Cook"))
    text = "Name\tJob\nTom\tDriver\nSam\tCook\nAnn\tCook"
    before = compared(text, there).digest

    assert compared(text + "\nSam\tCook", there).digest == before  # refused, so it changes nothing
    assert compared(text.replace("Driver", "Porter"), there).digest != before
    assert compared(text.replace("Sam", "Lee"), there).digest != before
    assert compared(text, [*there, *people(("Sam", "Cook"))]).digest != before
    assert compared(text, [SimpleNamespace(**{**vars(there[0]), "version": 2}), there[1]]).digest != before
    assert compared(text, [there[0], SimpleNamespace(**{**vars(there[1]), "version": 2})]).digest == before


# --- Out and straight back in ---

odd = [
    "=1+1",
    "'=1",
    "''@x",
    "+44 20",
    "-",
    "#N/A",
    "\N{FULLWIDTH EQUALS SIGN}1",
    '"',
    '"a" b',
    ",;",
    "'",
    "Name",
    " x ",
]
texts = st.sampled_from(odd) | st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=9
)
lines = st.lists(texts, max_size=3).map("\n".join)
cells = {
    Kind.TEXT: texts | st.just(""),
    Kind.LINES: lines,
    Kind.DATE: st.none() | st.dates(date(1950, 1, 1), TODAY),
    Kind.YES_NO: st.sampled_from(["yes", "no", ""]),
}


@st.composite
def whole_lists(draw: st.DrawFn) -> tuple[ListSpec, list[SimpleNamespace]]:
    listed = draw(st.sampled_from(LISTS))
    fields = {column.field: cells[column.kind] for column in listed.columns} | {"name": texts.filter(str.strip)}
    return listed, [
        row(listed, **said) for said in draw(st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=5))
    ]


@settings(max_examples=60, deadline=None)  # each is five columns or more of five rows
@given(whole_lists())
def test_a_list_that_goes_out_and_straight_back_changes_nothing(case):
    listed, there = case

    text = text_of(listed, file_of(list_file(listed, there), "list.csv"))
    found = compare(listed, read(listed, text, TODAY), there)

    assert found.changes == 0
    assert why(found) == []
    assert found.staying == 0


@settings(max_examples=60, deadline=None)
@given(whole_lists())
def test_nothing_in_the_file_runs(case):
    listed, there = case

    for line in csv.reader(StringIO(list_file(listed, there).decode("utf-8-sig"), newline="")):
        assert not {cell[:1] for cell in line} & {*"=+-@\t\r", "\N{FULLWIDTH EQUALS SIGN}"}
