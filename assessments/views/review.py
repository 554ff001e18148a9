"""Coming back next year: the hub, and each part on one page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.confirming import confirm_part
from assessments.histories import previous_answers
from assessments.presenters.review import change_sentence, changed_refs, next_step, review_page, review_part_page
from assessments.snapshots import Loaded
from assessments.views.finding import loaded_or_404
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def review(request: HttpRequest, organisation: Organisation, year: str) -> HttpResponse:
    loaded = _carried_or_404(organisation, year)
    page = review_page(loaded.case, *previous_answers(loaded.assessment))
    return render(request, "assessments/review.jinja", {"page": page})


@organisation_page(can=Permission.READ, changing=Permission.CONFIRM)
def review_part(request: HttpRequest, organisation: Organisation, year: str, section: str) -> HttpResponse:
    loaded = _carried_or_404(organisation, year)
    if section not in {part.slug for part in loaded.case.edition.sections}:
        raise Http404
    if request.method == "POST":
        changed = changed_refs(loaded.case, section, request.POST.getlist("changed"))
        if changed:
            messages.info(request, change_sentence(loaded.case, changed))
            return redirect("assessments:question", organisation.code, year, changed[0])
        if "change" in request.POST:  # the button for it, and nothing ticked: that is no "all true"
            messages.warning(request, "Tick the answers that have changed.")
            return redirect("assessments:review_part", organisation.code, year, section)
        held_up = confirm_part(assessment=loaded.assessment, section=section, by=request.user, at=timezone.now())
        if not held_up:
            messages.success(request, f"You have finished: {loaded.case.edition.section(section).plain_title}.")
            return redirect(to_next_step(_carried_or_404(organisation, year)))
    page = review_part_page(loaded.case, section)
    return render(
        request, "assessments/review_part.jinja", {"page": page}, status=409 if request.method == "POST" else 200
    )


def to_next_step(loaded: Loaded) -> str:
    """Give the address of the next thing to do, so that nobody has to go back to the hub in between."""
    return next_step(loaded.case, *previous_answers(loaded.assessment)).href


def _carried_or_404(organisation: Organisation, year: str) -> Loaded:
    loaded = loaded_or_404(organisation, year)
    if loaded.assessment.carried_from_id is None:
        raise Http404
    return loaded
