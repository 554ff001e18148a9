"""Form fields that are drawn as NHS components and say every refusal in plain words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FOUR_NUMBERS: Final = re.compile(r"[0-9]{4}")
YEARS: Final = range(1900, 2201)  # wide enough for any paper; narrow enough to catch a slip of the keys
PARTS: Final = ("day", "month", "year")
UNKEEPABLE: Final = {"Cc", "Cs"}  # control characters, and halves of a letter that no text holds


class Field:
    """Hold what an NHS component needs beyond a Django field.

    `required` is the refusal to print when nothing is given, or False. `label_size` is the NHS letter (s, m, l),
    `is_heading` makes the label or legend the page's h1, `width` is a number of characters, `hints` are lines under
    single choices, by value.
    """

    def __init__(
        self,
        *args: Any,
        required: str | bool = False,
        label_size: str = "s",
        is_heading: bool = False,
        width: int = 0,
        classes: str = "",
        hints: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        messages = dict(errors or {})
        if isinstance(required, str):
            messages["required"] = required
        super().__init__(*args, required=bool(required), error_messages=messages, **kwargs)
        self.label_size, self.is_heading, self.width = label_size, is_heading, width
        self.classes, self.hints = classes, hints or {}


class CharField(Field, forms.CharField):
    """One line of text, with single spaces and without control characters."""

    keeps = ""  # the control characters that may stay

    def to_python(self, value: Any) -> str:
        """Give clean text; raises ValidationError for characters that cannot be kept."""
        text = self._tidied(str(super().to_python(value) or ""))
        if any(unicodedata.category(letter) in UNKEEPABLE and letter not in self.keeps for letter in text):
            raise ValidationError(
                "Some characters could not be saved. Type this again, or paste it as plain text", code="characters"
            )
        return text

    def _tidied(self, text: str) -> str:
        return " ".join(text.split())

    def run_validators(self, value: Any) -> None:
        """Say by how much text is too long, in one sentence."""
        if self.max_length is not None and len(value) > self.max_length:
            raise ValidationError(f"{self.label} must be {self.max_length:,} characters or fewer", code="max_length")
        super().run_validators(value)


class TextField(CharField):
    """Several lines of text."""

    keeps = "\n\t"

    def __init__(self, *args: Any, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def _tidied(self, text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n")


class EmailField(Field, forms.EmailField):
    """An email address, in small letters."""

    def __init__(self, *args: Any, errors: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        words = {"invalid": "Enter an email address in the right format, like name@example.com"} | dict(errors or {})
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email"}))
        super().__init__(*args, errors=words, **kwargs)

    def to_python(self, value: Any) -> str:
        """Give the one spelling of an address, compatibility characters folded: nobody must have two accounts."""
        return unicodedata.normalize("NFKC", str(super().to_python(value) or "")).strip().lower()


class PasswordField(Field, forms.CharField):
    """A secret, exactly as typed. `autocomplete` tells the browser which one: "current-password" or "new-password"."""

    def __init__(self, *args: Any, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(*args, widget=widget, strip=False, **kwargs)


class CodeField(CharField):
    """A code of numbers from a telephone or a list, with or without spaces."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code"})
        super().__init__(*args, widget=widget, width=10, max_length=20, **kwargs)

    def to_python(self, value: Any) -> str:
        """Give the code without its spaces."""
        return "".join(super().to_python(value).split())


class ChoiceField(Field, forms.ChoiceField):
    """One of several, as radios (pass `widget=forms.Select()` for a list)."""

    widget = forms.RadioSelect

    def __init__(self, *args: Any, errors: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        words = dict(errors or {})
        if isinstance(kwargs.get("required"), str):
            words.setdefault("invalid_choice", kwargs["required"])
        else:
            words.setdefault("invalid_choice", "Choose one from the list")
        super().__init__(*args, errors=words, **kwargs)


class MultipleChoiceField(Field, forms.MultipleChoiceField):
    """Any of several, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args: Any, errors: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        words = {"invalid_choice": "Choose from the list", "invalid_list": "Choose from the list"} | dict(errors or {})
        super().__init__(*args, errors=words, **kwargs)


class TickField(Field, forms.BooleanField):
    """One box to tick, its label beside it."""


class WholeNumberField(Field, forms.IntegerField):
    """A count of things. Spaces and thousands commas are forgiven."""

    def __init__(self, *args: Any, errors: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        self.min_words = f"{kwargs.get('label', 'This')} must be a whole number, like 12"
        words = {"invalid": self.min_words, "min_value": self.min_words} | dict(errors or {})
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 1_000_000)
        kwargs.setdefault("width", 5)
        super().__init__(*args, errors=words, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """Give the number; raises ValidationError with our words."""
        return super().to_python(str(value).replace(",", "").replace(" ", "") if value is not None else None)


class DateWidget(forms.Widget):
    """Three boxes. The value is a date, or what was typed in them."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, str, str] | None:
        """Give the three texts as typed, or None when no box was sent."""
        if not any(f"{name}_{part}" in data for part in PARTS):
            return None
        typed_day, typed_month, typed_year = (str(data.get(f"{name}_{part}") or "").strip() for part in PARTS)
        return (typed_day, typed_month, typed_year)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Tell whether the form was sent without any of the boxes."""
        return not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Name the first box, where the error summary leads."""
        return f"{id_}_day" if id_ else id_


class DateField(Field, forms.Field):
    """A date in three boxes. `subject` starts its refusals: "Training date must include a month"."""

    widget = DateWidget

    def __init__(self, *args: Any, subject: str, **kwargs: Any) -> None:
        self.subject = subject
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> date | None:
        """Give the date, or None when the boxes may be empty and are; raises ValidationError naming the wrong part."""
        typed = value or ("", "", "")
        absent = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if len(absent) == len(PARTS):
            if self.required:
                raise self._refusal(self.error_messages["required"], PARTS)
            return None
        if absent:
            raise self._refusal(f"{self.subject} must include a {' and '.join(absent)}", absent)
        if not FOUR_NUMBERS.fullmatch(typed[2]):
            raise self._refusal(f"{self.subject} must have a year with 4 numbers", ["year"])
        return self._real_date(typed)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what was typed with the date that was shown."""
        return shown(initial) != shown(data)

    def _real_date(self, typed: Iterable[str]) -> date:
        day, month, year = typed
        try:
            on = date(int(year), month_number(month), int(day))
        except (ValueError, OverflowError):
            raise self._refusal(f"{self.subject} must be a real date", PARTS) from None
        if on.year not in YEARS:
            raise self._refusal(f"{self.subject} must be a real date", ["year"])
        return on

    def _refusal(self, words: str, parts: Iterable[str]) -> ValidationError:
        return ValidationError(words, code="date", params={"parts": tuple(parts)})


def month_number(text: str) -> int:
    """Read a month: "6", "06", "Jun" or "June". Raises ValueError."""
    if text.isdecimal():
        return int(text)
    letters = text.lower()
    return MONTHS.index(letters[:3]) + 1


def shown(value: Any) -> tuple[str, str, str]:
    """Give the texts of the three boxes for a date, for what was typed, or for nothing."""
    if isinstance(value, date):
        return (str(value.day), str(value.month), str(value.year))
    return tuple(value) if value else ("", "", "")
