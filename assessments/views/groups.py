"""A group's home and its services as a list."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments import own_forms
from assessments.actions.leaving import let_go
from assessments.exports.sites_file import sites_file
from assessments.forms.groups import LeaveForm
from assessments.matrix import Matrix, load
from assessments.presenters.group_home import group_home_page
from assessments.presenters.site import site_page
from assessments.presenters.sites import Wanted, page_of, sites_page, wanted_services, with_own_form
from assessments.rules.schedule import london_date
from assessments.years import current_year
from organisations.access import MemberRequest, group_page
from organisations.group_people import people_at
from organisations.groups import link_to
from organisations.models import Organisation
from organisations.permissions import PERMISSIONS, Permission, Role

READING = ("GET", "HEAD")


@group_page(can=Permission.READ, methods=READING)
def group_home(request: MemberRequest, group: Organisation) -> HttpResponse:
    page = group_home_page(_matrix(group), PERMISSIONS[Role(request.membership.role)])
    return render(request, "assessments/group_home.jinja", {"page": page})


@group_page(can=Permission.READ, methods=READING)
def sites(request: MemberRequest, group: Organisation) -> HttpResponse:
    matrix, wanted = _matrix(group), Wanted.read(request.GET)
    services = page_of(wanted_services(matrix, wanted), request.GET.get("page"))
    page = sites_page(
        matrix,
        wanted,
        services,
        own_forms.cases(with_own_form(services), matrix.today),
        can_manage=request.membership.may(Permission.MANAGE_SITES),
        can_invite=request.membership.may(Permission.MANAGE_PEOPLE),
    )
    return render(request, "assessments/sites.jinja", {"page": page})


@group_page(can=Permission.READ, methods=READING)
def sites_csv(request: MemberRequest, group: Organisation) -> HttpResponse:
    matrix = _matrix(group)
    content = sites_file(matrix, wanted_services(matrix, Wanted.read(request.GET)))
    name = f"services-{group.code.lower()}-{matrix.today.isoformat()}.csv"
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _matrix(group: Organisation) -> Matrix:
    now = timezone.now()
    return load(group, current_year(now), today=london_date(now))


@group_page(can=Permission.READ, methods=READING)
def site(request: MemberRequest, group: Organisation, site: str) -> HttpResponse:
    matrix = _matrix(group)
    service = matrix.service(site)
    if service is None:
        raise Http404
    page = site_page(
        matrix,
        service,
        people_at([service.id])[service.id],
        can_manage=request.membership.may(Permission.MANAGE_SITES),
        can_invite=request.membership.may(Permission.MANAGE_PEOPLE),
    )
    return render(request, "assessments/site.jinja", {"page": page})


@group_page(can=Permission.MANAGE_SITES)
def leave_site(request: MemberRequest, group: Organisation, site: str) -> HttpResponse:
    now = timezone.now()
    link = link_to(group, site)
    if link is None:
        raise Http404
    today = london_date(now)
    posted = request.POST if request.method == "POST" else None
    form = LeaveForm(posted, today=today, joined_on=link.joined_on, initial={"leaves_on": today})
    if form.is_valid():
        why = form.cleaned_data["why"]
        let_go(group=group, site=link.site, on=form.last_day, why=why, by=request.user, at=now)
        messages.success(request, f"{link.site.name} has left your group.")
        return redirect("assessments:sites", group.code)
    return render(request, "assessments/leave_site.jinja", {"form": form, "site": link.site, "group": group})
