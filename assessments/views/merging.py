"""Operators join two records of one service, and take them apart again (R61)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments import merging
from assessments.actions import merging as actions
from assessments.forms.merging import MergeForm
from assessments.presenters.merging import merge_page, merges_page
from assessments.views.finding import today
from organisations.access import operator_page
from organisations.refusals import Refused
from organisations.words import sorry

UNKNOWN = "Nobody has an account with this code. Check it"


@operator_page
def ops_merge(request: HttpRequest) -> HttpResponse:
    form = MergeForm(request.GET if "source" in request.GET else None)
    if form.is_valid() and _are_there(form):
        return redirect("assessments:merge_records", form.cleaned_data["source"], form.cleaned_data["target"])
    page = merges_page(merging.merges_on_the_desk(), timezone.now())
    return render(request, "assessments/ops_merge.jinja", {"form": form, "page": page})


def _are_there(form: MergeForm) -> bool:
    for name in ("source", "target"):
        found = merging.record_with(form.cleaned_data[name])
        if found is None:
            form.add_error(name, UNKNOWN)
        else:
            form.cleaned_data[name] = found.code
    return not form.errors


@operator_page
def merge_records(request: HttpRequest, source: str, target: str) -> HttpResponse:
    """Show what would happen; the same page does it."""
    old, new = merging.record_or_404(source), merging.record_or_404(target)
    if request.method == "POST":
        try:
            actions.merge(source=old, target=new, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, f"{sorry(refusal)}.")
        else:
            messages.success(request, f"{old} is joined to {new} now. We have told their people.")
        return redirect("assessments:ops_merge")
    page = merge_page(merging.preview(old, new, today()), today())
    return render(request, "assessments/merge_records.jinja", {"page": page})


@operator_page
def undo_merge(request: HttpRequest, merge_id: int) -> HttpResponse:
    found = merging.merge_on_the_desk_or_404(merge_id)
    if request.method == "POST":
        try:
            actions.undo_merge(merge=found, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, f"{sorry(refusal)}.")
        else:
            messages.success(request, f"{found.source} and {found.organisation} are apart again.")
    return redirect("assessments:ops_merge")
