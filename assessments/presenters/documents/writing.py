"""The pages on which a document is added or changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from assessments.dates import in_full
from assessments.papers import Terms
from assessments.presenters.documents.files import file_notes
from assessments.presenters.documents.ticks import QuestionTicks, question_ticks
from assessments.presenters.documents.words import kind_words
from evidence.models import Document


@dataclass(frozen=True, slots=True)
class WritingPage:
    """A form of the register: `back_href` leads where one came from, `theirs` says what somebody saved meanwhile."""

    title: str
    back_href: str
    back_words: str
    what_it_is: str
    ticks: QuestionTicks
    theirs: tuple[tuple[str, str], ...] = ()
    theirs_by: str = ""
    file_notes: tuple[str, ...] = ()
    renew_href: str = ""


def add_page(code: str, terms: Terms, kind: str, ref: str, ticked: Collection[str]) -> WritingPage:
    """Lay out the page that adds a document, perhaps for a question that somebody came from."""
    is_of_a_question = bool(ref and terms.year)
    return WritingPage(
        title="Add a document",
        back_href=reverse("assessments:proof", args=[code, terms.year, ref])
        if is_of_a_question
        else reverse("assessments:documents", args=[code]),
        back_words="Back to the proof" if is_of_a_question else "Back to your documents",
        what_it_is=next((one.what_it_is for one in terms.edition.document_kinds if one.slug == kind), ""),
        ticks=question_ticks(terms.edition, kind, ticked=ticked, first=[ref] if ref else []),
        file_notes=file_notes(),
    )


def change_page(
    document: Document,
    terms: Terms,
    refs: Iterable[str],
    ticked: Collection[str],
    *,
    theirs: Document | None = None,
    theirs_refs: Collection[str] = (),
) -> WritingPage:
    """Lay out the page that changes a document; `theirs` is what somebody saved while this person was typing."""
    return WritingPage(
        title=f"Change {document.title}",
        back_href=reverse("assessments:document", args=[document.organisation.code, document.pk]),
        back_words="Back to this document",
        what_it_is="",
        ticks=question_ticks(terms.edition, document.kind, ticked=ticked, first=refs),
        theirs=said_in(theirs, terms, theirs_refs) if theirs else (),
        theirs_by=str(theirs.saved_by) if theirs else "",
        renew_href=reverse("assessments:renew_document", args=[document.organisation.code, document.pk]),
    )


def said_in(document: Document, terms: Terms, refs: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Say what the register says of a document, line by line."""
    lines = (
        ("What it is", kind_words(document.kind, terms.edition)),
        ("Name", document.title),
        ("Where it is kept", document.place),
        ("Link", document.link),
        ("Written", in_full(document.written_on) if document.written_on else ""),
        ("Look at it again", in_full(document.review_on) if document.review_on else ""),
        ("Who looks after it", document.owner),
        ("Questions", ", ".join(refs)),
    )
    return tuple((name, words) for name, words in lines if words)
