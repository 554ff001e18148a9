"""Operators load the public directories: send a file, see what it would change, load it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assessments.forms.directory import DirectoryFileForm, KindForm, LoadForm
from assessments.loading import load_directory
from assessments.presenters.directory import directory_file_page, directory_page, loaded_words
from organisations.access import operator_page
from organisations.directory import uploads
from organisations.directory.kinds import Kind
from organisations.directory.problems import NotLoaded, NotUnderstood


@operator_page
def directory(request: HttpRequest) -> HttpResponse:
    form = DirectoryFileForm(request.POST, request.FILES) if request.method == "POST" else DirectoryFileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        return redirect("assessments:directory_file", uploads.keep(file.chunks(), file.name, at=timezone.now()))
    return render(request, "assessments/directory.jinja", {"form": form, "page": directory_page()})


@operator_page
def directory_file(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Show what a file would change; the same page loads it."""
    file = uploads.kept_or_404(fingerprint)
    if request.method == "POST":
        return _load(request, fingerprint, LoadForm(request.POST))
    chosen = KindForm(request.GET if "kind" in request.GET else None)
    kind = Kind(chosen.cleaned_data["kind"]) if chosen.is_valid() else None
    page = directory_file_page(file, kind, timezone.now())
    form = chosen if page.needs_kind else LoadForm(initial={"kind": kind.value if kind else ""})
    return render(request, "assessments/directory_file.jinja", {"form": form, "page": page})


def _load(request: HttpRequest, fingerprint: str, form: LoadForm) -> HttpResponse:
    said = form.cleaned_data if form.is_valid() else {}
    kind = Kind(said["kind"]) if said.get("kind") else None
    try:
        loaded = load_directory(
            uploads.kept_or_404(fingerprint),
            by=request.user,
            at=timezone.now(),
            kind=kind,
            even_if_many_vanish=said.get("even_if_many_vanish", False),
        )
    except (NotUnderstood, NotLoaded) as problem:
        messages.error(request, f"Nothing was loaded. {problem}")
        return redirect(_address(fingerprint, kind))
    uploads.let_go(fingerprint)
    messages.success(request, f"Loaded. {loaded_words(loaded)}")
    return redirect("assessments:directory")


def _address(fingerprint: str, kind: Kind | None) -> str:
    return reverse("assessments:directory_file", args=[fingerprint]) + (f"?kind={kind.value}" if kind else "")
