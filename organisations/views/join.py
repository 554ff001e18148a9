"""The way in: choose a service, join with one, ask to join, accept an invitation."""

from contextlib import suppress
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from organisations import belonging
from organisations.access import person_page
from organisations.actions import joining, people, registration
from organisations.directory.looking_up import entry_with
from organisations.forms.join import AskForm, RegisterForm
from organisations.models import Organisation
from organisations.presenters.joining import choose_page, home_of, invitation_page
from organisations.refusals import Refused
from organisations.words import sorry


@person_page
def choose(request: HttpRequest) -> HttpResponse:
    page = choose_page(
        belonging.memberships_of(request.user),
        belonging.invitations_for(request.user, timezone.now()),
        belonging.requests_of(request.user),
    )
    if page.only_href:
        return redirect(page.only_href)
    return render(request, "organisations/choose.jinja", {"page": page})


@person_page
def join_by_hand(request: HttpRequest) -> HttpResponse:
    """Take what was typed from the address too: a code that turned out to be taken can then be put right.

    A code that the directory knows leads to what it says there, where a slip of the keys shows.
    """
    form = RegisterForm(request.POST) if request.method == "POST" else RegisterForm(initial=request.GET.dict())
    if form.is_valid():
        code = form.cleaned_data["code"]
        if belonging.service_with(code) is None and entry_with(code):
            return redirect("organisations:join_confirm", code)
        try:
            organisation = registration.register(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused:
            return redirect(_asking(form.cleaned_data))
        messages.success(request, f"{organisation.name} has joined.")
        return redirect(f"{reverse('assessments:details_step', args=[organisation.code, 'kind'])}?joining")
    return render(request, "organisations/join_by_hand.jinja", {"form": form})


def _asking(typed: dict[str, str]) -> str:
    return f"{reverse('organisations:ask_to_join', args=[typed['code']])}?{urlencode(typed)}"


@person_page
def ask_to_join(request: HttpRequest, code: str) -> HttpResponse:
    typed_before = urlencode(request.GET)
    organisation = belonging.service_with(code)
    if organisation is None:
        typed_before = urlencode({"code": code} | request.GET.dict())
        return render(request, "organisations/unknown_code.jinja", {"code": code, "typed_before": typed_before})
    if belonging.belongs_to(request.user, organisation):
        return redirect(home_of(organisation))
    if belonging.has_asked(request.user, organisation):
        return redirect("organisations:asked", organisation.code)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with suppress(Refused):  # only if somebody let them in meanwhile; the next page sends them on
            joining.ask_to_join(organisation=organisation, by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect("organisations:asked", organisation.code)
    return render(
        request,
        "organisations/ask_to_join.jinja",
        {"form": form, "service": str(organisation), "typed_before": typed_before},
    )


@person_page
def asked(request: HttpRequest, code: str) -> HttpResponse:
    organisation = belonging.service_with(code)
    if organisation is None or not belonging.has_asked(request.user, organisation):
        return redirect("organisations:choose")
    return render(request, "organisations/asked.jinja", {"service": str(organisation), "code": organisation.code})


@login_not_required
@person_page
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Explain the link to anybody who holds it; only the person it was sent to can accept."""
    now = timezone.now()
    if request.method == "POST" and request.user.is_authenticated:
        with suppress(Refused):  # the page below says why not
            membership = people.accept_link(token, by=request.user, at=now)
            return _joined(request, membership.organisation)
    page = invitation_page(token, getattr(request.user, "email", ""), now)
    return render(request, "organisations/invitation.jinja", {"page": page})


@person_page
def accept_mine(request: HttpRequest, invitation_id: int) -> HttpResponse:
    found = belonging.invitation_to(request.user, invitation_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            people.accept_mine(invitation=found, by=request.user, at=timezone.now())
            return _joined(request, found.organisation)
        except Refused as refusal:
            messages.error(request, f"{sorry(refusal)}.")
    return redirect("organisations:choose")


def _joined(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    messages.success(request, f"You have joined {organisation.name}.")
    return redirect(home_of(organisation))
