"""The forms of answering once: which answers to share, and which services one is not true for."""

from collections.abc import Iterable
from typing import Any

from django import forms

from dsptcare.fields import ChoiceField, MultipleChoiceField


class ShareForm(forms.Form):
    """Answers ticked in a list, to share or to stop sharing; the page draws the boxes beside each line."""

    ref = MultipleChoiceField(label="Answers", required="Tick at least one answer")

    def __init__(self, refs: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ref"].choices = [(ref, ref) for ref in refs]  # type: ignore[attr-defined]


class TrueForForm(forms.Form):
    """Which services is this true for: all of them, or all but the ones that are ticked."""

    ALL, SOME = "all", "some"

    true_for = ChoiceField(
        label="Which services is this true for?",
        required="Choose if it is true for all your services",
        choices=[(ALL, "All my services"), (SOME, "Not for the ones I tick")],
        label_size="m",
    )
    without = MultipleChoiceField(label="Tick the ones it is not true for")

    def __init__(self, sites: Iterable[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["without"]
        field.choices = [(str(pk), str(pk)) for pk in sites]

    @property
    def ticked(self) -> set[str]:
        """What is ticked as the page is drawn, by the boxes' values."""
        return {str(pk) for pk in self["without"].value() or []}

    def clean(self) -> dict[str, Any]:
        """Ask for at least one tick with "not for the ones I tick", and for none with "all"."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen, ticked = cleaned.get("true_for"), cleaned.get("without")
        if chosen == self.SOME and not ticked and "without" not in self.errors:
            self.add_error("without", "Tick at least one service, or choose all my services")
        if chosen == self.ALL and ticked:
            self.add_error("true_for", "You ticked a service below. Take the tick off, or choose the second answer")
        return cleaned

    @property
    def sites(self) -> list[int]:
        """The sites it is not true for."""
        return [int(pk) for pk in self.cleaned_data.get("without") or []]
