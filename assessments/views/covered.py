"""What a group's publication counts for once it is made: the list, one more, one less (R40, R41)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.amending import add_covered as add
from assessments.actions.amending import remove_covered as remove
from assessments.actions.covering import Uncovered
from assessments.candidates import Candidate, candidates
from assessments.covers import covered_before as rows_before
from assessments.covers import covered_by, has_covered, site_covered_by
from assessments.forms.cover import AddCoveredForm
from assessments.histories import current_publication
from assessments.models import Publication
from assessments.presenters import covered as presenters
from assessments.rules.levels import Level
from assessments.views.finding import posted, today
from organisations.access import MemberRequest, group_page
from organisations.belonging import service_with
from organisations.models import Organisation
from organisations.permissions import Permission

READING = ("GET", "HEAD")


@group_page(can=Permission.READ, methods=READING)
def covered(request: MemberRequest, group: Organisation) -> HttpResponse:
    day = today()
    shown = presenters.page_of(covered_by(group, day), request.GET.get("page"))
    may_publish = request.membership.may(Permission.PUBLISH)
    current = current_publication(group, day)
    page = presenters.covered_page(group, shown, current, today=day, may_publish=may_publish)
    return render(request, "assessments/covered.jinja", {"page": page})


@group_page(can=Permission.READ, methods=READING)
def covered_before(request: MemberRequest, group: Organisation) -> HttpResponse:
    day = today()
    shown = presenters.page_of(rows_before(group, day), request.GET.get("page"))
    page = presenters.covered_before_page(group, shown, today=day)
    return render(request, "assessments/covered_before.jinja", {"page": page})


@group_page(can=Permission.PUBLISH, methods=READING)
def add_covered(request: MemberRequest, group: Organisation) -> HttpResponse:
    current = current_publication(group, today())
    found = _candidates(group, current) if current else ()
    page = presenters.add_covered_page(group, found, request.GET.get("page"))
    return render(request, "assessments/add_covered.jinja", {"page": page})


@group_page(can=Permission.PUBLISH)
def add_covered_site(request: MemberRequest, group: Organisation, site: str) -> HttpResponse:
    current = current_publication(group, today())
    if current is None:  # the list says so, and what to do
        return redirect("assessments:add_covered", group.code)
    candidate = next((one for one in _candidates(group, current) if one.code == site.upper()), None)
    if candidate is None:
        raise Http404
    if not candidate.can_be_ticked:
        messages.error(request, presenters.refused_words((candidate,)))
        return redirect("assessments:add_covered", group.code)
    form = AddCoveredForm(candidate, posted(request), initial={"same": candidate.all_the_same})
    if request.method == "POST" and form.is_valid():
        try:
            add(
                group=group,
                site=_site_or_404(site),
                affirmed=form.cleaned_data["affirmed"],
                all_the_same=form.cleaned_data.get("same", ""),
                by=request.user,
                at=timezone.now(),
            )
        except Uncovered as uncovered:  # since this page was shown
            messages.error(request, presenters.refused_words(uncovered.candidates))
            return redirect("assessments:add_covered", group.code)
        messages.success(request, f"What you published counts for {candidate.name} from today.")
        return redirect("assessments:covered", group.code)
    page = presenters.add_covered_site_page(group, candidate, current)
    return render(request, "assessments/add_covered_site.jinja", {"page": page, "form": form})


def _candidates(group: Organisation, publication: Publication) -> tuple[Candidate, ...]:
    return candidates(group, publication.year, day=today(), level=Level(publication.level))


def _site_or_404(code: str) -> Organisation:
    site = service_with(code)
    if site is None:
        raise Http404
    return site


@group_page(can=Permission.PUBLISH)
def remove_covered(request: MemberRequest, group: Organisation, site: str) -> HttpResponse:
    cover = site_covered_by(group, site, today())
    if cover is None and has_covered(group, site):
        messages.error(request, "What you published does not count for that service any more.")
        return redirect("assessments:covered", group.code)
    if cover is None:
        raise Http404
    if request.method == "POST":
        remove(group=group, site=cover.site, by=request.user, at=timezone.now())
        messages.success(request, f"What you published does not count for {cover.site.name} any more.")
        return redirect("assessments:covered", group.code)
    page = presenters.remove_covered_page(group, cover, today())
    return render(request, "assessments/remove_covered.jinja", {"page": page})
