"""The forms of a question: its answer, what follows from the choice, and the choice between two answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from assessments.models import Answer, AnswerDraft, AnswerRevision
from assessments.models.answers import WORDS
from assessments.rules import answers as rules
from assessments.rules.answers import AnswerProblem, Choice, FollowUp
from assessments.rules.questions import Kind, Question
from assessments.words import ANSWER_LABELS, ANSWER_PROBLEMS, CHOICES, YES_TO_A_TEXT
from dsptcare.fields import PARTS, CharField, ChoiceField, DateField, TextField, WholeNumberField

# Asked for on a page of their own, so their absence is no fault of this one.
ASKED_LATER = {AnswerProblem.REASON_MISSING, AnswerProblem.COUNTS_MISSING}
LONGEST = 20_000
LAST_VERSION = 2**31 - 1  # that a column holds
MAIN_FIELDS = {Kind.CONFIRM: "text", Kind.TEXT: "text", Kind.DOCUMENT: "kept_at", Kind.DATE: "on"}


def version_field() -> forms.IntegerField:
    """Make the hidden field that says which version was read."""
    return forms.IntegerField(min_value=0, max_value=LAST_VERSION, widget=forms.HiddenInput)


def choice_words(question: Question) -> dict[Choice, str]:
    """Return the offered choices with their words."""
    words = CHOICES | ({Choice.YES: YES_TO_A_TEXT} if question.kind is Kind.TEXT else {})
    return {choice: words[choice] for choice in rules.choices_for(question)}


def choose_sentence(question: Question) -> str:
    """Say which answers there are: "Choose yes, not yet, or I am not sure"."""
    *first, last = [
        words[0].lower() + words[1:] if not words.startswith("I ") else words
        for words in choice_words(question).values()
    ]
    return f"Choose {', '.join(first)} or {last}"


class AnswerForm(forms.Form):
    """One question's answer. "Save and come back later" takes it half done; "Save and continue" does not.

    `documents` is how many papers prove it already: then nobody has to say again where one is kept (R8).
    """

    version = version_field()

    def __init__(
        self,
        question: Question,
        today: date,
        *args: Any,
        is_for_later: bool = False,
        documents: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.today, self.is_for_later, self.documents = question, today, is_for_later, documents
        self.fields["choice"] = ChoiceField(
            label=question.asks,
            help_text=question.why,
            is_heading=True,
            label_size="l",
            choices=[(choice.value, words) for choice, words in choice_words(question).items()],
            required=False if is_for_later else choose_sentence(question),
            classes="app-radios--grid",
        )
        self.fields |= _fields_for(question)

    def clean(self) -> dict[str, Any]:
        """Ask the rules what is wrong, unless the person only puts the work down for a while."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.is_for_later and not self.errors:
            for problem in set(rules.problems(self.question, self._facts(cleaned), self.today)) - ASKED_LATER:
                field, words = ANSWER_PROBLEMS[problem]
                self.add_error(field if field in self.fields else None, words)
        return cleaned

    def _facts(self, cleaned: dict[str, Any]) -> rules.Answer:
        return rules.Answer(
            self.question.ref,
            Choice(cleaned["choice"]) if cleaned.get("choice") else None,
            text=cleaned.get("text", ""),
            kept_at=cleaned.get("kept_at", ""),
            link=cleaned.get("link", ""),
            on=cleaned.get("on"),
            documents=self.documents,
        )

    def below_a_heading(self) -> None:
        """Stand on a page whose heading is the question already: the choice only says what to do."""
        choice: Any = self.fields["choice"]
        choice.label, choice.help_text = "Your own answer", ""
        choice.is_heading, choice.label_size = False, "s"

    def main_fields(self) -> list[BoundField]:
        """The choice and the one field that answers this kind of question: what fits above the button."""
        return [self["choice"], self[MAIN_FIELDS[self.question.kind]]]

    def more_fields(self) -> list[BoundField]:
        """Everything else there is to say."""
        main = {"choice", MAIN_FIELDS[self.question.kind]}
        return [field for field in self.visible_fields() if field.name not in main]

    def has_more(self) -> bool:
        """Say whether anything is written, or wrong, in the fields that are folded away."""
        return any(field.value() or field.errors for field in self.more_fields())

    @property
    def is_all(self) -> bool:
        """Say whether nothing more is to come: it was not put down for later, and no page asks for the rest of it."""
        choice = self.cleaned_data["choice"]
        more = rules.follow_up(self.question, Choice(choice)) if choice else None
        return not self.is_for_later and more in (None, FollowUp.PLAN)

    @property
    def words(self) -> dict[str, Any]:
        """The fields to save, by the names of the answer's columns."""
        return {name: value for name, value in self.cleaned_data.items() if name in WORDS}


def _fields_for(question: Question) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    if question.kind is Kind.DOCUMENT:
        fields["kept_at"] = CharField(
            label="Where you keep it", max_length=LONGEST, help_text="Like: office shelf, blue folder"
        )
        fields["link"] = CharField(label="A link to it (if there is one)", max_length=2000)
    if question.kind is Kind.DATE:
        fields["on"] = DateField(label="The date", subject="The date", help_text="Like 27 3 2026")
    rows = 3 if question.kind in (Kind.CONFIRM, Kind.TEXT) else 2
    hint = "Most answers are 2 to 4 sentences" if question.kind is Kind.TEXT else ""
    fields["text"] = TextField(label=ANSWER_LABELS[question.kind], max_length=LONGEST, rows=rows, help_text=hint)
    fields["comment"] = TextField(label="A note for your team", max_length=LONGEST, rows=2)
    return fields


def starting_words(answer: Answer | AnswerDraft | AnswerRevision | None) -> dict[str, Any]:
    """Give the form what is saved so far."""
    return {name: getattr(answer, name) for name in WORDS} if answer else {}


def typed_words(typed: Mapping[str, str]) -> dict[str, Any]:
    """Give the form what was typed before a sign-out: the boxes of a date go back together."""
    date_parts = [typed.get(f"on_{part}", "") for part in PARTS]
    words: dict[str, Any] = {name: value for name, value in typed.items() if name in WORDS or name == "version"}
    return {**words, "on": tuple(date_parts)} if any(date_parts) else words


class ReasonForm(forms.Form):
    version = version_field()
    reason = TextField(
        label="Why does this not apply to you?",
        is_heading=True,
        label_size="l",
        max_length=LONGEST,
        required=ANSWER_PROBLEMS[AnswerProblem.REASON_MISSING][1],
    )


NO_COUNT = dict.fromkeys(("invalid", "min_value", "max_value"), ANSWER_PROBLEMS[AnswerProblem.NEGATIVE][1])


class TrainingForm(forms.Form):
    version = version_field()
    staff_total = WholeNumberField(
        label="How many staff do you have?",
        required="Enter how many staff you have",
        errors=NO_COUNT,
        help_text="Leave out people who are away for a long time",
    )
    staff_trained = WholeNumberField(
        label="How many of them did the training in the last 12 months?",
        required="Enter how many staff did the training",
        errors=NO_COUNT,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse counts that cannot be (R25)."""
        cleaned: dict[str, Any] = super().clean() or {}
        total, trained = cleaned.get("staff_total"), cleaned.get("staff_trained")
        if total is not None and trained is not None:
            for problem in rules.count_problems(trained, total):
                self.add_error(*ANSWER_PROBLEMS[problem])
        return cleaned


class ChooseForm(forms.Form):
    """Two people answered: keep one's own, keep the other's, or join the texts."""

    MINE, THEIRS, JOINED = "mine", "theirs", "joined"

    version = version_field()
    keep = ChoiceField(
        label="Which answer do you want?",
        required="Choose which answer you want",
        choices=[(MINE, "Keep mine"), (THEIRS, "Keep theirs"), (JOINED, "Join them")],
    )
    joined = TextField(
        label="Both answers joined", max_length=LONGEST, rows=6, help_text="Change the words as you like"
    )

    def clean(self) -> dict[str, Any]:
        """Look at the joined text only if that is what is wanted: together two long answers may be too long."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("keep") in (self.MINE, self.THEIRS):
            self.errors.pop("joined", None)
        return cleaned


FOLLOW_UP_FORMS = {FollowUp.REASON: ReasonForm, FollowUp.TRAINING: TrainingForm}
