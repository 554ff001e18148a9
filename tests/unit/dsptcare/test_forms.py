"""Every field finds its NHS component, and the error summary leads to the right control with the same words."""

from datetime import date

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html

from dsptcare.fields import (
    CharField,
    ChoiceField,
    CodeField,
    DateField,
    EmailField,
    MultipleChoiceField,
    PasswordField,
    TextField,
    TickField,
    WholeNumberField,
)
from dsptcare.forms import nhs_field, problems


class Sample(forms.Form):
    name = CharField(label="Your name", required="Enter your name", max_length=40, width=20)
    mail = EmailField(label="Email", help_text=format_html("See <a href='{}'>this</a>", "/x/"))
    secret = PasswordField(label="Password", autocomplete="current-password")
    code = CodeField(label="Code")
    words = TextField(label="Words", rows=6)
    choice = ChoiceField(
        label="Do you?", choices=[("yes", "Yes"), ("no", "No")], required="Choose yes or no",
        hints={"no": "Say why"}, is_heading=True, label_size="l",
    )  # fmt: skip
    many = MultipleChoiceField(label="Which?", choices=[("a", "A"), ("b", "B")])
    kind = ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.Select())
    on = DateField(label="When?", subject="Date", required="Enter a date")
    staff = WholeNumberField(label="Staff")
    agreed = TickField(label="I agree", required="Tick the box")
    secret_key = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("name", "input"), ("mail", "input"), ("secret", "password"), ("code", "input"), ("words", "textarea"),
        ("choice", "radios"), ("many", "checkboxes"), ("kind", "select"), ("on", "date"), ("staff", "input"),
        ("agreed", "checkboxes"), ("secret_key", "hidden"),
    ],
)  # fmt: skip
def test_every_field_has_its_component(name: str, kind: str) -> None:
    assert nhs_field(Sample()[name])[0] == kind


def test_an_unknown_widget_is_found_at_once() -> None:
    class Odd(forms.Form):
        file = forms.Field(widget=forms.Widget())

    with pytest.raises(LookupError):
        nhs_field(Odd()["file"])


def test_a_code_brings_up_the_numbers() -> None:
    _, params = nhs_field(Sample()["code"])
    assert (params["autocomplete"], params["inputmode"], params["spellcheck"]) == ("one-time-code", "numeric", False)


def test_a_hint_may_hold_a_link_and_plain_text_is_escaped_later() -> None:
    assert nhs_field(Sample()["mail"])[1]["hint"] == {"html": "See <a href='/x/'>this</a>"}
    assert nhs_field(Sample()["name"])[1]["label"] == {"text": "Your name", "size": "s", "isPageHeading": False}


def test_the_browser_cuts_nothing_off() -> None:
    assert "maxlength" not in nhs_field(Sample()["name"])[1]["attributes"]


def test_a_password_never_comes_back() -> None:
    assert nhs_field(Sample({"secret": "purple kettle"})["secret"])[1]["value"] == ""


def test_choices_know_what_was_chosen() -> None:
    _, params = nhs_field(Sample(initial={"choice": "no", "many": ["b"]})["choice"])
    assert [item["checked"] for item in params["items"]] == [False, True]
    assert params["items"][1]["hint"] == {"text": "Say why"}
    assert params["idPrefix"] == "id_choice"
    _, params = nhs_field(Sample(initial={"many": ["b"]})["many"])
    assert [item["checked"] for item in params["items"]] == [False, True]


def test_a_date_shows_a_date_or_what_was_typed() -> None:
    boxes = nhs_field(Sample(initial={"on": date(2026, 5, 12)})["on"])[1]["items"]
    assert [(box["name"], box["value"]) for box in boxes] == [("on_day", "12"), ("on_month", "5"), ("on_year", "2026")]
    boxes = nhs_field(Sample({"on_day": "40", "on_month": "x"})["on"])[1]["items"]
    assert [box["value"] for box in boxes] == ["40", "x", ""]


def test_only_the_wrong_boxes_of_a_date_are_marked() -> None:
    boxes = nhs_field(Sample({"on_day": "4", "on_month": "", "on_year": "2026"})["on"])[1]["items"]
    assert [bool(box["classes"]) for box in boxes] == [False, True, False]


def test_the_summary_leads_to_the_control_with_the_same_words() -> None:
    form = Sample({"on_day": "4", "on_year": "2026", "staff": "many"})
    found = {problem["href"]: problem["text"] for problem in problems(form)}
    assert found == {
        "#id_name": "Enter your name",
        "#id_choice": "Choose yes or no",
        "#id_on_month": "Date must include a month",
        "#id_staff": "Staff must be a whole number, like 12",
        "#id_agreed": "Tick the box",
    }
    for bound in form:
        if bound.errors:
            assert nhs_field(bound)[1]["errorMessage"]["text"] in found.values()


def test_every_link_of_the_summary_lands() -> None:
    form = Sample({})
    drawn = str(form)
    for problem in problems(form):
        assert f'id="{problem["href"].removeprefix("#")}"' in drawn


def test_a_problem_with_the_whole_form_leads_to_its_first_control() -> None:
    form = Sample({})
    form.add_error(None, "Check your email address and password")
    assert problems(form)[0] == {"text": "Check your email address and password", "href": "#id_name"}


def test_several_forms_share_one_summary() -> None:
    assert len(problems(Sample({}, prefix="a"), Sample({}, prefix="b"))) == 2 * len(problems(Sample({})))


def test_what_was_typed_is_escaped_and_kept() -> None:
    drawn = str(Sample({"words": "</textarea><script>", "name": '"><b>'}))
    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert "&lt;/textarea&gt;&lt;script&gt;" in drawn


@pytest.mark.parametrize("name", ["name", "words"])
@pytest.mark.parametrize(
    "typed", ["", "Rose Court", "two\n  lines\n", "<b>&amp; \"both\" 'quotes'", "\ue000 and \ue000", "{{ 1 }}"]
)
def test_a_field_drawn_before_shows_what_is_typed_now(name: str, typed: str) -> None:
    Sample(initial={name: "Elm View"})[name].as_field_group()
    bound = Sample(initial={name: typed})[name]
    kind, params = nhs_field(bound)

    assert bound.as_field_group() == render_to_string("forms/field.html", {"kind": kind, "params": params}).strip()


def test_a_field_drawn_before_shows_its_error_and_its_choice_of_now() -> None:
    Sample(initial={"choice": "no"})["choice"].as_field_group()

    assert "Choose yes or no" in Sample({})["choice"].as_field_group()
    assert Sample(initial={"choice": "yes"})["choice"].as_field_group().count(" checked") == 1
    assert " checked" not in Sample()["choice"].as_field_group()


def test_a_hidden_field_is_its_widget() -> None:
    assert 'type="hidden"' in Sample(initial={"secret_key": "1"})["secret_key"].as_field_group()
