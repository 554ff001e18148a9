"""One row of the action plan."""

from datetime import date
from typing import Any

from django import forms

from assessments.forms.answers import LONGEST, version_field
from assessments.models import PlanRow
from assessments.rules.case import Case, PlanEntry
from assessments.rules.plan import EntryProblem, entry_problems, suggested_date
from assessments.rules.questions import Question
from assessments.words import ENTRY_PROBLEMS
from dsptcare.fields import CharField, ChoiceField, DateField, TextField


class PlanForm(forms.Form):
    """One row of the action plan. A date is checked against the last day that the plan may run to (R18)."""

    version = version_field()
    action = TextField(label="What will you do?", max_length=LONGEST, rows=3, required="Say what you will do")
    owner = CharField(
        label="Who will do it?",
        max_length=120,
        required="Say who will do it",
        help_text="A job title is fine, so that it stays right when people leave",
    )
    target_on = DateField(
        label="When will it be done?", subject="The date", required="Enter the date it will be done by"
    )
    progress = ChoiceField(
        label="How is it going?", choices=PlanRow.Progress.choices, required="Choose how it is going"
    )
    comments = TextField(label="Notes (if you want to)", max_length=LONGEST, rows=2)

    def __init__(self, today: date, last_day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.last_day = today, last_day
        self.was_overtaken = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            entry = PlanEntry("", cleaned["action"], cleaned["owner"], cleaned["target_on"])
            for problem in entry_problems(entry, self.today, self.last_day):
                if problem is not EntryProblem.DATE_NOT_AFTER_TODAY or not self._is_late():
                    self.add_error(*ENTRY_PROBLEMS[problem])
        return cleaned

    def _is_late(self) -> bool:
        """Say whether the date was there before and has passed: how a late job is going can still be told (R21)."""
        return bool(self.cleaned_data["target_on"] == self.initial.get("target_on"))

    def overtaken_by(self, version: int) -> None:
        """Say that somebody saved first; what was typed stays, and saving again replaces theirs knowingly."""
        self.was_overtaken = True
        self.data = self.data.copy()
        self.data["version"] = str(version)
        self.add_error(None, "Someone else saved this while you were typing. Read both, then save the one you want.")


def starting_plan(case: Case, question: Question, row: PlanRow | None) -> dict[str, Any]:
    """Give the form what was written, or the edition's own suggestion and a date that can be met."""
    if row is None:
        return {
            "version": 0,
            "action": question.next_action,
            "target_on": suggested_date(case),
            "progress": PlanRow.Progress.NOT_STARTED,
        }
    names = ("version", "action", "owner", "target_on", "progress", "comments")
    return {name: getattr(row, name) for name in names}
