"""Does it add up? What does not fit together, before somebody publishes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.adding_up import compared
from assessments.presenters.adding_up import adds_up_page
from assessments.rules.adding_up import doubts
from assessments.views.finding import loaded_or_404
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def adds_up(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    facts = compared(loaded_or_404(organisation, year))
    page = adds_up_page(facts, doubts(facts))
    return render(request, "assessments/adds_up.jinja", {"page": page})
