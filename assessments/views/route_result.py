"""What the answers about one form or many come to, the note for leaders, and the codes that a council sends."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments import routes
from assessments.actions.routing import affirm_route
from assessments.presenters.route_asks import asks_of
from assessments.presenters.route_result import route_codes_page, route_note_page, route_result_page
from assessments.rules.grouping import Route
from assessments.views.finding import today
from assessments.views.routing import opened_or_404
from organisations.access import group_page
from organisations.models import Organisation
from organisations.permissions import Permission


@group_page(can=Permission.READ, changing=Permission.MANAGE_SITES)
def route_result(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    opened = opened_or_404(organisation, year)
    if request.method == "POST":
        route = _route(request.POST.get("route", ""))
        affirm_route(assessment=opened.assessment, route=route, by=request.user, at=timezone.now())
        messages.success(request, "Thank you. We have saved that this is right.")
        return redirect("assessments:route_result", organisation.code, year)
    found = opened.found
    page = route_result_page(
        opened.year,
        found,
        routes.affirmed(organisation, opened.year),
        asks_of(opened.year, found),
        opened.assessment.without_code,
    )
    return render(request, "assessments/route_result.jinja", {"page": page})


def _route(sent: str) -> Route:
    """Read the result that somebody saw; what is none is refused like one that has changed."""
    with suppress(ValueError):
        return Route(sent)
    return Route.WAITING


@group_page(can=Permission.READ, methods=("GET", "HEAD"))
def route_note(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    opened = opened_or_404(organisation, year)
    page = route_note_page(opened.year, opened.found, routes.affirmed(organisation, opened.year), today())
    return render(request, "assessments/route_note.jinja", {"page": page})


@group_page(can=Permission.READ, methods=("GET", "HEAD"))
def route_codes(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    opened = opened_or_404(organisation, year)
    page = route_codes_page(opened.year, opened.found, opened.assessment.without_code, str(request.user))
    return render(request, "assessments/route_codes.jinja", {"page": page})
