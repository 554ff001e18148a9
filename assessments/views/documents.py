"""The register of documents: the list, one document, adding, changing, renewing, removing and bringing back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments import papers
from assessments.actions import proof as actions
from assessments.actions.using import use_paper
from assessments.dates import in_full
from assessments.forms.documents import (
    AddForm,
    ChangeForm,
    PlacedForm,
    VersionForm,
    received_with,
    starting_document,
    starting_words,
    typed_words,
)
from assessments.forms.proof import RefsForm
from assessments.presenters import documents as presenters
from assessments.views.finding import loaded_or_404, posted
from evidence.actions.documents import REMOVED_ALREADY, SOMEBODY_SAVED_FIRST
from evidence.models import Document
from evidence.receiving import Received
from evidence.refusing import FileRefused
from evidence.undoing import UNDO
from organisations import held_words
from organisations.access import organisation_page
from organisations.groups import is_group
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.refusals import Refused
from organisations.words import sorry

READING = ("GET", "HEAD")


@organisation_page(can=Permission.READ, methods=READING)
def documents(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    register = papers.register(organisation, timezone.now(), is_group=is_group(organisation))
    wanted = presenters.Wanted.read(request.GET)
    page = presenters.documents_page(organisation.code, register, wanted, request.GET.get("page"))
    return render(request, "assessments/documents.jinja", {"page": page})


@organisation_page(can=Permission.ANSWER)
def add_document(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    now = timezone.now()
    terms = papers.terms_of(organisation, now)
    kind, ref = request.GET.get("kind", ""), request.GET.get("ref", "")
    question = terms.edition.question(ref) if terms.edition.has_question(ref) else None
    form = AddForm(
        terms,
        posted(request),
        request.FILES or None,
        can_share=is_group(organisation),
        first=question.evidence if question else (),
        initial={**starting_words(terms, kind, question), **_held(request)},
    )
    if request.method == "POST" and form.is_valid() and (added := _added(request, organisation, form, now)):
        if question and terms.year:
            return redirect("assessments:question", organisation.code, terms.year, ref)
        return _to(added)
    page = presenters.add_page(organisation.code, terms, form.chosen_kind, ref if question else "", form.ticked)
    return render(request, "assessments/add_document.jinja", {"page": page, "form": form})


def _added(request: HttpRequest, organisation: Organisation, form: AddForm, at: datetime) -> Document | None:
    """Add what a valid form says; None, said on the form, when its file cannot be kept."""
    refs = form.cleaned_data["refs"]
    try:
        received = received_with(form, organisation)
    except FileRefused as refused:
        form.file_refused(refused)
        return None
    added = actions.add_document(
        organisation=organisation, words=form.words, refs=refs, received=received, by=request.user, at=at
    )
    messages.success(request, presenters.added_words(len(refs)))
    return added


@organisation_page(can=Permission.READ, methods=READING)
def document(request: HttpRequest, organisation: Organisation, document_id: int) -> HttpResponse:
    now = timezone.now()
    found = _own_or_404(organisation, document_id)
    opened = papers.opened(found, papers.terms_of(organisation, now), is_group=is_group(organisation))
    page = presenters.document_page(opened, now)
    return render(request, "assessments/document.jinja", {"page": page, "code": organisation.code})


@organisation_page(can=Permission.ANSWER)
def change_document(request: HttpRequest, organisation: Organisation, document_id: int) -> HttpResponse:
    now = timezone.now()
    found = _own_or_404(organisation, document_id)
    if found.removed_at and request.method != "POST":
        return _to(found)
    terms = papers.terms_of(organisation, now)
    refs = papers.refs_of(found, terms)
    form = ChangeForm(
        terms,
        posted(request),
        can_share=is_group(organisation),
        initial={**starting_document(found, refs), **_held(request)},
    )
    if request.method == "POST" and form.is_valid():
        said = {"words": form.words, "refs": form.cleaned_data["refs"], "version": form.cleaned_data["version"]}
        if _saved(form, found, lambda _: actions.change_document(document=found, by=request.user, at=now, **said)):
            messages.success(request, "Saved.")
            return _to(found)
    theirs = _own_or_404(organisation, document_id) if form.was_overtaken else None
    page = presenters.change_page(found, terms, refs, form.ticked, theirs=theirs)
    return render(request, "assessments/change_document.jinja", {"page": page, "form": form})


def _saved(form: PlacedForm, found: Document, save: Callable[[Received | None], Any]) -> bool:
    """Save a valid form; say on the form, which keeps what was typed, what came in between.

    Of a document that somebody saved or removed first, no file is kept.
    """
    try:
        _refuse_overtaken(found, form.cleaned_data["version"])
        save(received_with(form, found.organisation))
    except FileRefused as refused:
        form.file_refused(refused)
        return False
    except Refused as refused:
        if refused.reason == SOMEBODY_SAVED_FIRST:
            form.overtaken_by(_own_or_404(found.organisation, found.pk).version)
        elif refused.reason == REMOVED_ALREADY:
            form.was_removed()
        else:
            raise
        return False
    return True


@organisation_page(can=Permission.ANSWER, methods=("POST",))
def still_right(request: HttpRequest, organisation: Organisation, document_id: int) -> HttpResponse:
    found = _own_or_404(organisation, document_id)
    try:
        right = actions.still_right(document=found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, f"{sorry(refused)}.")
    else:
        again = f" Look at it again by {in_full(right.review_on)}." if right.review_on else ""
        messages.success(request, f"Saved. It is still right.{again}")
    return _to(found)


@organisation_page(can=Permission.ANSWER)
def renew_document(request: HttpRequest, organisation: Organisation, document_id: int) -> HttpResponse:
    now = timezone.now()
    found = _own_or_404(organisation, document_id)
    if found.removed_at and request.method != "POST":
        return _to(found)
    terms = papers.terms_of(organisation, now)
    initial = {"place": found.place, "link": found.link, "version": found.version, **_held(request)}
    form = VersionForm(terms, found.kind, posted(request), request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {"document": found, "words": form.words, "version": form.cleaned_data["version"]}
        if _saved(form, found, lambda file: actions.add_version(received=file, by=request.user, at=now, **said)):
            messages.success(request, "Saved. The version before it is kept.")
            return _to(found)
    theirs = _own_or_404(organisation, document_id) if form.was_overtaken else None
    page = presenters.renew_page(found, terms, theirs=theirs)
    return render(request, "assessments/renew_document.jinja", {"page": page, "form": form, "code": organisation.code})


@organisation_page(can=Permission.ANSWER)
def remove_document(request: HttpRequest, organisation: Organisation, document_id: int) -> HttpResponse:
    now = timezone.now()
    found = _own_or_404(organisation, document_id)
    if request.method == "POST":
        actions.remove_document(document=found, by=request.user, at=now)
        messages.success(request, f"Removed: {found.title}. You can bring it back for {UNDO.days} days.")
        return redirect("assessments:documents", organisation.code)
    if found.removed_at:
        return _to(found)
    terms = papers.terms_of(organisation, now)
    opened = papers.opened(found, terms, is_group=is_group(organisation))
    page = presenters.remove_page(opened, papers.confirmed(organisation, terms), now)
    return render(request, "assessments/remove_document.jinja", {"page": page})


@organisation_page(can=Permission.ANSWER, methods=("POST",))
def restore_document(request: HttpRequest, organisation: Organisation, document_id: int) -> HttpResponse:
    found = _own_or_404(organisation, document_id)
    try:
        actions.restore_document(document=found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, f"{sorry(refused)}.")
    else:
        messages.success(request, "It is back on your list.")
    return _to(found)


@organisation_page(can=Permission.READ, methods=READING)
def removed_documents(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    now = timezone.now()
    found = papers.removed_since(organisation, now - UNDO)
    page = presenters.removed_page(organisation.code, found, papers.terms_of(organisation, now))
    return render(request, "assessments/removed_documents.jinja", {"page": page})


@organisation_page(can=Permission.READ, changing=Permission.ANSWER)
def shared_document(request: HttpRequest, organisation: Organisation, paper_id: int) -> HttpResponse:
    now = timezone.now()
    paper = papers.shared_paper(organisation, paper_id)
    if paper is None:
        raise Http404
    opened = papers.opened_shared(organisation, paper, papers.terms_of(organisation, now))
    form = RefsForm(opened.terms.edition, posted(request), initial={"refs": list(opened.refs)})
    if request.method == "POST" and form.is_valid():
        assessment = loaded_or_404(organisation, opened.terms.year).assessment
        refs = form.cleaned_data["refs"]
        use_paper(assessment=assessment, paper=paper, refs=refs, by=request.user, at=now)
        messages.success(request, presenters.saved_words(len(refs)))
        return redirect("assessments:shared_document", organisation.code, paper_id)
    page = presenters.shared_document_page(organisation.code, opened, form.ticked)
    return render(request, "assessments/shared_document.jinja", {"page": page, "form": form})


def _refuse_overtaken(found: Document, version: int) -> None:
    """Refuse before any file is kept; the action looks again, with the row locked."""
    if found.removed_at:
        raise Refused(REMOVED_ALREADY)
    if found.version != version:
        raise Refused(SOMEBODY_SAVED_FIRST)


def _own_or_404(organisation: Organisation, pk: int) -> Document:
    found = papers.document_of(organisation, pk)
    if found is None:
        raise Http404
    return found


def _to(found: Document) -> HttpResponse:
    return redirect("assessments:document", found.organisation.code, found.pk)


def _held(request: HttpRequest) -> dict[str, Any]:
    """Give what was typed here before a sign-out."""
    return typed_words(held_words.take(request)) if request.method != "POST" else {}
