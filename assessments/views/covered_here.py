"""What a head office or council has published on behalf of a site, as the site sees it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.covers import cover_of, covers_of
from assessments.models import Coverage, Publication
from assessments.on_behalf import published_on_behalf
from assessments.presenters import covered as presenters
from assessments.standings import status_on_day
from assessments.views.finding import today
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission

READING = ("GET", "HEAD")


@organisation_page(can=Permission.READ, methods=READING)
def covered_here(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    day = today()
    status = status_on_day(organisation, day)
    page = presenters.covered_here_page(organisation, status, covers_of(organisation), day)
    return render(request, "assessments/covered_here.jinja", {"page": page})


@organisation_page(can=Permission.READ, methods=READING)
def covered_answers(request: HttpRequest, organisation: Organisation, covering: str) -> HttpResponse:
    cover, publication = _on_behalf(organisation, covering)
    if cover.voided_at is not None:  # it was withdrawn, so nothing of it was ever true of this site
        raise Http404
    page = presenters.covered_answers_page(organisation, cover, publication)
    return render(request, "assessments/covered_answers.jinja", {"page": page})


@organisation_page(can=Permission.READ, methods=READING)
def covered_certificate(request: HttpRequest, organisation: Organisation, covering: str) -> HttpResponse:
    cover, publication = _on_behalf(organisation, covering)
    day = today()
    status = status_on_day(organisation, day)
    page = presenters.covered_certificate_page(organisation, cover, publication, status, day)
    return render(request, "assessments/covered_certificate.jinja", {"page": page})


def _on_behalf(site: Organisation, reference: str) -> tuple[Coverage, Publication]:
    cover = cover_of(site, reference)
    publication = published_on_behalf(cover) if cover else None
    if cover is None or publication is None:
        raise Http404
    return cover, publication
