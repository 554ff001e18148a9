"""What a site says to its group's answers: all true, or these are different, and the numbers only it knows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from assessments.forms.answers import LAST_VERSION, LONGEST, NO_COUNT
from assessments.rules import answers as rules
from assessments.rules.roll_up import Count
from assessments.words import ANSWER_PROBLEMS
from dsptcare.fields import TextField, WholeNumberField

TRUE, DIFFERENT = "true", "different"


class AgreeForm(forms.Form):
    """One box to write in for each shared answer, and two for each count that is missing.

    Words in a box say that this answer is different here; there is nothing to tick besides.
    """

    def __init__(self, refs: Sequence[str], counting: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refs, self.counting = tuple(refs), tuple(counting)
        for ref in refs:
            self.fields[f"because-{ref}"] = TextField(label="What is different here?", max_length=LONGEST, rows=2)
            self.fields[f"seen-{ref}"] = forms.IntegerField(
                min_value=0, max_value=LAST_VERSION, required=False, widget=forms.HiddenInput
            )
        for ref, short in counting.items():
            self.fields[f"total-{ref}"] = WholeNumberField(
                label=f"{short}: how many staff do you have?",
                errors=NO_COUNT,
                help_text="Leave out people on long leave",
            )
            self.fields[f"trained-{ref}"] = WholeNumberField(
                label="How many of them did the training in the last 12 months?", errors=NO_COUNT
            )

    def clean(self) -> dict[str, Any]:
        """Take "all true" only with every box empty, and "different" only with words in one."""
        cleaned: dict[str, Any] = super().clean() or {}
        written = self._written(cleaned)
        if self.data.get("say") == TRUE:
            for ref in written[:1]:
                words = "You wrote that this is different. Press the second button, or take your words out"
                self.add_error(f"because-{ref}", words)
        elif not written and not self.errors:
            self.add_error(None, "Say what is different, or press the first button")
        for ref in self.counting:
            self._check_counts(ref, cleaned)
        return cleaned

    def _written(self, cleaned: Mapping[str, Any]) -> list[str]:
        return [ref for ref in self.refs if (cleaned.get(f"because-{ref}") or "").strip()]

    def _check_counts(self, ref: str, cleaned: Mapping[str, Any]) -> None:
        """Take both numbers or none: the page can be sent before they are known (R25)."""
        total, trained = cleaned.get(f"total-{ref}"), cleaned.get(f"trained-{ref}")
        if (total is None) != (trained is None) and not {f"total-{ref}", f"trained-{ref}"} & set(self.errors):
            missing = "total" if total is None else "trained"
            self.add_error(f"{missing}-{ref}", "Enter both numbers, or leave both boxes empty")
        if total is not None and trained is not None:
            for problem in rules.count_problems(trained, total):
                field, words = ANSWER_PROBLEMS[problem]
                self.add_error(f"{'trained' if field == 'staff_trained' else 'total'}-{ref}", words)

    @property
    def said(self) -> dict[str, str]:
        """What is different, by reference; nothing when it is all true."""
        return {ref: self.cleaned_data[f"because-{ref}"].strip() for ref in self._written(self.cleaned_data)}

    @property
    def seen(self) -> dict[str, int]:
        """The versions that were read; an answer that was not on the page yet has none."""
        versions = {ref: self.cleaned_data.get(f"seen-{ref}") for ref in self.refs}
        return {ref: version for ref, version in versions.items() if version is not None}

    @property
    def counts(self) -> dict[str, Count]:
        """The numbers that were given, by reference."""
        return {
            ref: Count(self.cleaned_data[f"trained-{ref}"], self.cleaned_data[f"total-{ref}"])
            for ref in self.counting
            if self.cleaned_data.get(f"total-{ref}") is not None
        }

    def summary(self) -> list[dict[str, str]]:
        """List what is wrong for the top of the page, each with where to go."""
        general = [{"text": words, "href": "#answers"} for words in self.non_field_errors()]
        fields = [bound for bound in self.visible_fields() if bound.errors]
        return general + [{"text": bound.errors[0], "href": f"#{bound.auto_id}"} for bound in fields]

    def is_open(self, ref: str) -> bool:
        """Say whether a box is shown open: there is something in it, or something wrong with it."""
        return bool(self.because(ref).value() or self.because(ref).errors)

    def because(self, ref: str) -> BoundField:
        """Give the box to write in."""
        return self[f"because-{ref}"]

    def seen_field(self, ref: str) -> BoundField:
        """Give the hidden box with the version that is shown."""
        return self[f"seen-{ref}"]

    def count_fields(self) -> list[BoundField]:
        """Give the boxes for the numbers that are missing."""
        return [self[f"{name}-{ref}"] for ref in self.counting for name in ("total", "trained")]
