"""A head office or council asks a registered service to come to it; either side can undo it for 30 days (R48)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.converting import undo_conversion
from assessments.presenters.converting import convert_page
from assessments.rules.schedule import london_date
from organisations import converting
from organisations.access import group_page, organisation_page
from organisations.actions.converting import ask_site
from organisations.models import GroupSite, Organisation
from organisations.permissions import Permission
from organisations.refusals import Refused
from organisations.words import sorry

NOT_FOUND = 404


@group_page(can=Permission.MANAGE_SITES)
def convert_site(request: HttpRequest, organisation: Organisation, site: str) -> HttpResponse:
    """Ask, or say how it stands. A service that another group looks after cannot be asked, and is not described."""
    found = converting.service_to_ask(site)
    if found is None:
        raise Http404
    link = converting.newest_link(organisation, found)
    is_elsewhere = converting.is_in_another_group(found, organisation)
    if request.method == "POST" and not is_elsewhere:
        _ask_or_undo(request, organisation, found, link)
        return redirect("assessments:convert_site", organisation.code, found.code)
    page = convert_page(organisation, found, link, london_date(timezone.now()), is_elsewhere=is_elsewhere)
    status = NOT_FOUND if is_elsewhere else None
    return render(request, "assessments/convert_site.jinja", {"page": page}, status=status)


def _ask_or_undo(request: HttpRequest, group: Organisation, site: Organisation, link: GroupSite | None) -> None:
    if request.POST.get("undo") and link:
        _undo(request, link)
        return
    try:
        ask_site(group=group, site=site, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, f"{sorry(refusal)}.")
    else:
        messages.success(request, f"We have asked {site.name}. We will email you when they answer.")


@organisation_page(can=Permission.MANAGE_PEOPLE, methods=("POST",))
def undo_group(request: HttpRequest, organisation: Organisation, link_id: int) -> HttpResponse:
    link = converting.request_to(organisation, link_id)
    if link is None:
        raise Http404
    _undo(request, link)
    if request.group is not None:  # who came through the group has just lost the way in
        return redirect("organisations:choose")
    return redirect("organisations:group_request", organisation.code, link_id)


def _undo(request: HttpRequest, link: GroupSite) -> None:
    try:
        undo_conversion(link=link, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, f"{sorry(refusal)}.")
    else:
        messages.success(request, f"{link.site.name} stands on its own again.")
