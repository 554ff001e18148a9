"""Which papers prove a question, and which questions a paper of the group proves; the pages draw the boxes."""

from collections.abc import Iterable
from typing import Any

from django import forms

from assessments.forms.documents import choices
from assessments.papers import Paper
from assessments.rules.editions import Edition
from dsptcare.fields import MultipleChoiceField


class ProofForm(forms.Form):
    """Which papers prove a question; the page draws the boxes. `papers` are those of the group above."""

    documents = MultipleChoiceField(label="Your documents")
    papers = MultipleChoiceField(label="Papers of your group")

    def __init__(self, own: Iterable[Paper], shared: Iterable[Paper], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, papers in (("documents", own), ("papers", shared)):
            choices(self, name, [(str(paper.id), paper.title) for paper in papers])

    @property
    def ids(self) -> dict[str, list[int]]:
        """What is ticked, by the names of the fields."""
        return {name: [int(pk) for pk in self.cleaned_data[name]] for name in ("documents", "papers")}

    def ticked(self, name: str) -> set[str]:
        """What is ticked in a field as the page is drawn."""
        return set(self[name].value() or ())


class RefsForm(forms.Form):
    """Which questions a paper of the group proves at one of its sites; the page draws the boxes."""

    refs = MultipleChoiceField(label="Which questions does it prove here?")

    def __init__(self, questions: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices(self, "refs", [(question.ref, question.ref) for question in questions.questions])

    @property
    def ticked(self) -> set[str]:
        """The questions that are ticked as the page is drawn."""
        return set(self["refs"].value() or ())


def starting_proof(own: Iterable[Paper], shared: Iterable[Paper], ref: str) -> dict[str, list[str]]:
    """Tick the papers that prove a question now."""
    ticked = {"documents": own, "papers": shared}
    return {name: [str(one.id) for one in found if ref in one.refs] for name, found in ticked.items()}
