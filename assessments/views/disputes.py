"""Whose site is it? The group that asks, and the operators' desk that decides (R44)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions import disputing
from assessments.covers import holder_of
from assessments.disputes import dispute_by, disputes_waiting, open_dispute_of
from assessments.forms.cover import DecideForm, DisputeForm
from assessments.presenters import disputes as presenters
from assessments.views.finding import posted, today
from organisations.access import MemberRequest, group_page, operator_page
from organisations.belonging import service_with
from organisations.models import Organisation
from organisations.permissions import Permission


@group_page(can=Permission.MANAGE_SITES)
def raise_dispute(request: MemberRequest, group: Organisation, site: str) -> HttpResponse:
    service = service_with(site)
    if service is None:
        raise Http404
    holder, there = holder_of(service, group, today()), open_dispute_of(group, service)
    form = DisputeForm(posted(request))
    if request.method == "POST" and holder and form.is_valid():
        disputing.raise_dispute(
            group=group, site=service, words=form.cleaned_data["words"], by=request.user, at=timezone.now()
        )
        messages.success(request, f"We will look into {service.name}, and write to you both.")
        return redirect("assessments:sites", group.code)
    page = presenters.raise_dispute_page(group, service, holder, there)
    return render(request, "assessments/raise_dispute.jinja", {"page": page, "form": form})


@operator_page
def disputes(request: HttpRequest) -> HttpResponse:
    page = presenters.disputes_page(disputes_waiting())
    return render(request, "assessments/disputes.jinja", {"page": page})


@operator_page
def dispute(request: HttpRequest, dispute_id: int) -> HttpResponse:
    found = dispute_by(dispute_id)
    if found is None:
        raise Http404
    form = DecideForm(presenters.sides(found), posted(request))
    if request.method == "POST" and found.decided_at is None and form.is_valid():
        disputing.decide_dispute(
            dispute=found,
            in_favour_of=presenters.side(found, form.cleaned_data["in_favour_of"]),
            words=form.cleaned_data["words"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"Decided. We have written to both about {found.site.name}.")
        return redirect("assessments:disputes")
    page = presenters.dispute_page(found)
    return render(request, "assessments/dispute.jinja", {"page": page, "form": form})
