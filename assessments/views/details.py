"""About your service: what it says about itself, and saying that this is right."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions import details as actions
from assessments.actions.confirming import confirm_details as confirm
from assessments.actions.opening import open_year
from assessments.presenters.details import STEPS, Step, details_page, national_lines
from assessments.snapshots import load_newest
from assessments.views.finding import loaded_or_404, posted, today
from assessments.views.review import to_next_step
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.profiles import earlier_of, national_of, profile_of


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def details(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    loaded = load_newest(organisation, today=today())
    page = details_page(
        organisation,
        profile_of(organisation),
        earlier_of(organisation),
        national_of(organisation),
        is_right=loaded is not None and loaded.case.profile.is_confirmed,
        today=today(),
    )
    return render(request, "assessments/details.jinja", {"page": page})


@organisation_page(can=Permission.EDIT_PROFILE, methods=("POST",))
def confirm_details(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    now = timezone.now()
    assessment = open_year(organisation=organisation, by=request.user, at=now)
    confirm(assessment=assessment, by=request.user, at=now)
    messages.success(request, "Thank you. Your details are saved as right.")
    if assessment.carried_from_id:
        return redirect(to_next_step(loaded_or_404(organisation, assessment.year.label)))
    return redirect("assessments:home", organisation.code)


@organisation_page(can=Permission.EDIT_PROFILE)
def details_step(request: HttpRequest, organisation: Organisation, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    found = STEPS[step]
    form = found.form(today(), posted(request), initial=_initial(organisation, step))
    if request.method == "POST" and form.is_valid():
        _save(request, organisation, step, form.cleaned_data)
        return _go_on(organisation, found, is_new="joining" in request.GET)
    national = _national(organisation, step)
    if national and step == "earlier":
        form.fields[step].help_text += f" The national list says: {'; '.join(national)}."
    context = {"step": found, "form": form, "code": organisation.code, "national": national}
    return render(request, "assessments/details_step.jinja", context)


def _national(organisation: Organisation, step: str) -> tuple[str, ...]:
    """Say what the national list knows, where somebody is asked about it (R79)."""
    return national_lines(national_of(organisation)) if step in ("earlier", "earlier-result") else ()


def _initial(organisation: Organisation, step: str) -> dict[str, Any]:
    profile = profile_of(organisation)
    if step == "name":
        return {"name": organisation.name, "town": organisation.town, "postcode": organisation.postcode}
    if step == "earlier-result":
        declared = [one for one in earlier_of(organisation) if one.source == one.Source.DECLARED]
        return {"level": declared[0].level, "published_on": declared[0].published_on} if declared else {}
    if step == "earlier" and not profile.earlier and national_of(organisation):
        return {"earlier": profile.Earlier.SOME}
    return {name: getattr(profile, name) for name in STEPS[step].form.base_fields}


def _save(request: HttpRequest, organisation: Organisation, step: str, said: dict[str, Any]) -> None:
    common: dict[str, Any] = {"organisation": organisation, "by": request.user, "at": timezone.now()}
    if step == "name":
        actions.rename(**common, **said)
    elif step == "earlier":
        actions.declare_earlier(**common, answer=said["earlier"])
    elif step == "earlier-result":
        actions.declare_earlier(**common, answer="some", level=said["level"], published_on=said["published_on"])
    else:
        actions.change_details(**common, changes=said)


def _go_on(organisation: Organisation, step: Step, *, is_new: bool) -> HttpResponse:
    """Somebody who joins is led from step to step; later, only to what follows from the answer itself."""
    following = step.follows(profile_of(organisation))
    if following == "earlier-result" and any(one.level for one in national_of(organisation)):
        following = STEPS[following].follows(profile_of(organisation))  # the list has said it already
    belongs_to_it = following in ("earlier-result", "certificate")
    if following and (is_new or belongs_to_it):
        response = redirect("assessments:details_step", organisation.code, following)
        if is_new:
            response["Location"] += "?joining"
        return response
    return redirect("assessments:details", organisation.code)
