"""What a site says to its group's answers: all true, or these are different, and the numbers only it knows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from assessments.forms.answers import LAST_VERSION, LONGEST, NO_COUNT
from assessments.rules import answers as rules
from assessments.rules.roll_up import Count
from assessments.words import ANSWER_PROBLEMS
from dsptcare.fields import MultipleChoiceField, TextField, WholeNumberField

TRUE, DIFFERENT = "true", "different"


class AgreeForm(forms.Form):
    """One box to tick and one to write in for each shared answer, and two for each count that is missing."""

    different = MultipleChoiceField(label="What is different here")

    def __init__(self, refs: Sequence[str], counting: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refs, self.counting = tuple(refs), tuple(counting)
        field: Any = self.fields["different"]
        field.choices = [(ref, ref) for ref in refs]
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
        """Words or a tick say that something is different; a tick needs words, and "all true" allows neither."""
        cleaned: dict[str, Any] = super().clean() or {}
        marked = self._marked(cleaned)
        if self.data.get("say") == TRUE:
            for ref in marked[:1]:
                words = "You marked this as different. Press the second button, or take this out"
                self.add_error(f"because-{ref}", words)
        elif not marked and not self.errors:
            self.add_error("different", "Tick what is different, or press the first button")
        else:
            for ref in marked:
                if not (cleaned.get(f"because-{ref}") or "").strip() and f"because-{ref}" not in self.errors:
                    self.add_error(f"because-{ref}", "Say what is different here")
        for ref in self.counting:
            self._check_counts(ref, cleaned)
        return cleaned

    def _marked(self, cleaned: Mapping[str, Any]) -> list[str]:
        ticked = cleaned.get("different") or []
        return [ref for ref in self.refs if ref in ticked or (cleaned.get(f"because-{ref}") or "").strip()]

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
        return {ref: self.cleaned_data[f"because-{ref}"].strip() for ref in self._marked(self.cleaned_data)}

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

    def is_ticked(self, ref: str) -> bool:
        """Say whether a line is marked as the page is drawn."""
        return ref in (self["different"].value() or []) or bool(self.because(ref).errors)

    def because(self, ref: str) -> BoundField:
        """Give the box to write in."""
        return self[f"because-{ref}"]

    def seen_field(self, ref: str) -> BoundField:
        """Give the hidden box with the version that is shown."""
        return self[f"seen-{ref}"]

    def count_fields(self) -> list[BoundField]:
        """Give the boxes for the numbers that are missing."""
        return [self[f"{name}-{ref}"] for ref in self.counting for name in ("total", "trained")]
