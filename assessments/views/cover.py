"""Which services a group is publishing for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.choosing import choose_sites
from assessments.candidates import all_tickable, candidates, without_code
from assessments.forms.cover import CoverForm
from assessments.presenters import cover as presenters
from assessments.rules.offers import aim
from assessments.views.finding import loaded_or_404, posted, today
from organisations.access import group_page
from organisations.models import Organisation
from organisations.permissions import Permission


@group_page(can=Permission.READ, changing=Permission.PUBLISH)
def cover(request: HttpRequest, group: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(group, year)
    found = candidates(group, loaded.assessment.year, day=today(), level=aim(loaded.case))
    shown = presenters.page_of(found, request.GET.get("page"))
    if request.POST.get("go") == "all":
        ticks = all_tickable(found)
        choose_sites(assessment=loaded.assessment, ticks=ticks, by=request.user, at=timezone.now())
        return redirect("assessments:cover", group.code, year)
    form = CoverForm(shown, posted(request))
    if request.method == "POST" and form.is_valid():
        choose_sites(assessment=loaded.assessment, ticks=form.ticks, by=request.user, at=timezone.now())
        return redirect(presenters.after_saving(loaded.assessment, shown, request.POST.get("go", "")))
    may_publish = request.membership.may(Permission.PUBLISH)  # type: ignore[attr-defined]
    page = presenters.cover_page(loaded.assessment, found, shown, form, without_code(group), may_publish=may_publish)
    context = {"page": page, "form": form}
    return render(request, "assessments/cover.jinja", context)


@group_page(can=Permission.READ, methods=("GET", "HEAD"))
def cover_check(request: HttpRequest, group: Organisation, year: str) -> HttpResponse:
    loaded = loaded_or_404(group, year)
    found = candidates(group, loaded.assessment.year, day=today(), level=aim(loaded.case))
    page = presenters.cover_check_page(loaded.assessment, found)
    return render(request, "assessments/cover_check.jinja", {"page": page})
