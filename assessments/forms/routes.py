"""The forms about one form or many: a question, the things to look closer at, a list of services, a site's reply."""

from collections.abc import Mapping
from typing import Any

from django import forms

from assessments.routes_words import CHOICE_HINTS, CHOICES, SITE_CHOICES, TICK_HINTS, TICKS, QuestionWords
from assessments.rules.grouping import LOOK_CLOSER, RouteQuestion, Said
from dsptcare.fields import ChoiceField, MultipleChoiceField, TextField

LONGEST_NOTE = 2000


class RouteForm(forms.Form):
    value = ChoiceField(
        is_heading=True,
        label_size="l",
        choices=[(value.value, words) for value, words in CHOICES.items()],
        hints={value.value: words for value, words in CHOICE_HINTS.items()},
        required="Choose yes, very nearly, no, or I need to ask",
    )
    note = TextField(label="If very nearly, what differs?", max_length=LONGEST_NOTE, rows=3)

    def __init__(self, words: QuestionWords, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label, self.fields["value"].help_text = words.title, words.why

    def clean(self) -> dict[str, Any]:
        """Take "very nearly" only with what differs (R37)."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("value") == Said.NEARLY and "note" in cleaned and not cleaned["note"].strip():
            self.add_error("note", "Say what differs, in a few words")
        return cleaned

    @property
    def said(self) -> Said:
        return Said(self.cleaned_data["value"])


class LookCloserForm(forms.Form):
    ticked = MultipleChoiceField(
        label="Look closer",
        is_heading=True,
        label_size="l",
        choices=[(question.value, TICKS[question]) for question in LOOK_CLOSER],
        hints={question.value: words for question, words in TICK_HINTS.items()},
        help_text="Tick what is true for you. If nothing is, tick nothing and carry on.",
    )

    @property
    def questions(self) -> frozenset[RouteQuestion]:
        return frozenset(RouteQuestion(one) for one in self.cleaned_data["ticked"])


class PickForm(forms.Form):
    """A list of services, by their codes."""

    site = MultipleChoiceField(label="Services", required="Tick at least one service")
    note = TextField(label="What is different there? (if you want to say)", max_length=LONGEST_NOTE, rows=2)

    def __init__(self, services: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = list(services.items())  # type: ignore[attr-defined]


class AskedForm(forms.Form):
    value = ChoiceField(
        is_heading=True,
        label_size="l",
        choices=[(value.value, words) for value, words in SITE_CHOICES.items()],
        required="Choose yes, very nearly, or no",
    )
    note = TextField(
        label="What is different?",
        max_length=LONGEST_NOTE,
        rows=3,
        help_text="Leave this empty if it is the same",
    )

    def __init__(self, title: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = title

    def clean(self) -> dict[str, Any]:
        """Take anything but "the same" only with what is different."""
        cleaned: dict[str, Any] = super().clean() or {}
        differs = cleaned.get("value") in (Said.NEARLY, Said.DIFFERENT)
        if differs and "note" in cleaned and not cleaned["note"].strip():
            self.add_error("note", "Say what is different, in a few words")
        return cleaned

    @property
    def said(self) -> Said:
        return Said(self.cleaned_data["value"])
