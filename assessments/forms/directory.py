"""The operator's forms for a file of the directory."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dsptcare.fields import ChoiceField, Field, TickField
from evidence.forms.files import not_taken
from evidence.refusing import FileRefused, Reason
from evidence.uploads import NotWhole
from organisations.directory.kinds import HEADLESS, WORDS, Kind
from organisations.directory.problems import NotUnderstood
from organisations.directory.reading import File, check_size


class ListFileField(Field, forms.FileField):
    """A file that may be a list of the directory, as far as its size says."""

    def to_python(self, data: Any) -> Any:
        """Give the file; raises ValidationError for an empty or an enormous one."""
        if data in self.empty_values:
            return None
        if isinstance(data, NotWhole) and data.reason is not Reason.TOO_BIG:  # its size says that
            raise not_taken(FileRefused(data.reason))
        try:
            check_size(File(data.name, data.size, data.open))
        except NotUnderstood as problem:
            raise ValidationError(str(problem), code="size") from problem
        return data


class DirectoryFileForm(forms.Form):
    file = ListFileField(
        label="The file",
        required="Choose a file",
        help_text="A CSV, zip, JSON, .xlsx or .ods file, just as you downloaded it. Large ones take a minute.",
    )


class KindForm(forms.Form):
    """Which list it is, for the five that have no headings."""

    kind = ChoiceField(
        label="Which list is it?",
        choices=[(kind.value, WORDS[kind]) for kind in HEADLESS],
        required="Choose which list it is",
    )


class LoadForm(forms.Form):
    """Load what was shown; `kind` is what somebody chose for it."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.value) for kind in Kind], required=False, widget=forms.HiddenInput
    )
    even_if_many_vanish = TickField(label="I have checked the file. Load it even so")
