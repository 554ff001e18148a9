"""Finding one's service in the directory and joining with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from organisations import belonging
from organisations.access import person_page
from organisations.actions import registration
from organisations.directory import looking_up
from organisations.directory.facts import facts_of
from organisations.directory.search import find
from organisations.forms.join import CodeForm, FindForm, HowManyForm
from organisations.models import DirectoryEntry, Organisation
from organisations.presenters.finding import MOST, ConfirmPage, confirm_page, results_page
from organisations.refusals import Refused


@person_page
def join(request: HttpRequest) -> HttpResponse:
    form = FindForm(initial=request.GET.dict())
    return render(request, "organisations/join.jinja", {"form": form})


@person_page
def join_results(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.GET)
    if not form.is_valid():
        return render(request, "organisations/join.jinja", {"form": form})
    typed = form.cleaned_data["q"]
    page = results_page(typed, find(typed, MOST + 1), localdate())
    if page.only_href:
        return redirect(page.only_href)
    name = "join_results" if page.lines else "join_not_found"
    return render(request, f"organisations/{name}.jinja", {"form": form, "page": page})


@person_page
def join_confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the list says of a service; the button joins with it."""
    organisation = belonging.service_with(code)
    if organisation is not None:
        return _has_account(request, organisation)
    entry = looking_up.entry_with(code)
    if entry is None:
        context = {"code": code, "typed_before": f"code={code}"}
        return render(request, "organisations/unknown_code.jinja", context)
    page = confirm_page(entry, localdate())
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and page.closed_on is None:
        if not page.needs_code:
            return _register(request, entry, page)
        if form.is_valid():
            return _with_code(request, entry, page, form.cleaned_data["code"])
    context = {"page": page, "form": form} if page.needs_code else {"page": page}
    return render(request, "organisations/join_confirm.jinja", context)


@person_page
def join_how_many(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, when one head office looks after several, whether they join as one service or as all of them."""
    entry = looking_up.entry_with(code)
    page = confirm_page(entry, localdate()) if entry else None
    if entry is None or page is None or not page.how_many_href or page.closed_on:
        return redirect("organisations:join_confirm", code)
    form = HowManyForm(page.how_many, page.about_many, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "organisations/join_how_many.jinja", {"form": form, "page": page})
    if form.cleaned_data["many"] == "all":
        return redirect("organisations:join_confirm", page.parent_code)
    return _register(request, entry, page)


def _has_account(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Say that there is an account, and how to get in; lead those in who are in. No names of people (R59).

    Who is in and pressed the button has pressed it twice, and may not have seen the answer to the first.
    """
    if belonging.belongs_to(request.user, organisation):
        if request.method == "POST":
            _say_joined(request, organisation)
        return redirect("assessments:home", organisation.code)
    if belonging.has_asked(request.user, organisation):
        return redirect("organisations:asked", organisation.code)
    return render(request, "organisations/join_has_account.jinja", {"organisation": organisation})


def _with_code(request: HttpRequest, entry: DirectoryEntry, page: ConfirmPage, code: str) -> HttpResponse:
    """Go on with the code that the CQC's list lacks; a code that is known leads to what it belongs to."""
    if belonging.service_with(code) or looking_up.entry_with(code):
        return redirect("organisations:join_confirm", code)
    return _register(request, entry, page, code)


def _register(request: HttpRequest, entry: DirectoryEntry, page: ConfirmPage, code: str = "") -> HttpResponse:
    facts = facts_of(entry, code)
    try:
        organisation = registration.register(by=request.user, at=timezone.now(), **facts)
    except Refused:  # somebody was quicker, or the button was pressed twice
        there = belonging.service_with(facts["code"])
        return _has_account(request, there) if there else redirect("organisations:join")
    _say_joined(request, organisation)
    if page.children:
        messages.success(request, "Next we find your services.")
        return redirect("assessments:add_sites", organisation.code)
    step = "ico" if facts["care_kinds"] else "kind"
    return redirect(f"{reverse('assessments:details_step', args=[organisation.code, step])}?joining")


def _say_joined(request: HttpRequest, organisation: Organisation) -> None:
    messages.success(request, f"{organisation.name} has joined.")
