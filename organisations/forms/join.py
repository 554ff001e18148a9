"""Joining: telling us the service, or asking its people."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dsptcare.fields import CharField, TextField

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


class RegisterForm(forms.Form):
    name = CharField(
        label="Name of your service",
        max_length=100,
        required="Enter the name of your service",
        help_text="The name people know it by, like Rose Court.",
    )
    code = CharField(
        label="ODS code",
        required="Enter your ODS code",
        width=10,
        help_text="ODS stands for Organisation Data Service. It is the short code the NHS uses for your service. "
        "It has letters and numbers, like VA001.",
    )
    town = CharField(label="Town or city", max_length=60, required="Enter the town or city", width=20)
    postcode = PostcodeField()

    def clean_code(self) -> str:
        """Give the code in capitals, without the spaces people put in."""
        code = "".join(self.cleaned_data["code"].split()).upper()
        if not CODE.fullmatch(code):
            raise ValidationError("Enter the ODS code as 3 to 12 letters and numbers, like VA001", code="format")
        return code


class AskForm(forms.Form):
    message = TextField(
        label="Who are you? (optional)",
        max_length=500,
        rows=3,
        help_text="Say how they know you, so that they know it is you who asks. You could give your job.",
    )
