"""A column of numbers, pasted: one service a line, with its code and its two counts (R73)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from assessments.forms.answers import version_field
from assessments.rules import answers as rules
from assessments.rules.roll_up import Count
from assessments.words import ANSWER_PROBLEMS
from dsptcare.fields import TextField

MOST = 60_000
BETWEEN = re.compile(r"\s*[\t,;]\s*|\s+")
PARTS = 3
LONGEST_LINE_SHOWN = 60
MOST_SHOWN = 20
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Site:
    """A service that a line may name; `is_closed_to_us` when only its own people write its answers (R51)."""

    pk: int
    name: str
    is_closed_to_us: bool = False


class PasteForm(forms.Form):
    """Lines that are right are taken; those that are wrong stay in the box, each with its reason."""

    lines = TextField(
        label="Paste the numbers of your services",
        help_text="One service a line: its code, how many are trained, how many staff there are. Like: VA101, 19, 20",
        required="Paste at least one line",
        max_length=MOST,
        rows=8,
    )

    def __init__(self, sites: Mapping[str, Site], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = sites
        self.counts: dict[int, Count] = {}
        self.wrong: list[str] = []

    def clean_lines(self) -> str:
        """Read every line, and say of each wrong one what is wrong with it."""
        text: str = self.cleaned_data["lines"]
        problems = []
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not (number == 1 and is_heading(line)):
                problem = self._take(line)
                if problem:
                    self.wrong.append(line)
                    problems.append(f"“{line.strip()[:LONGEST_LINE_SHOWN]}”: {problem}")
        if problems:
            self._keep_what_is_wrong()
            raise forms.ValidationError(problems)
        return text

    def summary(self) -> list[dict[str, str]]:
        """List what is wrong with each line, for the top of the page; of very many only the first."""
        found: list[str] = list(self.errors.get("lines", []))
        more = [f"{len(found) - MOST_SHOWN} more lines need a fix"] if len(found) > MOST_SHOWN else []
        return [{"text": words, "href": "#id_lines"} for words in [*found[:MOST_SHOWN], *more]]

    def _keep_what_is_wrong(self) -> None:
        """Leave in the box only what is still to be put right."""
        data: Any = self.data.copy()
        data["lines"] = "\n".join(self.wrong)
        self.data = data

    def _take(self, line: str) -> str:
        """Keep what a line says, or say what is wrong with it."""
        pieces = BETWEEN.split(line.strip())
        if len(pieces) != PARTS:
            return "write the code, a comma, how many are trained, a comma, and how many staff there are"
        code, trained, total = pieces
        site = self.sites.get(code.upper())
        if site is None:
            return "you have no service with this code"
        if site.is_closed_to_us:
            return f"only the people of {site.name} can answer for it"
        if site.pk in self.counts:
            return "this code is there twice"
        problem = next(count_problems(trained, total), "")
        if not problem:
            self.counts[site.pk] = Count(int(trained), int(total))
        return problem


def is_heading(line: str) -> bool:
    """Say whether a first line only names its columns, as a sheet's does."""
    pieces = BETWEEN.split(line.strip())
    return not any(letter.isdigit() for piece in pieces[1:] for letter in piece) and "code" in line.lower()


def count_problems(trained: str, total: str) -> Iterator[str]:
    """Say what is wrong with two counts as typed (R25)."""
    if not all(_is_count(text) for text in (trained, total)):
        yield "enter whole numbers, like 12"
        return
    for problem in rules.count_problems(int(trained), int(total)):
        words = ANSWER_PROBLEMS[problem][1]
        yield words[0].lower() + words[1:]


def _is_count(text: str) -> bool:
    """Say whether a text is a number that a group can have; thousands of digits are not even read."""
    return text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST)) and int(text) <= LARGEST


class UseNumbersForm(forms.Form):
    """One press: the sum becomes the group's own answer."""

    version = version_field()
    trained = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    total = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
