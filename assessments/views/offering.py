"""Using what a list offers to a question."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from assessments.actions.offering import use_offer as use
from assessments.forms.offering import UseOfferForm
from assessments.views.finding import locked_or_404, question_of
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.ANSWER, methods=("POST",))
def use_offer(request: HttpRequest, organisation: Organisation, year: str, ref: str) -> HttpResponse:
    locked = locked_or_404(organisation, year)
    question_of(locked.assessment, ref)
    form = UseOfferForm(request.POST)
    if form.is_valid():
        saved = use(assessment=locked, ref=ref, **form.cleaned_data, by=request.user, at=timezone.now())
        if saved.set_aside:
            return redirect("assessments:choose", organisation.code, year, ref, saved.set_aside)
        messages.success(request, "Saved. This is your answer now. You can change its words.")
    return redirect("assessments:question", organisation.code, year, ref)
