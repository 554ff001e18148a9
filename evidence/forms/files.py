"""The file of a form: looked into before the form is valid, and refused in one plain sentence."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from dsptcare.fields import Field
from evidence.inspection.kinds import ENDINGS
from evidence.receiving import Inspected, inspect
from evidence.refusing import FileRefused, Reason
from evidence.words import file_refusal

# What the browser offers first. It is a kindness only: whatever comes is looked into.
OFFERED: Final = ",".join(f".{ending}" for ending in ENDINGS)


class EvidenceFileField(Field, forms.FileField):
    """A file of a kind that we keep. It cleans to an Inspected file, for `evidence.receiving.receive`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": OFFERED}))
        super().__init__(*args, **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        """Tell the script what is too big: a browser shows no page when the server hangs up on a file."""
        self.widget.attrs["data-most-bytes"] = str(settings.EVIDENCE_MAX_BYTES)
        self.widget.attrs["data-too-big"] = file_refusal(FileRefused(Reason.TOO_BIG))
        return super().get_bound_field(form, field_name)

    def to_python(self, data: Any) -> Inspected | None:
        """Give the file once it is known to be harmless; raises ValidationError with the words of its refusal."""
        if data in self.empty_values:
            return None
        try:
            return inspect(data)
        except FileRefused as refused:
            raise not_taken(refused) from refused


def not_taken(refused: FileRefused) -> ValidationError:
    """Say a refusal as a form does, also one that comes later: `form.add_error("file", not_taken(refused))`."""
    return ValidationError(file_refusal(refused), code=refused.reason.value)
