"""A service is asked to come to a head office or council, and answers; an operator may answer for it (R48)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate

from organisations import belonging, converting
from organisations.access import MemberRequest, operator_page, organisation_page
from organisations.actions import converting as actions
from organisations.forms.converting import AcceptForm
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.presenters.converting import group_request_page
from organisations.refusals import Refused
from organisations.words import sorry

YES_OR_NO = ("yes", "no")
UNKNOWN = "Nobody has an account with this code. Check it"


@organisation_page(can=Permission.MANAGE_PEOPLE)
def group_request(request: MemberRequest, organisation: Organisation, link_id: int) -> HttpResponse:
    link = converting.request_to(organisation, link_id)
    if link is None:
        raise Http404
    if request.method == "POST" and request.POST.get("answer") in YES_OR_NO:
        return _answer(request, organisation, link_id, agree=request.POST["answer"] == "yes")
    page = group_request_page(link, localdate(timezone.now()))
    return render(request, "organisations/group_request.jinja", {"page": page})


def _answer(request: MemberRequest, organisation: Organisation, link_id: int, *, agree: bool) -> HttpResponse:
    try:
        link = actions.answer_group(site=organisation, link_id=link_id, agree=agree, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, f"{sorry(refusal)}.")
    else:
        said = f"You are part of {link.organisation.name} now." if agree else "You said no. Nothing changes."
        messages.success(request, f"{said} We have told them.")
    return redirect("organisations:group_request", organisation.code, link_id)


@operator_page
def ops_convert(request: HttpRequest) -> HttpResponse:
    form = AcceptForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if form.is_valid() and _accepted(request, form):
        return redirect("organisations:ops_convert")
    return render(request, "organisations/ops_convert.jinja", {"form": form})


def _accepted(request: HttpRequest, form: AcceptForm) -> bool:
    found = {name: belonging.service_with(form.cleaned_data[name]) for name in ("group", "site")}
    for name, organisation in found.items():
        if organisation is None:
            form.add_error(name, UNKNOWN)
    if form.errors:
        return False
    try:
        actions.accept_for(**found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except Refused as refusal:
        form.add_error("site", sorry(refusal))
        return False
    messages.success(request, f"{found['site'].name} is part of {found['group'].name} now. We have told both.")
    return True
