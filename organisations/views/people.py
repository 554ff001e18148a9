"""Who can sign in for a service, what has happened there, and where help is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from organisations import held_words
from organisations.access import MemberRequest, organisation_page, refuse_visitors
from organisations.actions import joining
from organisations.actions import people as actions
from organisations.claims import open_claims_on
from organisations.converting import waiting_requests_to
from organisations.forms.people import DecideForm, InviteForm, MemberForm
from organisations.happenings import names_in, page_of_entries
from organisations.models import Membership, Organisation
from organisations.people import member_or_404, number_of_administrators
from organisations.permissions import Permission, Role
from organisations.presenters.history import history_page
from organisations.presenters.people import asker_line, help_page, member_page, people_page
from organisations.refusals import Refused
from organisations.words import sorry


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def people(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    can_manage = request.membership.may(Permission.MANAGE_PEOPLE)
    page = people_page(
        organisation,
        request.membership,
        organisation.memberships.active().by_name(),
        organisation.invitations.unanswered(),
        organisation.join_requests.waiting(),
        open_claims_on(organisation) if can_manage else (),
        waiting_requests_to(organisation) if can_manage else (),
        timezone.now(),
    )
    return render(request, "organisations/people.jinja", {"page": page})


@organisation_page(can=Permission.MANAGE_PEOPLE)
def invite(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    form = InviteForm(request.POST) if request.method == "POST" else InviteForm(initial=held_words.take(request))
    if form.is_valid():
        try:
            actions.invite(organisation=organisation, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", sorry(refusal))
        else:
            messages.success(request, f"We have sent an invitation to {form.cleaned_data['email']}.")
            return redirect("organisations:people", organisation.code)
    return render(request, "organisations/invite.jinja", {"form": form, "organisation": organisation})


@organisation_page(can=Permission.MANAGE_PEOPLE)
def withdraw(request: MemberRequest, organisation: Organisation, invitation_id: int) -> HttpResponse:
    found = get_object_or_404(organisation.invitations, pk=invitation_id)
    if request.method == "POST":
        try:
            actions.withdraw_invitation(
                organisation=organisation, by=request.user, at=timezone.now(), invitation_id=found.pk
            )
        except Refused:
            messages.error(request, f"{found.email} has joined already. You can remove them below.")
        else:
            messages.success(request, f"You took back the invitation to {found.email}.")
    return redirect("organisations:people", organisation.code)


@organisation_page(can=Permission.MANAGE_PEOPLE)
def decide(request: MemberRequest, organisation: Organisation, request_id: int) -> HttpResponse:
    asked = get_object_or_404(organisation.join_requests.select_related("user"), pk=request_id)
    if request.method != "POST" and not asked.is_waiting:
        return redirect("organisations:people", organisation.code)
    form = DecideForm(request.POST) if request.method == "POST" else DecideForm(initial=held_words.take(request))
    if form.is_valid():
        _decide(request, organisation, asked.pk, form)
        return redirect("organisations:people", organisation.code)
    return render(
        request,
        "organisations/decide.jinja",
        {"form": form, "asker": asker_line(asked), "organisation": organisation},
    )


def _decide(request: MemberRequest, organisation: Organisation, request_id: int, form: DecideForm) -> None:
    role = form.cleaned_data["role"]
    try:
        decided = joining.decide_request(
            organisation=organisation, by=request.user, at=timezone.now(), request_id=request_id, role=role
        )
    except Refused as refusal:
        messages.error(request, f"{sorry(refusal)}.")
    else:
        said = "can sign in now" if role else "will not join"
        messages.success(request, f"{decided.user} {said}. We have sent them an email.")


def _member(request: MemberRequest, member_id: int) -> Membership:
    """Find a member; whoever runs a service that came with an account of its own, its group leaves alone (R48)."""
    found = member_or_404(member_id)
    if request.is_guest and request.method == "POST" and found.role == Role.ADMINISTRATOR:
        refuse_visitors(request)
    return found


@organisation_page(can=Permission.MANAGE_PEOPLE)
def member(request: MemberRequest, organisation: Organisation, member_id: int) -> HttpResponse:
    found = _member(request, member_id)
    form = MemberForm(request.POST if request.method == "POST" else None, initial={"role": found.role})
    if form.is_valid():
        try:
            actions.change_role(
                organisation=organisation, by=request.user, at=timezone.now(), member_id=found.pk, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("role", sorry(refusal))
        else:
            messages.success(request, f"You have changed what {found.user} can do.")
            return redirect("organisations:people", organisation.code)
    page = member_page(organisation, found, request.membership, number_of_administrators())
    return render(request, "organisations/member.jinja", {"form": form, "page": page})


@organisation_page(can=Permission.MANAGE_PEOPLE)
def remove(request: MemberRequest, organisation: Organisation, member_id: int) -> HttpResponse:
    found = _member(request, member_id)
    if request.method == "POST":
        try:
            actions.remove(organisation=organisation, by=request.user, at=timezone.now(), member_id=found.pk)
        except Refused as refusal:
            messages.error(request, f"{sorry(refusal)}.")
        else:
            is_me = found.pk == request.membership.pk
            return _removed(request, organisation, who=str(found.user), is_me=is_me)
    page = member_page(organisation, found, request.membership, number_of_administrators())
    return render(request, "organisations/remove.jinja", {"page": page})


def _removed(request: MemberRequest, organisation: Organisation, *, who: str, is_me: bool) -> HttpResponse:
    if is_me:
        messages.success(request, f"You have left {organisation.name}.")
        return redirect("organisations:choose")
    messages.success(request, f"{who} cannot sign in to {organisation.name} any more.")
    return redirect("organisations:people", organisation.code)


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def history(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    entries = page_of_entries(request.GET.get("page"))
    page = history_page(organisation.name, entries, names_in(entries))
    return render(request, "organisations/history.jinja", {"page": page})


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def get_help(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    page = help_page(organisation, organisation.memberships.administrators().by_name())
    return render(request, "organisations/help.jinja", {"page": page})
