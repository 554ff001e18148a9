"""The register as a list: how the documents stand, filters, and a line for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from assessments.papers import Paper, Register
from assessments.pictures import PaperDate, document_dates, document_dates_words
from assessments.presenters.documents.files import file_label
from assessments.presenters.documents.words import (
    ANOTHER,
    STATES,
    Link,
    State,
    counted,
    in_short,
    kind_words,
    link_of,
    state_tag,
)
from assessments.presenters.progress import Picture
from assessments.rules.validity import add_months
from evidence.states import DocumentState

A_PAGE: Final = 50
OTHER: Final = "other"  # in an address: papers of no kind
PRESSING: Final = (DocumentState.OUT_OF_DATE, DocumentState.CHECK_SOON)
MONTHS_AHEAD: Final = 12  # of the picture
FEW_ROWS: Final = 12  # of the picture that leave the list in sight
SHORT: Final = 120  # letters of a place that a table has room for


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents to show: in a state (None for all), of a kind ("" for all), with a text in their titles."""

    state: DocumentState | None = None
    kind: str = ""
    search: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wanted":
        """Read an address; a state that is none shows all."""
        state = asked.get("state", "")
        search = " ".join(asked.get("q", "").split())[:100]
        return cls(DocumentState(state) if state in set(DocumentState) else None, asked.get("kind", "")[:40], search)

    def matches(self, paper: Paper) -> bool:
        return (self.state is None or paper.state is self.state) and self.finds(paper)

    def finds(self, paper: Paper) -> bool:
        """Say whether a document is one of those asked for, whatever its state."""
        return self.kind in ("", paper.kind or OTHER) and self.search.casefold() in paper.title.casefold()

    def query(self, **others: Any) -> str:
        """Give the end of an address that asks for the same, or for something else."""
        asked = {"state": self.state.value if self.state else "", "kind": self.kind, "q": self.search} | others
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Filter:
    words: str
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document in the list. `used` says for how many questions, `used_by` by how many services of a group."""

    title: str
    href: str
    kind: str
    place: str
    link: Link | None
    file: str
    review_on: date | None
    state: State
    used: str
    used_by: str = ""


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """`shared` are the papers of the group above, whose name is `group`."""

    code: str
    year: str
    count: int
    sentence: str
    filters: tuple[Filter, ...]
    kinds: tuple[Option, ...]
    state: str
    search: str
    shown: str
    lines: tuple[DocumentLine, ...]
    pager: Page
    query: str
    takes_off: tuple[tuple[str, str], ...]
    group: str
    shared: tuple[DocumentLine, ...]
    has_removed: bool
    services: int
    dates: Picture | None
    is_dates_open: bool


def documents_page(code: str, register: Register, wanted: Wanted, number: str | None) -> DocumentsPage:
    """Lay out one page of the register."""
    found = [paper for paper in register.own if wanted.matches(paper)]
    page = Paginator(found, A_PAGE).get_page(number)
    count = len(register.own)
    return DocumentsPage(
        code=code,
        year=register.terms.year,
        count=count,
        sentence=in_short(paper.state for paper in register.own),
        filters=_filters(code, register, wanted),
        kinds=_kinds(register, wanted),
        state=wanted.state.value if wanted.state else "",
        search=wanted.search,
        shown="" if len(found) == count else f"{len(found)} of {count} documents are shown.",
        lines=tuple(_line(code, paper, register) for paper in page),
        pager=page,
        query=f"{wanted.query()}&" if wanted.query() else "",
        takes_off=_takes_off(code, register, wanted) if count and not found else (),
        group=register.shared[0].group if register.shared else "",
        shared=tuple(_line(code, paper, register) for paper in register.shared),
        has_removed=register.has_removed,
        services=register.services,
        dates=_dates(register),
        is_dates_open=_is_dates_open(register),
    )


def _dates(register: Register) -> Picture | None:
    """Draw which documents want a look within a year; None when none of them does."""
    rows = [
        PaperDate(paper.title, paper.review_on, STATES[paper.state][0] if STATES[paper.state][1] else "")
        for paper in _due_in_a_year(register)
        if paper.review_on
    ]
    today = register.terms.today
    return Picture(document_dates(rows, today), document_dates_words(rows, today)) if rows else None


def _due_in_a_year(register: Register) -> list[Paper]:
    last = add_months(register.terms.today, MONTHS_AHEAD)
    return [paper for paper in register.own if paper.review_on and paper.review_on <= last]


def _is_dates_open(register: Register) -> bool:
    """Say whether to show the picture at once: something presses, and the list stays in sight below it."""
    due = _due_in_a_year(register)
    return len(due) <= FEW_ROWS and any(paper.state in PRESSING for paper in due)


def _address(code: str, query: str) -> str:
    return f"{reverse('assessments:documents', args=[code])}?{query}".rstrip("?")


def _filters(code: str, register: Register, wanted: Wanted) -> tuple[Filter, ...]:
    """Count what each filter would show together with the others; all of them, and every state that occurs."""
    found = [paper.state for paper in register.own if wanted.finds(paper)]
    every = Filter("All", _address(code, wanted.query(state="")), len(found), wanted.state is None)
    return every, *(
        Filter(STATES[state][0], _address(code, wanted.query(state=state.value)), count, wanted.state is state)
        for state, count in counted(found).items()
        if count or wanted.state is state
    )


def _kinds(register: Register, wanted: Wanted) -> tuple[Option, ...]:
    """Offer the kinds that occur, by name, and papers of no kind last."""
    there = {paper.kind for paper in register.own}
    titles = sorted((kind_words(kind, register.terms.edition), kind) for kind in there if kind)
    offered = [("", "Every kind"), *((kind, title) for title, kind in titles)]
    if "" in there:
        offered.append((OTHER, ANOTHER))
    return tuple(Option(value, words, value == wanted.kind) for value, words in offered)


def _takes_off(code: str, register: Register, wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """Offer to take off each filter of a list that shows nothing."""
    offers = []
    if wanted.search:
        offers.append((f"Take off the search “{wanted.search}”", _address(code, wanted.query(q=""))))
    if wanted.kind:
        words = ANOTHER if wanted.kind == OTHER else kind_words(wanted.kind, register.terms.edition)
        offers.append((f"Take off the filter “{words}”", _address(code, wanted.query(kind=""))))
    if wanted.state:
        offers.append((f"Take off the filter “{STATES[wanted.state][0]}”", _address(code, wanted.query(state=""))))
    return tuple(offers)


def _line(code: str, paper: Paper, register: Register) -> DocumentLine:
    name = "assessments:shared_document" if paper.group else "assessments:document"
    return DocumentLine(
        title=paper.title,
        href=reverse(name, args=[code, paper.id]),
        kind=kind_words(paper.kind, register.terms.edition),
        place=_shortened(paper.place),
        link=link_of(paper.link),
        file=file_label(paper.file_state),
        review_on=paper.review_on,
        state=state_tag(paper.state),
        used=used_words(paper.refs),
        used_by=used_by_words(register.used_by.get(paper.id, 0), register.services) if paper.is_shared else "",
    )


def _shortened(place: str) -> str:
    return place if len(place) <= SHORT else f"{place[:SHORT].rsplit(' ', 1)[0]} …"


def used_words(refs: Iterable[str]) -> str:
    """Say how many questions a document supports."""
    count = len(tuple(refs))
    return f"{count} question{'' if count == 1 else 's'}" if count else "None yet"


def used_by_words(count: int, services: int) -> str:
    """Say how many services of a group use one of its documents; nothing while it has no services."""
    return f"Used by {count} of {services} service{'' if services == 1 else 's'}" if services else ""
