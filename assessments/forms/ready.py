"""Papers first: one line of the checklist after another, each with where the paper is kept."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField
from django.utils.html import format_html

from assessments.actions.papers_first import Said
from assessments.checklist import Checked
from assessments.rules.editions import Edition
from assessments.words import SAYS
from dsptcare.fields import CharField, ChoiceField
from evidence.models import PaperTick

YES = PaperTick.Says.YES
LONGEST_PLACE = 500
TOO_LONG = f"Say where you keep it in {LONGEST_PLACE} characters or fewer"
HIDDEN = "nhsuk-u-visually-hidden"
PLACE_WITHOUT_PAPER = "Choose yes if you have it, or take out where you keep it: {}"
HELD_BY_NOW = "This is on your list already, so change it there and empty this box: {}"
FOR_NO_PAPER = "Choose yes for the papers that you keep there, or empty this box"


class ReadyForm(forms.Form):
    """What there is of the checklist. Nothing has to be ticked; a place goes only with "yes".

    A paper that the register has keeps its place: the box for it is not shown, and refused if somebody sends it.
    """

    def __init__(self, edition: Edition, checked: Checked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checked = checked
        self.fields["most"] = CharField(
            label="Where do you keep most of them?",
            help_text="We write this down for each one that you have, unless you say another place beside it",
            validators=[MaxLengthValidator(LONGEST_PLACE, TOO_LONG)],
        )
        self.titles = {
            line.document_kind: edition.document_kind(line.document_kind).title for line in edition.checklist
        }
        for line in edition.checklist:
            kind, paper = line.document_kind, edition.document_kind(line.document_kind)
            said = checked.says.get(kind) or (YES if kind in checked.held else None)
            self.fields[f"says-{kind}"] = ChoiceField(
                label=line.plain_question,
                help_text=paper.what_it_is,
                choices=list(SAYS.items()),
                initial=said,
                classes="app-radios--grid",
            )
            self.fields[f"place-{kind}"] = CharField(
                label=format_html('Where do you keep it?<span class="{}">: {}</span>', HIDDEN, paper.title),
                validators=[MaxLengthValidator(LONGEST_PLACE, TOO_LONG)],
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for kind in self.titles:
            if cleaned.get(f"place-{kind}") and kind in self.checked.held:
                self.add_error(f"place-{kind}", HELD_BY_NOW.format(self.titles[kind]))
            elif cleaned.get(f"place-{kind}") and cleaned.get(f"says-{kind}") != YES:
                self.add_error(f"says-{kind}", PLACE_WITHOUT_PAPER.format(self.titles[kind]))
        if cleaned.get("most") and not self.errors and not any(self._is_for_all(kind) for kind in self.titles):
            self.add_error("most", FOR_NO_PAPER)
        return cleaned

    def _is_for_all(self, kind: str) -> bool:
        """Say whether the one place for most of them goes for a line: it is there, and nobody said where."""
        held = self.checked.held.get(kind)
        has_place = self.cleaned_data[f"place-{kind}"] or (held is not None and held.is_somewhere)
        return self.cleaned_data[f"says-{kind}"] == YES and not has_place

    @property
    def said(self) -> dict[str, Said]:
        """What is new of what was said, by kind: a line that stays as it was does nothing again."""
        told = {
            kind: Said(PaperTick.Says(self.cleaned_data[f"says-{kind}"]), self._place_of(kind))
            for kind in self.titles
            if self.cleaned_data[f"says-{kind}"]
        }
        return {kind: one for kind, one in told.items() if one.place or one.says != self.checked.says.get(kind)}

    def _place_of(self, kind: str) -> str:
        place: str = self.cleaned_data["most" if self._is_for_all(kind) else f"place-{kind}"]
        return place

    def says(self, kind: str) -> BoundField:
        """Give the choices of a line."""
        return self[f"says-{kind}"]

    def place(self, kind: str) -> BoundField:
        """Give the box of a line."""
        return self[f"place-{kind}"]
