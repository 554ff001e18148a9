"""The task list and the parts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assessments.actions.confirming import confirm_part
from assessments.presenters.questions import check_page, part_page, questions_page
from assessments.snapshots import Loaded
from assessments.views.finding import loaded_or_404
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def questions(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(organisation, year)
    page = questions_page(
        loaded.case,
        show_all="all" in request.GET,
        was_carried=loaded.assessment.carried_from_id is not None,
        home_href=reverse("assessments:home", args=[organisation.code]),
    )
    return render(request, "assessments/questions.jinja", {"page": page})


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def part(request: HttpRequest, organisation: Organisation, year: str, section: str) -> HttpResponse:
    loaded = _loaded_part(organisation, year, section)
    page = part_page(loaded.case, section, show_all="all" in request.GET)
    return render(request, "assessments/part.jinja", {"page": page})


@organisation_page(can=Permission.READ, changing=Permission.CONFIRM)
def check_part(request: HttpRequest, organisation: Organisation, year: str, section: str) -> HttpResponse:
    loaded = _loaded_part(organisation, year, section)
    held_up = None
    if request.method == "POST":
        held_up = confirm_part(assessment=loaded.assessment, section=section, by=request.user, at=timezone.now())
        if not held_up:
            messages.success(request, f"You have finished: {loaded.case.edition.section(section).plain_title}.")
            return redirect("assessments:questions", organisation.code, year)
    page = check_page(loaded.case, section, held_up)
    return render(request, "assessments/check_part.jinja", {"page": page}, status=409 if held_up else 200)


def _loaded_part(organisation: Organisation, year: str, section: str) -> Loaded:
    loaded = loaded_or_404(organisation, year)
    if section not in {part.slug for part in loaded.case.edition.sections}:
        raise Http404
    return loaded
