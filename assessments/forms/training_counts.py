"""The two numbers of a home that keeps its list of names elsewhere (R25)."""

from datetime import date
from typing import Any

from django import forms

from assessments.forms.answers import version_field
from assessments.rules.answers import count_problems
from assessments.words import ANSWER_PROBLEMS
from dsptcare.fields import DateField, WholeNumberField
from evidence.forms.lists import OVERTAKEN


class TrainingCountForm(forms.Form):
    """How many staff there are, how many have done the training, and on which day somebody counted."""

    version = version_field()
    staff_total = WholeNumberField(
        label="How many staff do you have?",
        required="Enter how many staff you have",
        help_text="Leave out who is away for long, like on sick leave.",
    )
    staff_trained = WholeNumberField(
        label="How many did the training in the last 12 months?",
        required="Enter how many did the training",
    )
    counted_on = DateField(
        label="When did you count?",
        subject="The date",
        required="Enter the day you counted",
        help_text="Like 27 3 2026",
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.was_overtaken = False

    def clean(self) -> dict[str, Any]:
        """Ask the rules what cannot be (R25), and refuse a day that has not come."""
        cleaned: dict[str, Any] = super().clean() or {}
        total, trained, on = (cleaned.get(name) for name in ("staff_total", "staff_trained", "counted_on"))
        if total is not None and trained is not None:
            for problem in count_problems(trained, total):
                self.add_error(*ANSWER_PROBLEMS[problem])
        if on and on > self.today:
            self.add_error("counted_on", "The date must be today or before today")
        return cleaned

    def overtaken_by(self, version: int) -> None:
        """Say that somebody saved first; what was typed stays, and saving again replaces theirs knowingly."""
        self.was_overtaken = True
        self.data = self.data.copy()
        self.data["version"] = str(version)
        self.add_error(None, OVERTAKEN)
