"""The forms about cover: which sites, one more, one less, and whose a site is."""

from collections.abc import Iterable
from typing import Any

from django import forms

from assessments.candidates import Candidate, Tick
from assessments.models import SiteTick
from assessments.rules.coverage import Candidacy
from dsptcare.fields import ChoiceField, TextField, TickField

LONGEST = 1_000
REASONS = [("", "Choose why not"), *SiteTick.Reason.choices]


class CoverForm(forms.Form):
    """A tick for each site of one page that can have one; without it a reason; where it differs, words (R38, R74)."""

    def __init__(self, shown: Iterable[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = list(shown)
        self.sites = [candidate for candidate in shown if candidate.can_be_ticked]
        self.lost = [one for one in shown if not one.can_be_ticked and one.tick and one.tick.is_ticked]
        for candidate in self.sites:
            self._add(candidate)

    def _add(self, candidate: Candidate) -> None:
        tick = candidate.tick
        self.fields[f"tick-{candidate.id}"] = TickField(label=candidate.name, initial=candidate.is_ticked)
        self.fields[f"reason-{candidate.id}"] = ChoiceField(
            label="Why not", choices=REASONS, widget=forms.Select(), initial=tick.reason if tick else ""
        )
        if candidate.candidacy is Candidacy.DIFFERENT_HERE:
            self.fields[f"same-{candidate.id}"] = TextField(
                label="Covered all the same, because", initial=candidate.all_the_same, max_length=LONGEST
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason wherever a site is left out, and wherever one is covered that says it is different."""
        cleaned: dict[str, Any] = super().clean() or {}
        for candidate in self.sites:
            is_ticked = cleaned.get(f"tick-{candidate.id}")
            if not is_ticked and not cleaned.get(f"reason-{candidate.id}"):
                self.add_error(f"reason-{candidate.id}", f"Tick {candidate.name}, or choose why it is left out")
            same = f"same-{candidate.id}"
            if is_ticked and same in self.fields and not cleaned.get(same, "").strip():
                self.add_error(same, f"Say why {candidate.name} is covered all the same")
        return cleaned

    @property
    def ticks(self) -> dict[int, Tick]:
        """Give what is to be saved; a tick that somebody set before it became impossible goes with it."""
        lost = {one.id: Tick(is_ticked=False, reason=SiteTick.Reason.OTHER) for one in self.lost if one.id is not None}
        return lost | {one.id: self._tick(str(one.id)) for one in self.sites if one.id is not None}

    def _tick(self, site: str) -> Tick:
        if self.cleaned_data[f"tick-{site}"]:
            return Tick(is_ticked=True, all_the_same=self.cleaned_data.get(f"same-{site}", "").strip())
        return Tick(is_ticked=False, reason=self.cleaned_data[f"reason-{site}"])


class AddCoveredForm(forms.Form):
    """One more site for a publication that is made: the four answers are said to be true there as well (R40)."""

    same = TextField(label="Covered all the same, because", max_length=LONGEST)
    affirmed = TickField(required="Tick the box to say that the four answers are true there, too")

    def __init__(self, candidate: Candidate, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["affirmed"].label = f"The four answers about one form are true at {candidate.name}, too"
        if candidate.candidacy is not Candidacy.DIFFERENT_HERE:
            del self.fields["same"]

    def clean_same(self) -> str:
        """Ask for words, where its manager said that something is different."""
        words: str = self.cleaned_data["same"].strip()
        if not words:
            raise forms.ValidationError("Say why it is covered all the same")
        return words


class DisputeForm(forms.Form):
    words = TextField(
        label="Why is it yours?",
        help_text="Say since when, and how we can check it. The other head office does not see this.",
        required="Say why it is yours",
        max_length=LONGEST,
    )


class DecideForm(forms.Form):
    """What the operator decides about a site that two say is theirs."""

    in_favour_of = ChoiceField(label="Whose service is it?", required="Choose one of the two")
    words = TextField(
        label="Why?", help_text="Both of them will read this.", required="Say why, in a few words", max_length=LONGEST
    )

    def __init__(self, sides: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_favour_of"].choices = sides  # type: ignore[attr-defined]
