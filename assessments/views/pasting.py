"""Pasting many rows into a list, or sending them as a file: a preview first, and then exactly that."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.presenters.paste import paste_check_page, paste_page, saved_words
from assessments.rules.schedule import london_date
from assessments.views.lists import list_or_404
from evidence.actions.lists import LIST_HAS_CHANGED, save_pasted
from evidence.forms.lists import PasteForm
from evidence.lists.columns import ListSpec
from evidence.lists.comparing import Compared, compare
from evidence.lists.rows import rows_of
from organisations import held_words
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.refusals import Refused

SHOWN_ANEW = "Nothing is saved yet. The list or the box has changed. Look again."


@organisation_page(can=Permission.ANSWER)
def paste_rows(request: HttpRequest, organisation: Organisation, list_slug: str) -> HttpResponse:
    listed, now = list_or_404(list_slug), timezone.now()
    if request.method != "POST":
        form = PasteForm(listed, london_date(now), initial=held_words.take(request))
        return _ask(request, organisation, listed, form)
    form = PasteForm(listed, london_date(now), request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, organisation, listed, form)
    if request.POST.get("press") == "save":
        return _save(request, organisation, listed, form, now)
    return _check(request, organisation, listed, form)


def _ask(request: HttpRequest, organisation: Organisation, listed: ListSpec, form: PasteForm) -> HttpResponse:
    page = paste_page(organisation, listed)
    return render(request, "assessments/paste_rows.jinja", {"page": page, "form": form})


def _check(
    request: HttpRequest, organisation: Organisation, listed: ListSpec, form: PasteForm, *notes: str
) -> HttpResponse:
    """Show what would change. Nothing has, unless the notes say so."""
    compared = _compared(organisation, listed, form)
    page = paste_check_page(organisation, listed, form.pasted, compared)
    return render(request, "assessments/paste_check.jinja", {"page": page, "form": form, "notes": notes})


def _compared(organisation: Organisation, listed: ListSpec, form: PasteForm) -> Compared:
    return compare(listed, form.pasted, rows_of(listed, organisation))


def _save(
    request: HttpRequest, organisation: Organisation, listed: ListSpec, form: PasteForm, now: datetime
) -> HttpResponse:
    """Save what was shown. If that would be something else by now, show it anew; a second press finds it all there."""
    try:
        saved = save_pasted(
            organisation=organisation,
            listed=listed,
            pasted=form.pasted,
            digest=form.cleaned_data["digest"],
            by=request.user,
            at=now,
        )
    except Refused as refused:
        if refused.reason != LIST_HAS_CHANGED:
            raise
        saved = _compared(organisation, listed, form)
        if saved.changes:
            return _check(request, organisation, listed, form, SHOWN_ANEW)
    return _saved(request, organisation, listed, form, saved)


def _saved(
    request: HttpRequest, organisation: Organisation, listed: ListSpec, form: PasteForm, saved: Compared
) -> HttpResponse:
    """Go to the list, or stay with the rows that could not be read: they are all that is left in the box."""
    words = saved_words(saved)
    if not saved.not_understood:
        messages.success(request, words)
        return redirect("assessments:list_page", organisation.code, listed.slug)
    left = form.pasted.text_of([one.written for one in saved.not_understood])
    again = PasteForm(listed, form.today, {"text": left})
    again.is_valid()
    return _check(request, organisation, listed, again, words, "These lines are left. Put them right in the box.")
