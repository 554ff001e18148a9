"""One document: what there is to know of it, its versions, and the pages that renew, remove and bring it back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from assessments.papers import Opened, Terms, state_of
from assessments.presenters.documents.files import FileLine, file_line, file_notes
from assessments.presenters.documents.listing import used_by_words
from assessments.presenters.documents.ticks import QuestionTicks, question_ticks
from assessments.presenters.documents.words import Link, State, kind_words, link_of, state_sentence, state_tag
from assessments.presenters.documents.writing import said_in
from assessments.rules.schedule import london_date
from evidence.models import Document, DocumentVersion
from evidence.states import DocumentState
from evidence.undoing import UNDO, can_undo


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """A question that a document supports; `href` is "" while no year is open. `note` says what removing changes."""

    ref: str
    short: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version as it was entered. `by` is "" where it is not ours to say."""

    number: int
    is_newest: bool
    place: str
    link: Link | None
    written_on: date | None
    added_at: datetime
    by: str
    file: FileLine | None


@dataclass(frozen=True, slots=True)
class Removed:
    by: str
    at: datetime
    until: date
    can_restore: bool


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything about a document. `is_due` when it wants a look soon, or wanted one already."""

    id: int
    title: str
    kind: str
    state: State
    sentence: str
    is_due: bool
    is_missing: bool
    place: str
    link: Link | None
    file: FileLine | None
    written_on: date | None
    review_on: date | None
    checked_on: date | None
    owner: str
    came_from: str
    is_shared: bool
    used_by: str
    saved_by: str
    saved_at: datetime
    year: str
    questions: tuple[QuestionLink, ...]
    versions: tuple[VersionLine, ...]
    removed: Removed | None


def document_page(opened: Opened, at: datetime) -> DocumentPage:
    """Lay out the page of a document."""
    document, terms = opened.document, opened.terms
    versions = _versions(opened.versions, document)
    return DocumentPage(
        id=document.pk,
        title=document.title,
        kind=kind_words(document.kind, terms.edition),
        state=state_tag(opened.state),
        sentence=state_sentence(opened.state, document.review_on, document.file_state),
        is_due=opened.state in (DocumentState.CHECK_SOON, DocumentState.OUT_OF_DATE),
        is_missing=opened.state is DocumentState.MISSING,
        place=document.place,
        link=link_of(document.link),
        file=versions[0].file if versions else None,
        written_on=document.written_on,
        review_on=document.review_on,
        checked_on=document.checked_on,
        owner=document.owner,
        came_from=document.came_from,
        is_shared=document.is_shared,
        used_by=used_by_words(opened.used_by, opened.services) if document.is_shared else "",
        saved_by=str(document.saved_by),
        saved_at=document.saved_at,
        year=terms.year,
        questions=_questions(document.organisation.code, terms, opened.refs),
        versions=versions,
        removed=_removed(document, at),
    )


def _questions(
    code: str, terms: Terms, refs: Iterable[str], confirmed: Collection[tuple[str, str]] = ()
) -> tuple[QuestionLink, ...]:
    """Name questions; those whose part somebody has confirmed will have to be confirmed again."""
    found = [terms.edition.question(ref) for ref in refs]
    return tuple(
        QuestionLink(
            one.ref,
            one.short,
            reverse("assessments:question", args=[code, terms.year, one.ref]) if terms.year else "",
            terms.edition.section(one.section).plain_title if (one.assertion, one.section) in confirmed else "",
        )
        for one in found
    )


def _versions(versions: Iterable[DocumentVersion], document: Document) -> tuple[VersionLine, ...]:
    code = document.organisation.code
    return tuple(
        VersionLine(
            number=version.number,
            is_newest=version.number == document.versions,
            place=version.place,
            link=link_of(version.link),
            written_on=version.written_on,
            added_at=version.added_at,
            by=str(version.added_by),
            file=_file(version, "document_file", code),
        )
        for version in versions
    )


def _file(version: DocumentVersion, page: str, code: str) -> FileLine | None:
    """Show the file of a version, None for a version without one."""
    args = [code, version.document_id, version.number]
    return file_line(version, reverse(f"evidence:{page}", args=args)) if version.state else None


def _removed(document: Document, at: datetime) -> Removed | None:
    if document.removed_at is None:
        return None
    until = london_date(document.removed_at + UNDO)
    return Removed(str(document.removed_by), document.removed_at, until, can_undo(document.removed_at, at))


@dataclass(frozen=True, slots=True)
class RenewPage:
    """`theirs` says what somebody saved while this person was typing."""

    id: int
    title: str
    heading: str
    href: str
    state: State
    sentence: str
    theirs: tuple[tuple[str, str], ...]
    theirs_by: str
    file_notes: tuple[str, ...]


def renew_page(document: Document, terms: Terms, *, theirs: Document | None = None) -> RenewPage:
    """Lay out the page on which a document gets a new version."""
    state = state_of(document, terms.today)
    return RenewPage(
        id=document.pk,
        title=document.title,
        heading=f"A new version of {document.title}",
        href=reverse("assessments:document", args=[document.organisation.code, document.pk]),
        state=state_tag(state),
        sentence=state_sentence(state, document.review_on, document.file_state),
        theirs=said_in(theirs, terms) if theirs else (),
        theirs_by=str(theirs.saved_by) if theirs else "",
        file_notes=file_notes(),
    )


@dataclass(frozen=True, slots=True)
class RemovePage:
    """`parts` are those whose answers somebody must confirm again."""

    title: str
    href: str
    questions: tuple[QuestionLink, ...]
    parts: tuple[str, ...]
    used_by: str
    until: date


def remove_page(opened: Opened, confirmed: Collection[tuple[str, str]], at: datetime) -> RemovePage:
    """Lay out what removing a document changes; `confirmed` are the confirmations that would be taken back (R10)."""
    document, terms = opened.document, opened.terms
    questions = _questions(document.organisation.code, terms, opened.refs, confirmed)
    return RemovePage(
        title=document.title,
        href=reverse("assessments:document", args=[document.organisation.code, document.pk]),
        questions=questions,
        parts=tuple(dict.fromkeys(question.note for question in questions if question.note)),
        used_by=used_by_words(opened.used_by, opened.services) if opened.used_by else "",
        until=london_date(at + UNDO),
    )


@dataclass(frozen=True, slots=True)
class RemovedLine:
    id: int
    title: str
    href: str
    kind: str
    by: str
    at: datetime
    until: date


@dataclass(frozen=True, slots=True)
class RemovedPage:
    code: str
    lines: tuple[RemovedLine, ...]


def removed_page(code: str, documents: Iterable[Document], terms: Terms) -> RemovedPage:
    """List what was removed and can still come back."""
    return RemovedPage(
        code,
        tuple(
            RemovedLine(
                id=one.pk,
                title=one.title,
                href=reverse("assessments:document", args=[code, one.pk]),
                kind=kind_words(one.kind, terms.edition),
                by=str(one.removed_by),
                at=one.removed_at,
                until=london_date(one.removed_at + UNDO),
            )
            for one in documents
            if one.removed_at
        ),
    )


@dataclass(frozen=True, slots=True)
class SharedDocumentPage:
    """A paper of the group above, as one of its sites sees it."""

    title: str
    group: str
    kind: str
    state: State
    sentence: str
    place: str
    link: Link | None
    file: FileLine | None
    written_on: date | None
    review_on: date | None
    owner: str
    year: str
    can_change: bool
    ticks: QuestionTicks
    questions: tuple[QuestionLink, ...]


def shared_document_page(code: str, opened: Opened, ticked: Collection[str]) -> SharedDocumentPage:
    """Lay out a paper of the group, with the questions it may prove here."""
    document, terms = opened.document, opened.terms
    newest = opened.versions[0] if opened.versions else None
    return SharedDocumentPage(
        title=document.title,
        group=document.organisation.name,
        kind=kind_words(document.kind, terms.edition),
        state=state_tag(opened.state),
        sentence=state_sentence(opened.state, document.review_on, document.file_state),
        place=document.place,
        link=link_of(document.link),
        file=_file(newest, "shared_file", code) if newest else None,
        written_on=document.written_on,
        review_on=document.review_on,
        owner=document.owner,
        year=terms.year,
        can_change=terms.can_edit,
        ticks=question_ticks(terms.edition, document.kind, ticked=ticked, first=opened.refs),
        questions=_questions(code, terms, opened.refs),
    )
