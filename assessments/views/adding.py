"""Adding services to a group: find them, check, add; and those that have no code yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assessments.actions.grouping import add_services
from assessments.forms.groups import CODE, AddSitesForm, CodeForm, codes_in
from assessments.presenters.add_sites import add_sites_check_page, add_sites_page, problems
from assessments.rules.schedule import london_date
from organisations import held_words
from organisations.access import MemberRequest, group_page
from organisations.actions.grouping import NewSite, close_without_code, note_without_code
from organisations.directory.candidates import Candidate, candidates, children
from organisations.groups import without_code_by
from organisations.models import Organisation
from organisations.permissions import Permission

MOST_HEAD_OFFICES = 10
TYPED = ("also", "more", "names")


@group_page(can=Permission.MANAGE_SITES)
def add_sites(request: MemberRequest, group: Organisation) -> HttpResponse:
    now = timezone.now()
    also = [code for code in codes_in(request.POST.get("also", "")) if CODE.fullmatch(code)][:MOST_HEAD_OFFICES]
    found = children(group, also, london_date(now))
    if request.method != "POST":
        return _form(request, group, found, AddSitesForm(found, initial=held_words.take(request)))
    form = AddSitesForm(found, request.POST, request.FILES)
    press = request.POST.get("press", "")
    if press in ("find", "change"):
        return _form(request, group, found, _again(request, form, found, base=children(group, (), london_date(now))))
    if not form.is_valid():
        return _form(request, group, found, form)
    judged = candidates(group, form.wanted, also, london_date(now))
    if press == "add":
        return _added(request, group, judged, form, now)
    page = add_sites_check_page(group, judged, form.named, _typed(form.cleaned_data))
    return render(request, "assessments/add_sites_check.jinja", {"page": page})


def _form(request: MemberRequest, group: Organisation, found: list[Candidate], form: AddSitesForm) -> HttpResponse:
    page = add_sites_page(group, found)
    return render(request, "assessments/add_sites.jinja", {"page": page, "form": form})


def _again(request: MemberRequest, form: AddSitesForm, found: list[Candidate], base: list[Candidate]) -> AddSitesForm:
    """Show the form as it was filled in; what was found by another code only now is ticked."""
    form.is_valid()
    known = {one.code for one in base}
    fresh = [one.code for one in found if one.is_new and one.code not in known]
    ticked = request.POST.getlist("codes") + (fresh if request.POST["press"] == "find" else [])
    return AddSitesForm(found, initial={"codes": ticked, **_typed({**request.POST.dict(), **form.cleaned_data})})


def _typed(data: Mapping[str, Any]) -> dict[str, str]:
    return {name: data.get(name, "") for name in TYPED}


def _added(
    request: MemberRequest, group: Organisation, judged: list[Candidate], form: AddSitesForm, now: datetime
) -> HttpResponse:
    """Add what can be added; the codes that could not go back into the box."""
    new = [NewSite(one.code, one.name, one.town, one.postcode) for one in judged if one.is_new]
    links = add_services(group=group, sites=new, by=request.user, at=now)
    noted = note_without_code(group=group, names=form.named, by=request.user, at=now)
    left = problems(group, judged)
    count = len(links) + noted
    said = f"You added {count} {'service' if count == 1 else 'services'}."
    if not left:
        messages.success(request, said)
        return redirect("assessments:sites", group.code)
    messages.warning(request, f"{said} {len(left)} could not be added. They are in the box below.")
    path = reverse("assessments:add_sites", args=[group.code])
    held_words.put(
        request,
        path,
        {"also": form.cleaned_data["also"], "more": "\n".join(one.code for one in judged if not one.is_new)},
    )
    return redirect(path)


@group_page(can=Permission.MANAGE_SITES)
def without_code(request: MemberRequest, group: Organisation, service_id: int) -> HttpResponse:
    now = timezone.now()
    service = without_code_by(group, service_id)
    if service is None:
        raise Http404
    if request.POST.get("press") == "remove":
        close_without_code(group=group, service_id=service_id, became=None, by=request.user, at=now)
        messages.success(request, f"You took {service.name} off your list.")
        return redirect("assessments:sites", group.code)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _given_code(request, group, service_id, form, now):
        messages.success(request, f"{service.name} has its code now. You can publish for it.")
        return redirect("assessments:site", group.code, form.cleaned_data["code"])
    return render(request, "assessments/without_code.jinja", {"form": form, "service": service, "group": group})


def _given_code(request: MemberRequest, group: Organisation, service_id: int, form: CodeForm, now: datetime) -> bool:
    """Set the service up with its code, or say at the box why that cannot be."""
    [one] = candidates(group, [form.cleaned_data["code"]], (), london_date(now))
    if not one.is_new:
        [problem] = problems(group, [one])
        form.add_error("code", problem.words)
        return False
    site = NewSite(one.code, one.name, one.town, one.postcode)
    [link] = add_services(group=group, sites=[site], by=request.user, at=now)
    close_without_code(group=group, service_id=service_id, became=link.site, by=request.user, at=now)
    return True
