"""What is said of a document the same way on every page: its kind, its state, and where it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from assessments.dates import in_full
from assessments.rules.editions import Edition
from evidence.models import FileState
from evidence.states import DocumentState

ANOTHER: Final = "Another paper"

# The words of the tag, its colour ("" is plain text), and what several are in a sentence.
STATES: Final = {
    DocumentState.IN_DATE: ("In date", "", "in date"),
    DocumentState.CHECK_SOON: ("Check soon", "yellow", "to check soon"),
    DocumentState.OUT_OF_DATE: ("Out of date", "red", "out of date"),
    DocumentState.MISSING: ("Missing", "orange", "missing"),
}
CLICKABLE: Final = ("http", "https")


@dataclass(frozen=True, slots=True)
class State:
    """A state as a tag; without a colour it is plain text."""

    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link as somebody typed it; `href` is "" when it is no address of the web, and then it is only text."""

    words: str
    href: str


def state_tag(state: DocumentState) -> State:
    """Say a state in two words."""
    words, colour, _ = STATES[state]
    return State(words, colour)


def counted(states: Iterable[DocumentState]) -> Mapping[DocumentState, int]:
    """Count documents by their states, those in date first."""
    found = list(states)
    return {state: found.count(state) for state in STATES}


def in_short(states: Iterable[DocumentState]) -> str:
    """Say how many documents are in each state: "23 in date, 2 to check soon, 1 missing."."""
    said = [f"{count} {STATES[state][2]}" for state, count in counted(states).items() if count]
    return f"{', '.join(said)}." if said else ""


def state_sentence(state: DocumentState, review_on: date | None, file_state: str = "") -> str:
    """Say where a document stands and until when."""
    if state is DocumentState.MISSING and file_state == FileState.WAITING:
        return "Nobody can open its file yet. Say where you keep it, too."
    if state is DocumentState.MISSING:
        return "Nobody could find this one. Say where it is."
    if review_on is None:
        return "There is no day to look at it again."
    if state is DocumentState.OUT_OF_DATE:
        return f"It needed a look by {in_full(review_on)}."
    return f"Look at it again by {in_full(review_on)}."


def kind_words(kind: str, questions: Edition) -> str:
    """Name a kind of paper, also one that the edition has no more."""
    if not kind:
        return ANOTHER
    titles = {one.slug: one.title for one in questions.document_kinds}
    return titles.get(kind) or kind.replace("-", " ").capitalize()


def link_of(text: str) -> Link | None:
    """Read a link: only an address of the web leads anywhere; all else, such as a shared drive, is shown as text."""
    return Link(text, _web_address(text)) if text else None


def _web_address(text: str) -> str:
    if any(letter.isspace() or letter == "\\" for letter in text):
        return ""
    try:
        parts = urlsplit(text)
        is_web = parts.scheme.lower() in CLICKABLE and bool(parts.hostname)
    except ValueError:  # such as an address with half a bracket
        return ""
    return text if is_web else ""


def added_words(questions: int) -> str:
    """Say that a document was added, and for how many questions."""
    return f"Added. {supports(questions)}"


def saved_words(questions: int) -> str:
    """Say that a document was saved, and for how many questions."""
    return f"Saved. {supports(questions)}"


def supports(questions: int) -> str:
    """Say how many questions a document supports."""
    if not questions:
        return "It supports no question yet."
    return f"It supports {questions} question{'' if questions == 1 else 's'}."
