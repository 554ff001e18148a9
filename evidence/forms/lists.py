"""The forms of the lists: one row, made from what the list is, and pasting or sending many."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO, Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile

from dsptcare.fields import CharField, ChoiceField, DateField, Field, TextField
from evidence.lists.columns import Column, Kind, ListSpec
from evidence.lists.files import MOST_FILE, text_of
from evidence.lists.reading import NotRead, Pasted, read
from evidence.refusing import Reason
from evidence.uploads import NotWhole
from organisations.directory.reading.files import MEGABYTE, File

LAST_VERSION: Final = 2**31 - 1  # that a column holds
YES_NO: Final = (("yes", "Yes"), ("no", "No"), ("", "I do not know"))
OVERTAKEN: Final = "Someone else saved this while you were typing. Read both, then save the one you want."


def _line(column: Column) -> Field:
    return CharField(
        label=column.label, help_text=column.hint, required=column.required or False, max_length=column.most
    )


def _lines(column: Column) -> Field:
    return TextField(label=column.label, help_text=column.hint, max_length=column.most, rows=2)


def _day(column: Column) -> Field:
    return DateField(label=column.label, help_text=column.hint or "Like 27 3 2026", subject="The date")


def _yes_or_no(column: Column) -> Field:
    return ChoiceField(label=column.label, choices=YES_NO, classes="app-radios--grid")


FIELDS: Final[dict[Kind, Callable[[Column], Field]]] = {
    Kind.TEXT: _line,
    Kind.LINES: _lines,
    Kind.DATE: _day,
    Kind.YES_NO: _yes_or_no,
}


class RowForm(forms.Form):
    """One row of a list, with a field for each column; `today` is the London day."""

    version = forms.IntegerField(min_value=0, max_value=LAST_VERSION, widget=forms.HiddenInput)

    def __init__(self, listed: ListSpec, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed, self.today = listed, today
        self.was_overtaken = False
        self.fields |= {column.field: FIELDS[column.kind](column) for column in listed.columns}

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has not come where it must have."""
        cleaned: dict[str, Any] = super().clean() or {}
        for column in self.listed.columns:
            on = cleaned.get(column.field)
            if column.is_past and on and on > self.today:
                self.add_error(column.field, "The date must be today or before today")
        return cleaned

    def overtaken_by(self, version: int) -> None:
        """Say that somebody saved first; what was typed stays, and saving again replaces theirs knowingly."""
        self.was_overtaken = True
        self.data = self.data.copy()
        self.data["version"] = str(version)
        self.add_error(None, OVERTAKEN)


class PasteField(TextField):
    """Rows of a spreadsheet, exactly as they were pasted: a tab at the start is an empty cell."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, rows=8, strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """Give the text; what cannot be kept is said of its cell."""
        return self._tidied(str(forms.CharField.to_python(self, value) or ""))


class RowsField(Field, forms.FileField):
    """A file of rows. What is wrong with it is said when the list is known."""

    def to_python(self, data: Any) -> Any:
        """Give the file, also when it is empty."""
        return data or None


class PasteForm(forms.Form):
    """Many rows, pasted or as a file. A file ends up in the box, where it can be put right.

    `pasted` is what was read, once the form is valid. `digest` stands for the changes that were shown.
    """

    text = PasteField(
        label="Paste your rows here",
        help_text="Copy them in Excel, with the headings. Or type a row on each line, with commas between.",
    )
    file = RowsField(
        label="Or choose a file", help_text="An Excel file (.xlsx) or a CSV file. We read it once. We do not keep it."
    )
    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, listed: ListSpec, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed, self.today = listed, today
        self.pasted = Pasted((), ())

    def clean(self) -> dict[str, Any]:
        """Read the file into the box, and the box into rows. Refuses what is no list, in one sentence or two."""
        cleaned: dict[str, Any] = super().clean() or {}
        text, file = cleaned.get("text") or "", cleaned.get("file")
        if file and text.strip():
            self.add_error("file", "Use the box or a file, not both. Empty the box to use a file")
        elif file:
            self._read("file", lambda: self._from_file(file))
        elif text.strip():
            self._read("text", lambda: text)
        else:
            self.add_error("text", "Paste your rows in the box, or choose a file")
        return cleaned

    def _from_file(self, file: UploadedFile) -> str:
        text = text_of(self.listed, _whole(file))
        self.put_in_box(text)
        return text

    def _read(self, field: str, text: Callable[[], str]) -> None:
        try:
            self.pasted = read(self.listed, text(), self.today)
        except NotRead as problem:
            self.add_error("text" if self.data.get("text", "").strip() else field, str(problem))

    def put_in_box(self, text: str) -> None:
        """Leave a text in the box in place of what was sent."""
        self.data = self.data.copy()
        self.data["text"] = text


def _whole(file: UploadedFile) -> File:
    """Describe what was sent. Raises NotRead for a file that is not all there."""
    if isinstance(file, NotWhole):
        if file.reason is Reason.TOO_BIG:
            raise NotRead(f"The file must be smaller than {MOST_FILE // MEGABYTE} MB")
        raise NotRead("The file did not arrive whole. Choose it again")

    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        file.seek(0)
        yield file.file

    return File(file.name or "", file.size or 0, opened)
