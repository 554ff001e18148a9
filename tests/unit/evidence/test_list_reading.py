"""Rows as people paste them: headings, dates, quotes and blanks, and a sentence for every cell that says nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.lists.columns import Kind
from evidence.lists.cutting import DELIMITERS, joined, records, tidy_ends
from evidence.lists.guarding import guarded, unguarded
from evidence.lists.headings import headings_in
from evidence.lists.reading import MOST_ROWS, NotRead, read
from evidence.lists.specs import DEVICES, INFORMATION, LISTS, SUPPLIERS, TRAINING, list_called
from evidence.lists.values import Unclear, day_of, value_of

TODAY = date(2026, 11, 22)
MAY = date(2026, 5, 4)
TRAINED_ON = TRAINING.column("trained_on")


def rows(text, listed=TRAINING):
    return read(listed, text, TODAY).rows


def values(text, listed=TRAINING):
    return [dict(row.values) for row in rows(text, listed)]


def problems(text, listed=TRAINING):
    return [(row.line, problem.column, problem.words) for row in rows(text, listed) for problem in row.problems]


# --- What the lists are ---


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.slug)
def test_a_list_fits_its_table(listed):
    fields = {field.name: field for field in listed.model._meta.get_fields()}

    for column in listed.columns:
        field = fields[column.field]
        is_right = {
            Kind.TEXT: field.max_length == column.most,
            Kind.LINES: field.get_internal_type() == "TextField",
            Kind.DATE: field.get_internal_type() == "DateField",
            Kind.YES_NO: {"yes", "no", ""} == {value for value, _ in field.choices or ()},
        }
        assert is_right[column.kind], column.field
    kept = {"id", "organisation", "version", "saved_by", "saved_at", "removed_by", "removed_at"}
    assert {column.field for column in listed.columns} == set(fields) - kept
    assert listed.columns[0].field == "name"
    assert listed.columns[0].required
    assert listed.column(listed.second).is_words
    assert list_called(listed.slug) is listed


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.slug)
def test_no_heading_could_mean_two_columns(listed):
    for column in listed.columns:
        for heading in (column.label, *filter(None, column.aliases.split(", "))):
            found = headings_in(listed, [heading, listed.columns[0].label])
            if column is not listed.columns[0]:
                assert found is not None
                assert found.places[column.field] == (0,), heading


# --- How a text is cut ---


def test_a_spreadsheet_is_pasted_with_tabs_and_quotes():
    assert values('Name\tJob\tDate\r\nTom\t"Carer,\tnights"\t04/05/2026\r\n\r\n"Ann ""Nan"" Lee"\tCook\t') == [
        {"name": "Tom", "job": "Carer, nights", "trained_on": MAY},
        {"name": 'Ann "Nan" Lee', "job": "Cook"},
    ]


def test_a_quote_that_nothing_closes_swallows_nothing():
    assert values('Name\tJob\n"Tom\tCarer\nAnn\tCook') == [
        {"name": '"Tom', "job": "Carer"},
        {"name": "Ann", "job": "Cook"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Job\nTom,Carer",
        "Name;Job\nTom;Carer",
        "\ufeffName\tJob\nTom\tCarer",
        "Name\u00a0\t Job \n\u00a0Tom \tCarer",
        '"Name", "Job"\n"Tom", "Carer"',
        "Staff list 2026\t\n\t\nName\tJob\nTom\tCarer",
        "Job role\tStaff member\tPayroll number\nCarer\tTom\t17",
        "First name\tSurname\tRole\nTom\t\tCarer",
        "NAME (as on the passport)*\tjob\nTom\tCarer",
        "Tom\tCarer",
        "Tom,Carer",
        "Tom;Carer",
    ],
)
def test_what_divides_the_cells_and_where_the_headings_stand_is_found(text):
    assert values(text) == [{"name": "Tom", "job": "Carer"}]


def test_commas_inside_cells_do_not_divide_what_has_tabs():
    assert values("Tom\tCarer, nights, weekends")[0]["job"] == "Carer, nights, weekends"


def test_a_name_in_two_columns_is_joined():
    assert [row["name"] for row in values("Surname\tFirst name\nHill\tTom\nLee\tAnn")] == ["Tom Hill", "Ann Lee"]


@pytest.mark.parametrize(
    ("listed", "text", "names"),
    [
        (TRAINING, "Staff name\tPayroll number\nTom\t17", ["Tom"]),  # one heading that could be no name
        (TRAINING, "Staff\nTom", ["Tom"]),
        (DEVICES, "Computer\tLaptop\tTom", ["Computer"]),  # a device of that name
    ],
)
def test_a_row_of_headings_is_told_from_a_row_of_the_list(listed, text, names):
    assert [row["name"] for row in values(text, listed)] == names


def test_lines_are_counted_as_they_stand_in_the_box():
    text = 'Records\tWho gets a copy\n\nCare plans\t"GP\nCouncil"\n\nStaff files\tNobody'

    assert [row.line for row in rows(text, INFORMATION)] == [3, 6]
    assert values(text, INFORMATION)[0] == {"name": "Care plans", "shared_with": "GP\nCouncil"}


def test_what_a_list_has_no_column_for_is_named():
    pasted = read(TRAINING, "My staff\n\nName\tPayroll number\tJob\tPhone\nTom\t17\tCarer\t", TODAY)

    assert (pasted.left_out, pasted.above, pasted.fields) == (("Payroll number", "Phone"), 1, ("name", "job"))
    assert pasted.text_of([pasted.rows[0].written]) == "Name\tPayroll number\tJob\tPhone\nTom\t17\tCarer\t"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There are no rows"),
        (" \n\t\n", "There are no rows"),
        ("Name\tJob", "There are no rows"),
        ("Job\tDate\nCarer\t4 May 2026", "There is no column called Name"),
        ("\n".join(f"Tom {number}\tCarer" for number in range(MOST_ROWS + 1)), "There are 5,001 rows"),
        ("Tom\n" * 6_000, "There are more than 5,000 rows"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(text, words):
    with pytest.raises(NotRead, match=words):
        rows(text)


def test_as_many_rows_as_there_may_be_are_read():
    assert len(rows("\n".join(f"Tom {number}\tCarer" for number in range(MOST_ROWS)))) == MOST_ROWS


nasty = st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff"), max_size=12) | st.sampled_from(
    ['"', '""', "\t", "\n", '"\t"', "a\nb", ",", ";", "'=1", '"a" b']
)


@settings(deadline=None)
@given(st.lists(st.lists(nasty, min_size=2, max_size=4), max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_rows_written_as_a_spreadsheet_copies_them_are_the_same_rows(cells, end):
    written = tidy_ends(joined(cells).replace("\n", end))

    assert [record.cells for record in records(written, "\t")] == [
        row for row in cells if any(cell and not cell.isspace() for cell in row)
    ]


@settings(deadline=None)
@given(st.text(max_size=400), st.sampled_from(LISTS))
def test_any_text_is_read_or_refused_in_words(text, listed):
    try:
        found = read(listed, text, TODAY)
    except NotRead:
        return
    for row in found.rows:
        assert row.written in tidy_ends(text)
        assert row.problems or row.values["name"]


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_cutting_takes_no_longer_than_its_text(delimiter):
    """Letters made to be looked at again and again: this would not end in a lifetime."""
    for piece in (f'"{delimiter}""', f'"a{delimiter}', '""' * 50, f'"""{delimiter}', '"', f'"x{delimiter}""y'):
        assert sum(len(record.written) for record in records(piece * (60_000 // len(piece)), delimiter)) <= 60_000


# --- Dates ---


@pytest.mark.parametrize(
    "text",
    [
        "04/05/2026", "4/5/2026", "4/5/26", "04-05-2026", "04.05.2026", "4 May 2026", "4 may 26", "4-May-26",
        "4th May 2026", "Monday, 4 May 2026", "Mon 04 May 2026", "4 of May 2026", "04May2026", "2026-05-04",
        "2026-05-04 09:30",
        "2026-05-04T09:30:00", "2026/05/04", "04/05/2026 00:00", "46146", "46146.5", "\u00a04 May\u00a02026 ",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    assert value_of(TRAINED_ON, text, TODAY) == MAY


@pytest.mark.parametrize("month", ["Sep", "Sept", "September", "09", "9"])
def test_months_have_long_and_short_names(month):
    assert day_of(f"30/{month}/2026") == date(2026, 9, 30)


@pytest.mark.parametrize(
    "text",
    ["31/02/2026", "05/13/2026", "May 2026", "2026", "soon", "4 Mat 2026", "0/1/2026", "1/1/1066", "4 Septembers 2026",
     "1234", "123456", "4 May", "yes", "²/5/2026"],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(text):
    with pytest.raises(Unclear, match="we expected a date like 30/06/2026"):
        value_of(TRAINED_ON, text, TODAY)


@pytest.mark.parametrize("text", ["", " ", "-", "n/a", "Not yet", "None", "TBC", "\u00a0"])
def test_some_words_for_a_day_say_that_there_is_none(text):
    assert value_of(TRAINED_ON, text, TODAY) is None


def test_training_cannot_have_been_tomorrow_and_a_contract_may_end_then():
    assert value_of(TRAINED_ON, "22/11/2026", TODAY) == TODAY
    with pytest.raises(Unclear, match="we expected a day that has come, not “23/11/2026”"):
        value_of(TRAINED_ON, "23/11/2026", TODAY)
    assert value_of(SUPPLIERS.column("contract_ends_on"), "23/11/2026", TODAY) == date(2026, 11, 23)


@settings(deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%d-%b-%y", "%Y-%m-%d"])
)
def test_every_day_is_read_as_it_was_written(on, how):
    assert day_of(on.strftime(how)) == on


@settings(deadline=None)
@given(st.text(max_size=20) | st.from_regex(r"[0-9/ .-]{1,12}"))
def test_any_text_is_a_day_or_none(text):
    found = day_of(text)
    assert found is None or 1900 <= found.year <= 2200


# --- Other cells ---


@pytest.mark.parametrize(
    ("text", "value"),
    [("Yes", "yes"), ("y", "yes"), ("TRUE", "yes"), ("1", "yes"), ("✓", "yes"), ("No", "no"), ("n", "no"), ("0", "no"),
     ("FALSE", "no"), ("", None), ("-", None), ("not known", None), ("N/A", None), ("?", None)],
)  # fmt: skip
def test_yes_and_no_have_many_words(text, value):
    assert value_of(DEVICES.column("is_encrypted"), text, TODAY) == value


def test_every_cell_that_cannot_be_read_is_named_with_what_was_expected():
    text = "Name\tJob\tTrained\tAway\n\tCook\t4/5/26\t\nTom\t" + "x" * 121 + "\tsoon\t\nAnn\t=A2\t\t#REF!\nB\x01b\t\t\t"

    assert problems(text) == [
        (2, "Name", "this is blank, and each row needs it"),
        (3, "Job", "we expected 120 letters at most, and this has 121"),
        (3, "Last trained on", "we expected a date like 30/06/2026, not “soon”"),
        (4, "Job", "we cannot work out a formula. Type what it comes to"),
        (4, "Away because", "the spreadsheet shows an error here. Type what it should say"),
        (5, "Name", "some characters here cannot be kept. Type it again"),
    ]


def test_maybe_is_neither_yes_nor_no():
    assert problems("Device\tEncrypted\nLaptop\tmaybe", DEVICES) == [
        (2, "Scrambled if lost (encrypted)", "we expected yes or no, not “maybe”")
    ]


def test_without_headings_a_cell_too_many_is_not_left_out_in_silence():
    assert problems("Tom\tCarer\t4/5/26\t\tNights only") == [
        (1, "Column 5", "this list has no such column, for “Nights only”")
    ]


def test_who_is_not_away_has_no_reason():
    assert values("Name\tOn leave\nTom\tNo\nAnn\tMaternity leave") == [
        {"name": "Tom"},
        {"name": "Ann", "away_because": "Maternity leave"},
    ]


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("=+-@'\t\r \u00a0aA#/n\N{FULLWIDTH EQUALS SIGN}") | st.characters(codec="utf-8"), max_size=8
    )
)
def test_the_mark_that_keeps_text_from_running_comes_off_again(text):
    written = guarded(text)

    assert unguarded(written) == text
    assert written.strip()[:1] not in {*"=+-@", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH COMMERCIAL AT}"}
    assert written[:1] not in ("\t", "\r")
