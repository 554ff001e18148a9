"""What a person types becomes a clean value, or one sentence that says what to do."""

from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from dsptcare.fields import (
    CharField,
    ChoiceField,
    CodeField,
    DateField,
    EmailField,
    Field,
    MultipleChoiceField,
    PasswordField,
    TextField,
    TickField,
    WholeNumberField,
    shown,
)

TRAINED = DateField(subject="Training date", required="Enter the date your staff finished training")
YES_NO = [("yes", "Yes"), ("no", "No")]


def refusal(field: Field, value: object) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    "typed",
    [("12", "5", "2026"), ("12", "05", "2026"), ("12", "May", "2026"), ("12", "may", "2026"), ("012", "MAY", "2026")],
)
def test_a_date_may_be_typed_in_several_ways(typed: tuple[str, str, str]) -> None:
    assert TRAINED.clean(typed) == date(2026, 5, 12)


@pytest.mark.parametrize(
    ("typed", "words", "parts"),
    [
        (("", "", ""), "Enter the date your staff finished training", ("day", "month", "year")),
        (None, "Enter the date your staff finished training", ("day", "month", "year")),
        (("12", "", "2026"), "Training date must include a month", ("month",)),
        (("", "5", "2026"), "Training date must include a day", ("day",)),
        (("12", "", ""), "Training date must include a month and year", ("month", "year")),
        (("31", "2", "2026"), "Training date must be a real date", ("day", "month", "year")),
        (("12", "Mai", "2026"), "Training date must be a real date", ("day", "month", "year")),
        (("12", "5", "26"), "Training date must have a year with 4 numbers", ("year",)),
        (("12", "5", "0026"), "Training date must be a real date", ("year",)),
    ],
)
def test_a_wrong_date_names_the_part(typed: tuple[str, str, str] | None, words: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        TRAINED.clean(typed)
    assert refused.value.messages == [words]
    assert refused.value.params == {"parts": parts}


def test_a_date_may_be_left_out_when_it_is_not_needed() -> None:
    assert DateField(subject="Date").clean(("", "", "")) is None


def test_a_date_is_read_from_three_boxes() -> None:
    widget = TRAINED.widget
    assert widget.value_from_datadict({"on_day": " 3 ", "on_month": "4"}, {}, "on") == ("3", "4", "")
    assert widget.value_from_datadict({}, {}, "on") is None
    assert widget.value_omitted_from_data({}, {}, "on")


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_date_that_is_shown_is_read_back(on: date) -> None:
    assert TRAINED.clean(shown(on)) == on
    assert not TRAINED.has_changed(on, shown(on))


@given(st.tuples(st.text(), st.text(), st.text()))
def test_nothing_typed_for_a_date_is_a_server_error(typed: tuple[str, str, str]) -> None:
    with suppress(ValidationError):
        assert isinstance(TRAINED.clean(typed), date)


def test_text_keeps_its_lines_and_loses_the_browsers_line_ends() -> None:
    assert TextField().clean("  one\r\n\ttwo\rthree ") == "one\n\ttwo\nthree"


def test_a_line_has_single_spaces() -> None:
    assert CharField().clean(" Rose \t Court\n") == "Rose Court"


@pytest.mark.parametrize("field", [CharField(), TextField()])
@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f"])
def test_control_characters_are_refused_kindly(field: CharField, character: str) -> None:
    assert refusal(field, f"a{character}b") == (
        "Some characters could not be saved. Type this again, or paste it as plain text"
    )


def test_long_text_says_how_much_fits() -> None:
    assert (
        refusal(CharField(label="Your name", max_length=5), "Priya Shah") == "Your name must be 5 characters or fewer"
    )


@pytest.mark.parametrize("field", [CharField, TextField, EmailField, WholeNumberField, TickField])
def test_what_is_needed_says_so_in_its_own_words(field: type[Field]) -> None:
    assert refusal(field(required="Enter it"), "") == "Enter it"


@pytest.mark.parametrize("field", [CharField, TextField, EmailField, WholeNumberField])
def test_what_is_not_needed_may_be_empty(field: type[Field]) -> None:
    assert not field().clean("")


def test_an_address_has_one_spelling() -> None:
    assert EmailField().clean(" Ⓟriya@Example.COM ") == "priya@example.com"


@pytest.mark.parametrize("typed", ["priya", "priya@", "@example.com", "priya@exam\x00ple.com", "a b@example.com"])
def test_a_wrong_address_shows_a_right_one(typed: str) -> None:
    assert refusal(EmailField(), typed) == "Enter an email address in the right format, like name@example.com"


def test_a_choice_outside_the_list_is_refused_in_the_same_words() -> None:
    field = ChoiceField(choices=YES_NO, required="Choose yes or no")
    assert refusal(field, "") == refusal(field, "perhaps") == refusal(field, "\x00") == "Choose yes or no"
    assert refusal(MultipleChoiceField(choices=YES_NO), ["perhaps"]) == "Choose from the list"


@pytest.mark.parametrize(("typed", "number"), [("12", 12), (" 1,200 ", 1200), ("0", 0), (7, 7)])
def test_a_number_may_have_commas(typed: object, number: int) -> None:
    assert WholeNumberField().clean(typed) == number


@pytest.mark.parametrize("typed", ["twelve", "1.5", "-1", "1e9", "\x00"])
def test_a_wrong_number_shows_a_right_one(typed: str) -> None:
    assert refusal(WholeNumberField(label="Staff"), typed) == "Staff must be a whole number, like 12"


def test_a_password_is_kept_exactly() -> None:
    assert PasswordField(autocomplete="new-password").clean("  two  words ") == "  two  words "


def test_a_code_may_be_typed_in_groups() -> None:
    assert CodeField().clean(" 123 456 ") == "123456"


def test_a_number_that_no_calendar_holds_is_no_real_date() -> None:
    with pytest.raises(ValidationError, match="Training date must be a real date"):
        TRAINED.clean(("99999999999", "3", "2026"))


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(ValidationError, match="Some characters could not be saved"):
        CharField(label="Name").clean("\ud800")
