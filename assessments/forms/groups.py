"""The forms of a group: adding services, letting one go, inviting managers."""

import csv
import re
from collections.abc import Iterable
from datetime import date, timedelta
from io import StringIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dsptcare.fields import CharField, ChoiceField, DateField, Field, MultipleChoiceField, TextField
from organisations.directory.candidates import Candidate
from organisations.invite_lines import MOST_LINES

CODE = re.compile(r"[A-Z0-9]{3,12}")
CODE_COLUMNS = {"code", "ods code", "odscode", "organisation code", "ods"}
LARGEST_LIST = 200_000  # bytes; a line for each of five hundred services takes a fifth of it


class ListField(Field, forms.FileField):
    """A small file of text, read as UTF-8 or, if it is none, as Windows writes it."""

    def clean(self, data: Any, initial: Any = None) -> str:
        """Give the text, "" without a file; raises ValidationError for what is no list."""
        file = super().clean(data, initial)
        if file is None:
            return ""
        if file.size > LARGEST_LIST:
            raise ValidationError("The file is too big for a list of services. Choose a smaller one")
        content = file.read()
        if b"\0" in content:
            raise ValidationError("The file must be a CSV file. In Excel, choose Save as, then CSV")
        try:
            return str(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(content.decode("cp1252", errors="replace"))


class AnyOfField(MultipleChoiceField):
    """Ticks. What is ticked is looked up again before anything is done with it, so the list may have changed since."""

    def valid_value(self, value: Any) -> bool:
        return bool(CODE.fullmatch(value))


class AddSitesForm(forms.Form):
    """Which services to add: ticked from the directory, pasted, from a file, or by name only."""

    codes = AnyOfField(label="Services we found")
    also = CharField(
        label="Another head office code of yours (if you have one)",
        help_text="Some owners have more than one. We then look for its services too.",
        max_length=100,
        width=20,
    )
    more = TextField(
        label="Other codes (if we missed some)",
        help_text="Put one code on each line, like VA101.",
        max_length=20_000,
        rows=5,
    )
    file = ListField(label="Or a list of codes as a file", help_text="A CSV file with a column called code.")
    names = TextField(
        label="Services that have no code yet (if any)",
        help_text="Put one name on each line. We keep them on your list until they have a code.",
        max_length=5_000,
        rows=3,
    )

    def __init__(self, found: Iterable[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = [candidate for candidate in found if candidate.is_new]
        self.fields["codes"].choices = [(one.code, str(one)) for one in new]
        self.fields["codes"].initial = [one.code for one in new]
        self.fields["codes"].label = f"We found {len(new)} {'service' if len(new) == 1 else 'services'}"
        self.fields["codes"].help_text = "Take the tick off those that are not yours."
        if not new:
            del self.fields["codes"]

    def clean_also(self) -> str:
        """Check that it could be codes; several may be given."""
        wrong = [code for code in codes_in(self.cleaned_data["also"]) if not CODE.fullmatch(code)]
        if wrong:
            raise ValidationError(f"“{wrong[0]}” is not a code. Codes have 3 to 12 letters and numbers")
        return str(self.cleaned_data["also"])

    def clean_more(self) -> str:
        """Name the first line that could not be a code."""
        for number, line in enumerate(self.cleaned_data["more"].split("\n"), start=1):
            if line.strip() and not CODE.fullmatch(code_of(line)):
                raise ValidationError(f"Line {number}: “{line.strip()[:40]}” is not a code. A code looks like VA101")
        return str(self.cleaned_data["more"])

    def clean_names(self) -> str:
        """Name the first line that is too long for a name."""
        for number, line in enumerate(self.cleaned_data["names"].split("\n"), start=1):
            if len(line.strip()) > LONGEST_NAME:
                raise ValidationError(f"Line {number} is too long for a name. Put one name on each line")
        return str(self.cleaned_data["names"])

    def clean(self) -> dict[str, Any]:
        """Put the lines of the file under what was pasted, and ask for at least one service."""
        cleaned = super().clean() or self.cleaned_data
        try:
            listed = codes_of_file(cleaned.get("file", ""))
        except csv.Error:
            self.add_error("file", "We could not read the file. In Excel, choose Save as, then CSV")
            listed = []
        cleaned["more"] = "\n".join(filter(None, [cleaned.get("more", ""), *listed]))
        if not self.errors and not any(cleaned.get(name) for name in ("codes", "more", "names")):
            raise ValidationError("Tick a service, add a code or write a name")
        return cleaned

    @property
    def wanted(self) -> list[str]:
        """Give every code that was ticked or typed, once."""
        typed = [code_of(line) for line in self.cleaned_data.get("more", "").split("\n") if line.strip()]
        return list(dict.fromkeys([*self.cleaned_data.get("codes", ()), *typed]))

    @property
    def named(self) -> list[str]:
        """Give the names of the services without a code."""
        return [" ".join(line.split()) for line in self.cleaned_data.get("names", "").split("\n") if line.strip()]


LONGEST_NAME = 100


def code_of(line: str) -> str:
    """Read the code at the start of a line; a name may follow it after a comma or a tab."""
    return re.split(r"[,;\t]", line.strip(), maxsplit=1)[0].strip(' "').upper()


def codes_in(text: str) -> list[str]:
    """Read codes that stand on one line."""
    return [part.upper() for part in re.split(r"[\s,;]+", text.strip()) if part]


def codes_of_file(text: str) -> list[str]:
    """Give the codes of a CSV file: its column called code, or the first when no column has such a name."""
    rows = [row for row in csv.reader(StringIO(text)) if any(cell.strip() for cell in row)]
    if not rows:
        return []
    heads = [cell.strip().lower() for cell in rows[0]]
    place = next((number for number, head in enumerate(heads) if head in CODE_COLUMNS), None)
    body = rows if place is None else rows[1:]
    return [row[place or 0].strip() for row in body if len(row) > (place or 0) and row[place or 0].strip()]


DAY = timedelta(days=1)
LEAVING = {
    "sold": "It is sold to somebody else",
    "closing": "It is closing",
    "own-form": "It will fill in its own form",
    "other": "Another reason",
}


class LeaveForm(forms.Form):
    """When a service leaves its group, and why."""

    leaves_on = DateField(
        label="Which day does it leave?",
        subject="The day it leaves",
        required="Enter the day it leaves",
        help_text="From this day on it is not yours any more.",
    )
    why = ChoiceField(label="Why does it leave?", choices=list(LEAVING.items()), required="Choose why it leaves")

    def __init__(self, *args: Any, today: date, joined_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.joined_on = today, joined_on

    def clean_leaves_on(self) -> date:
        """Take a day that has come, and not one before the service joined."""
        day: date = self.cleaned_data["leaves_on"]
        if day > self.today:
            raise ValidationError("The day it leaves must be today or before. Come back on that day")
        if self.joined_on is not None and day < self.joined_on:
            raise ValidationError("The day it leaves must not be before the day it joined your group")
        return day

    @property
    def last_day(self) -> date:
        """Give the last day that it belongs to the group."""
        return self.cleaned_data["leaves_on"] - DAY


class InviteManagersForm(forms.Form):
    """A line for each manager, pasted or from a file."""

    lines = TextField(
        label="One manager on each line",
        help_text="The service, a comma, and the email address. For example: Oak Lodge, grace@example.com",
        max_length=50_000,
        rows=10,
    )
    file = ListField(label="Or a list as a file", help_text="A CSV file: the service first, then the email address.")

    def clean(self) -> dict[str, Any]:
        """Put the lines of the file under what was pasted, and ask for at least one, not too many at once."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["lines"] = "\n".join(filter(None, [cleaned.get("lines", ""), lines_of_file(cleaned.get("file", ""))]))
        count = sum(bool(line.strip()) for line in cleaned["lines"].split("\n"))
        if not self.errors and not count:
            self.add_error("lines", "Write at least one line")
        if count > MOST_LINES:
            self.add_error("lines", f"There are {count} lines. Send up to {MOST_LINES} at a time")
        return cleaned


def lines_of_file(text: str) -> str:
    """Give a file's lines with one kind of line end, without empty ones."""
    return "\n".join(line for line in text.splitlines() if line.strip())


class CodeForm(forms.Form):
    """The code that a service has got by now."""

    code = CharField(
        label="Its ODS code",
        help_text="ODS stands for Organisation Data Service. It is the short code the NHS uses, like VA101.",
        max_length=20,
        width=10,
        required="Enter the code of the service",
    )

    def clean_code(self) -> str:
        """Give the code as it is kept."""
        code = code_of(self.cleaned_data["code"])
        if not CODE.fullmatch(code):
            raise ValidationError("The code must have 3 to 12 letters and numbers, like VA101")
        return code
