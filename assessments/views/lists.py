"""The lists that answer questions: seeing one, changing its rows, and taking it along as a file."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.offering import offers_for
from assessments.presenters.lists import list_page as laid_out
from assessments.presenters.lists import lists_page, row_page
from assessments.rules.schedule import london_date
from assessments.views.finding import posted, today
from evidence.actions import lists as actions
from evidence.forms.lists import RowForm
from evidence.lists.columns import ListSpec
from evidence.lists.rows import beginning_of, overview_of, row_of, rows_of, rows_with, tally_of, training_count_of
from evidence.lists.samples import samples_for
from evidence.lists.specs import LISTS, TRAINING, list_called
from evidence.lists.writing import list_file as as_file
from organisations import held_words
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.profiles import profile_of
from organisations.refusals import Refused
from organisations.words import sorry

READING = ("GET", "HEAD")
A_PAGE = 50


def list_or_404(slug: str) -> ListSpec:
    """Give the list that an address names; raises Http404 for one that there is not."""
    listed = list_called(slug)
    if listed is None:
        raise Http404
    return listed


def row_or_404(organisation: Organisation, listed: ListSpec, row_id: int) -> Any:
    """Find a row, removed or not; raises Http404 when the organisation has none with that number."""
    row = row_of(listed, organisation, row_id)
    if row is None:
        raise Http404
    return row


@organisation_page(can=Permission.READ, methods=READING)
def lists(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    on = today()
    tallies = [(listed, tally_of(listed, organisation, on)) for listed in LISTS]
    has_names = next(tally.total for listed, tally in tallies if listed is TRAINING)
    page = lists_page(organisation, tallies, None if has_names else training_count_of(organisation))
    return render(request, "assessments/lists.jinja", {"page": page})


@organisation_page(can=Permission.READ, methods=READING)
def list_page(request: HttpRequest, organisation: Organisation, list_slug: str) -> HttpResponse:
    listed, now = list_or_404(list_slug), timezone.now()
    search = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    overview = overview_of(listed, organisation, london_date(now), now)
    care_kinds, count = ((), None) if overview.tally.total else beginning_of(organisation)
    pages = Paginator(rows_with(listed, organisation, search), A_PAGE)
    if not search:
        pages.count = overview.tally.total  # which so is not counted twice
    page = laid_out(
        organisation,
        listed,
        overview,
        pages.get_page(request.GET.get("page")),
        search,
        samples=() if overview.tally.total else samples_for(listed, care_kinds),
        count=count,
    )
    offers = offers_for(organisation, list_slug, london_date(now), request.GET.get("on", ""))
    context = {"page": page, "offers": replace(offers, training=None), "ahead": replace(offers, offers=())}
    return render(request, "assessments/list_page.jinja", {**context, "has_asked": "on" in request.GET})


@organisation_page(can=Permission.READ, methods=READING)
def list_file(request: HttpRequest, organisation: Organisation, list_slug: str) -> HttpResponse:
    listed = list_or_404(list_slug)
    name = f"{listed.slug}-{organisation.code.lower()}-{today().isoformat()}.csv"
    return HttpResponse(
        as_file(listed, rows_of(listed, organisation)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@organisation_page(can=Permission.ANSWER, methods=("POST",))
def add_samples(request: HttpRequest, organisation: Organisation, list_slug: str) -> HttpResponse:
    listed = list_or_404(list_slug)
    rows = samples_for(listed, profile_of(organisation).care_kinds)
    added = actions.add_samples(organisation=organisation, listed=listed, rows=rows, by=request.user, at=timezone.now())
    if added:
        messages.success(request, f"We added {listed.counted(added)}. Now change them so that they are yours.")
    return redirect("assessments:list_page", organisation.code, list_slug)


@organisation_page(can=Permission.ANSWER)
def add_row(request: HttpRequest, organisation: Organisation, list_slug: str) -> HttpResponse:
    listed = list_or_404(list_slug)
    form = RowForm(listed, today(), posted(request) or held_words.take(request), initial={"version": 0})
    if request.method == "POST" and form.is_valid() and _add(request, organisation, listed, form):
        messages.success(request, f"{form.cleaned_data['name']} is on the list now.")
        return redirect("assessments:list_page", organisation.code, list_slug)
    return _show_row(request, organisation, listed, form)


@organisation_page(can=Permission.READ, changing=Permission.ANSWER)
def change_row(request: HttpRequest, organisation: Organisation, list_slug: str, row_id: int) -> HttpResponse:
    listed = list_or_404(list_slug)
    row = row_or_404(organisation, listed, row_id)
    initial = {name: getattr(row, name) for name in ("version", *(column.field for column in listed.columns))}
    form = RowForm(listed, today(), posted(request) or held_words.take(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _change(request, organisation, listed, row_id, form):
        messages.success(request, f"Saved: {form.cleaned_data['name']}.")
        return redirect("assessments:list_page", organisation.code, list_slug)
    return _show_row(request, organisation, listed, form, row)


def _show_row(
    request: HttpRequest, organisation: Organisation, listed: ListSpec, form: RowForm, row: Any = None
) -> HttpResponse:
    page = row_page(organisation, listed, row, was_overtaken=form.was_overtaken)
    return render(request, "assessments/list_row.jinja", {"page": page, "form": form})


def _add(request: HttpRequest, organisation: Organisation, listed: ListSpec, form: RowForm) -> bool:
    """Put a valid form's row on the list; if just that is there, say so on the form."""
    words, now = form.cleaned_data, timezone.now()
    try:
        actions.add_row(organisation=organisation, listed=listed, words=words, by=request.user, at=now)
    except Refused as refused:
        if refused.reason != actions.ON_THE_LIST_ALREADY:
            raise
        form.add_error("name", sorry(refused))
        return False
    return True


def _change(request: HttpRequest, organisation: Organisation, listed: ListSpec, row_id: int, form: RowForm) -> bool:
    """Save a valid form; if somebody saved first, say so on the form, which keeps what was typed."""
    try:
        actions.change_row(
            organisation=organisation,
            listed=listed,
            row_id=row_id,
            words=form.cleaned_data,
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        if refused.reason != actions.SOMEBODY_SAVED_FIRST:
            raise
        form.overtaken_by(row_or_404(organisation, listed, row_id).version)
        return False
    return True


@organisation_page(can=Permission.ANSWER, methods=("POST",))
def remove_row(request: HttpRequest, organisation: Organisation, list_slug: str, row_id: int) -> HttpResponse:
    listed = list_or_404(list_slug)
    row = row_or_404(organisation, listed, row_id)
    actions.remove_row(organisation=organisation, listed=listed, row_id=row.pk, by=request.user, at=timezone.now())
    messages.success(request, f"{row.name} is off the list. You can bring it back below.")
    return redirect("assessments:list_page", organisation.code, list_slug)


@organisation_page(can=Permission.ANSWER, methods=("POST",))
def restore_row(request: HttpRequest, organisation: Organisation, list_slug: str, row_id: int) -> HttpResponse:
    listed = list_or_404(list_slug)
    row = row_or_404(organisation, listed, row_id)
    actions.restore_row(organisation=organisation, listed=listed, row_id=row.pk, by=request.user, at=timezone.now())
    messages.success(request, f"{row.name} is back on the list.")
    return redirect("assessments:list_page", organisation.code, list_slug)
