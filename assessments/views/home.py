"""The home page, and the ways from a menu into the newest year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.above import above
from assessments.actions import opening
from assessments.presenters.home import home_page
from assessments.renewals import renewals_of
from assessments.rules.schedule import london_date
from assessments.snapshots import load_newest, newest_label
from assessments.years import current_year
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.people import number_of_administrators
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def home(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    now = timezone.now()
    may = request.membership.may  # type: ignore[attr-defined]
    loaded = load_newest(organisation, today=london_date(now))
    group = above(organisation, loaded, today=london_date(now))
    page = home_page(
        organisation,
        loaded,
        current_year(now),
        only_one_manager=group is None and may(Permission.MANAGE_PEOPLE) and number_of_administrators() == 1,
        can_work=may(Permission.ANSWER),
        above=group,
        coming=renewals_of(loaded) if loaded else (),
    )
    return render(request, "assessments/home.jinja", {"page": page})


@organisation_page(can=Permission.ANSWER, methods=("POST",))
def open_year(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    assessment = opening.open_year(organisation=organisation, by=request.user, at=timezone.now())
    page = "review" if assessment.carried_from_id else "ready"
    return redirect(f"assessments:{page}", organisation.code, assessment.year.label)


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def current_questions(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    return _to_newest("questions", organisation)


@organisation_page(can=Permission.READ, methods=("GET", "HEAD"))
def current_plan(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    return _to_newest("plan", organisation)


def _to_newest(page: str, organisation: Organisation) -> HttpResponse:
    label = newest_label(organisation)
    if label is None:
        return redirect("assessments:home", organisation.code)
    return redirect(f"assessments:{page}", organisation.code, label)
