"""The forms of the register: a document, and a new version of it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django import forms

from assessments.forms.answers import LONGEST, version_field
from assessments.newest import default_review
from assessments.papers import Terms
from assessments.rules.editions import Edition
from assessments.rules.questions import Question
from dsptcare.fields import PARTS, CharField, ChoiceField, DateField, MultipleChoiceField, TextField, TickField
from evidence.actions.documents import OF_A_VERSION, WORDS
from evidence.forms.files import EvidenceFileField, not_taken
from evidence.models import Document
from evidence.receiving import Received, receive
from evidence.refusing import FileRefused
from organisations.models import Organisation

ANOTHER: Final = "Another paper"
NOWHERE: Final = "Say where you keep it, give a link or choose a file"
AGAIN: Final = "Choose the file again"
OVERTAKEN: Final = "Someone else saved this while you were typing. Read both, then save the one you want."
REMOVED: Final = "Someone removed this document while you were typing. Bring it back first, then save this again."
DATES: Final = ("written_on", "review_on")


def file_field() -> EvidenceFileField:
    """Make the field for a file: it stands last, so that nobody chooses one before the rest is typed."""
    return EvidenceFileField(
        label="Send us the file (if you want to)",
        help_text="Take names of people you care for off first",
        required=False,
    )


class PlacedForm(forms.Form):
    """Where a document is, and its two dates. What it refuses keeps everything that was typed."""

    place = TextField(
        label="Where it is kept",
        max_length=LONGEST,
        rows=2,
        help_text="Like: office shelf, blue folder. That is all we need",
    )
    link = CharField(label="A link to it (if there is one)", max_length=2000)
    written_on = DateField(label="When it was written", subject="The day it was written", help_text="Like 27 3 2026")
    review_on = DateField(
        label="When to look at it again",
        subject="The day to look at it again",
        help_text="Leave this out and we will work it out",
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.was_overtaken = False

    def full_clean(self) -> None:
        """Look at everything; a browser sends a file once only, so with any refusal it must be chosen again."""
        super().full_clean()
        self._forget_file()

    def _forget_file(self) -> None:
        if self.is_bound and self._errors and self.files.get("file") and "file" not in self._errors:
            self.add_error("file", AGAIN)

    def clean(self) -> dict[str, Any]:
        """Refuse days that cannot be."""
        cleaned: dict[str, Any] = super().clean() or {}
        written, review = (cleaned.get(name) for name in DATES)
        if written and written > self.today:
            self.add_error("written_on", "The day it was written must be today or before today")
        elif written and review and review < written:
            self.add_error("review_on", "The day to look at it again must be after the day it was written")
        return cleaned

    def must_be_somewhere(self, cleaned: Mapping[str, Any]) -> None:
        """Ask for a place when nobody could find the document."""
        ways = ("place", "link", "file")
        if not any(cleaned.get(name) for name in ways) and not set(ways) & set(self.errors):
            self.add_error("place", NOWHERE)

    def overtaken_by(self, version: int) -> None:
        """Say that somebody saved first; what was typed stays, and saving again replaces theirs knowingly."""
        self.was_overtaken = True
        self.data = self.data.copy()
        self.data["version"] = str(version)
        self._refuse(OVERTAKEN)

    def was_removed(self) -> None:
        """Say that somebody removed the document first; what was typed stays."""
        self._refuse(REMOVED)

    def file_refused(self, refused: FileRefused) -> None:
        """Say why the file could not be kept; what was typed stays."""
        self.add_error("file", not_taken(refused))

    def _refuse(self, words: str) -> None:
        self.add_error(None, words)
        self._forget_file()


class DocumentForm(PlacedForm):
    """All that the register says of a document. `refs` are the questions it supports, whose boxes the page draws."""

    kind = ChoiceField(label="What it is", widget=forms.Select())
    title = CharField(label="Name of the document", max_length=200, help_text="Leave this out to use the words above")
    owner = CharField(
        label="Who looks after it",
        max_length=120,
        help_text="A job title is fine, so that it stays right when people leave",
    )
    refs = MultipleChoiceField(label="Which questions does it support?")
    is_shared = TickField(label="Your services may use it")

    field_order = ("kind", "title", "place", "link", "written_on", "review_on", "owner", "is_shared", "refs")

    def __init__(self, terms: Terms, *args: Any, can_share: bool, first: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(terms.today, *args, **kwargs)
        self.edition = terms.edition
        if not can_share:
            del self.fields["is_shared"]
        choices(self, "kind", kinds_of(terms.edition, first, self.initial.get("kind") or ""))
        choices(self, "refs", [(question.ref, question.ref) for question in terms.edition.questions])

    @property
    def chosen_kind(self) -> str:
        """The kind that is chosen as the page is drawn."""
        return str(self["kind"].value() or "")

    @property
    def ticked(self) -> set[str]:
        """The questions that are ticked as the page is drawn."""
        return set(self["refs"].value() or ())

    def clean(self) -> dict[str, Any]:
        """Name a document after its kind when it has no name of its own."""
        cleaned = super().clean()
        if not cleaned.get("title") and not {"title", "kind"} & set(self.errors):
            kind = cleaned.get("kind")
            if kind:
                cleaned["title"] = dict(kinds_of(self.edition, (), kind))[kind]
            else:
                self.add_error("title", "Give it a name, or choose what it is")
        return cleaned

    @property
    def words(self) -> dict[str, Any]:
        """What the register keeps, by its own names."""
        return {name: self.cleaned_data[name] for name in WORDS if name in self.cleaned_data}


class AddForm(DocumentForm):
    """A new document. Where nothing is known yet, its kind may choose the questions it supports."""

    by_kind = TickField(label="All that ask for a paper like this")
    file = file_field()

    field_order = (*DocumentForm.field_order, "by_kind", "file")

    @property
    def ticked(self) -> set[str]:
        """The questions that are ticked as the page is drawn: once the kind is known, they can be seen."""
        return super().ticked | set(asking_for(self.edition, self.chosen_kind) if self["by_kind"].value() else ())

    def clean(self) -> dict[str, Any]:
        """Ask for a place, and add the questions that name its kind if that is wanted."""
        cleaned = super().clean()
        self.must_be_somewhere(cleaned)
        if cleaned.get("by_kind") and cleaned.get("kind"):
            cleaned["refs"] = sorted({*(cleaned.get("refs") or ()), *asking_for(self.edition, cleaned["kind"])})
        return cleaned

    @property
    def words(self) -> dict[str, Any]:
        """What the register keeps, with the usual day to look at it again where none was typed."""
        words = super().words
        usual = default_review(words["kind"], self.edition.name, words["written_on"], self.today)
        return {**words, "review_on": words["review_on"] or usual}


class ChangeForm(DocumentForm):
    """What the register says of a document that is there, over the version that was read."""

    version = version_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].help_text = "Leave this out if it never needs another look"
        self.fields["title"].help_text = ""


class VersionForm(PlacedForm):
    """A new version of a document, over the version of it that was read."""

    version = version_field()
    file = file_field()

    def __init__(self, terms: Terms, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(terms.today, *args, **kwargs)
        self.edition, self.kind = terms.edition, kind

    def clean(self) -> dict[str, Any]:
        """Ask for a place."""
        cleaned = super().clean()
        self.must_be_somewhere(cleaned)
        return cleaned

    @property
    def words(self) -> dict[str, Any]:
        """What the register keeps of a version, with the usual day to look at it again where none was typed."""
        words = {name: self.cleaned_data[name] for name in OF_A_VERSION}
        usual = default_review(self.kind, self.edition.name, words["written_on"], self.today)
        return {**words, "review_on": words["review_on"] or usual}


def received_with(form: PlacedForm, organisation: Organisation) -> Received | None:
    """Keep the file of a valid form, None for a form without one; raises FileRefused."""
    file = form.cleaned_data.get("file")
    return receive(file, organisation=organisation) if file else None


def choices(form: forms.Form, name: str, offered: Collection[tuple[str, str]]) -> None:
    """Say what a field of one form offers."""
    field: Any = form.fields[name]
    field.choices = offered


def kinds_of(questions: Edition, first: Iterable[str] = (), there: str = "") -> list[tuple[str, str]]:
    """List the kinds of an edition, some of them first; `there` stays even when the edition has it no more."""
    titles = {kind.slug: kind.title for kind in questions.document_kinds}
    if there and there not in titles:
        titles[there] = there.replace("-", " ").capitalize()
    wanted = [slug for slug in first if slug in titles]
    return [("", ANOTHER), *((slug, titles[slug]) for slug in dict.fromkeys([*wanted, *titles]))]


def asking_for(questions: Edition, kind: str) -> list[str]:
    """Return the questions that a kind of paper proves, in reading order."""
    return [question.ref for question in questions.in_reading_order() if kind and kind in question.evidence]


def starting_words(terms: Terms, kind: str, question: Question | None) -> dict[str, Any]:
    """Give the form of a new document what is known from where somebody came: its kind, or a question to prove."""
    kinds = [kind] if kind else list(question.evidence if question else ())
    known = kinds[0] if len(kinds) == 1 and kinds[0] in dict(kinds_of(terms.edition)) else ""
    return {"kind": known, "refs": [question.ref] if question else [], "by_kind": True}


def starting_document(document: Document, refs: Iterable[str]) -> dict[str, Any]:
    """Give the form what the register says."""
    names = ("kind", "title", "place", "link", "owner", *DATES, "is_shared", "version")
    return {**{name: getattr(document, name) for name in names}, "refs": list(refs)}


def typed_words(held: Mapping[str, str] | None) -> dict[str, Any]:
    """Give a form what was typed before a sign-out: the boxes of each date go back together."""
    typed: dict[str, Any] = dict(held or {})
    for name in DATES:
        parts = tuple(typed.get(f"{name}_{part}", "") for part in PARTS)
        if any(parts):
            typed[name] = parts
    if "refs" in typed:
        typed["refs"] = [typed["refs"]]
    return typed
