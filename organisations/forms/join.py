"""Joining: telling us the service, or asking its people."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dsptcare.fields import CharField, ChoiceField, TextField

CODE = re.compile(r"[A-Z0-9]{3,12}")
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")


class PostcodeField(CharField):
    """A whole postcode, in capitals with its one space, however it is typed."""

    def __init__(self) -> None:
        super().__init__(label="Postcode", required="Enter the postcode", width=10)

    def clean(self, value: Any) -> str:
        """Give the postcode; raises ValidationError for what is none."""
        found = POSTCODE.fullmatch("".join(super().clean(value).split()).upper())
        if not found:
            raise ValidationError("Enter a full postcode, like LS1 4AP", code="format")
        return " ".join(found.groups())


class OdsCodeField(CharField):
    """An ODS code, in capitals without the spaces people put in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="ODS code", required="Enter your ODS code", width=10, **kwargs)

    def clean(self, value: Any) -> str:
        """Give the code; raises ValidationError for what cannot be one."""
        code = "".join(super().clean(value).split()).upper()
        if not CODE.fullmatch(code):
            raise ValidationError("Enter the ODS code as 3 to 12 letters and numbers, like VA001", code="format")
        return code


class SearchField(CharField):
    """Words to look for, whatever somebody pastes: what cannot be typed is left out."""

    def to_python(self, value: Any) -> str:
        """Give the text without control characters."""
        kept = (letter if unicodedata.category(letter)[0] != "C" else " " for letter in str(value or ""))
        return " ".join("".join(kept).split())


class FindForm(forms.Form):
    q = SearchField(
        label="Name, postcode or ODS code",
        required="Enter your service's name or postcode",
        help_text="Like rose court leeds, or LS1 4AP. The ODS code is the short code the NHS uses for your service.",
    )


class CodeForm(forms.Form):
    """The one thing that is missing when only the CQC's list has a service."""

    code = OdsCodeField(help_text="It has letters and numbers, like VA001.")


class HowManyForm(forms.Form):
    many = ChoiceField(
        label="How many services are you filling this in for?",
        is_heading=True,
        label_size="l",
        required="Choose just this one, or all of them",
    )

    def __init__(self, choices: list[tuple[str, str]], about: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["many"].choices, self.fields["many"].help_text = choices, about


class RegisterForm(forms.Form):
    name = CharField(
        label="Name of your service",
        max_length=100,
        required="Enter the name of your service",
        help_text="The name people know it by, like Rose Court.",
    )
    code = OdsCodeField(
        help_text="ODS stands for Organisation Data Service. It is the short code the NHS uses for your service. "
        "It has letters and numbers, like VA001.",
    )
    town = CharField(label="Town or city", max_length=60, required="Enter the town or city", width=20)
    postcode = PostcodeField()


class AskForm(forms.Form):
    message = TextField(
        label="Who are you? (optional)",
        max_length=500,
        rows=3,
        help_text="Say how they know you, so that they know it is you who asks. You could give your job.",
    )
