"""Taking over an account whose people have left: asking, objecting, deciding."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from organisations import belonging, claims, held_words
from organisations.access import MemberRequest, operator_page, organisation_page, person_page
from organisations.actions import claiming
from organisations.forms.claims import ClaimForm, DecisionForm, ObjectionForm, OperatorDecisionForm
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.presenters.claims import (
    HOURS_TO_OBJECT,
    claimed_page,
    claims_page,
    decide_claim_page,
    objection_page,
)
from organisations.quiet import quiet_everywhere
from organisations.refusals import Refused
from organisations.words import sorry


@person_page
def claim(request: HttpRequest, code: str) -> HttpResponse:
    organisation = belonging.service_with(code)
    if organisation is None:
        return render(request, "organisations/unknown_code.jinja", {"code": code, "typed_before": f"code={code}"})
    if claims.is_administrator(request.user, organisation):
        return redirect("assessments:home", organisation.code)
    newest = claims.newest_claim(request.user, organisation)
    if newest and claims.is_open(newest):
        return redirect("organisations:claimed", organisation.code)
    typed = request.POST if request.method == "POST" else None
    form = ClaimForm(typed, initial=held_words.take(request), partners=claims.partners(), email=request.user.email)
    if form.is_valid():
        with suppress(Refused):  # only if somebody let them in meanwhile; the next page sends them on
            claiming.claim(organisation=organisation, by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect("organisations:claimed", organisation.code)
    context = {"form": form, "service": str(organisation), "code": organisation.code, "hours": HOURS_TO_OBJECT}
    return render(request, "organisations/claim.jinja", context)


@person_page
def claimed(request: HttpRequest, code: str) -> HttpResponse:
    organisation = belonging.service_with(code)
    found = claims.newest_claim(request.user, organisation) if organisation else None
    if found is None:
        return redirect("organisations:choose")
    return render(request, "organisations/claimed.jinja", {"page": claimed_page(found)})


@organisation_page(can=Permission.MANAGE_PEOPLE)
def objection(request: MemberRequest, organisation: Organisation, claim_id: int) -> HttpResponse:
    found = get_object_or_404(organisation.claims.select_related("user", "organisation"), pk=claim_id)
    form = ObjectionForm(request.POST) if request.method == "POST" else ObjectionForm(initial=held_words.take(request))
    if form.is_valid():
        _answer(request, organisation, found.pk, form)
        return redirect("organisations:objection", organisation.code, found.pk)
    return render(request, "organisations/objection.jinja", {"form": form, "page": objection_page(found)})


def _answer(request: MemberRequest, organisation: Organisation, claim_id: int, form: ObjectionForm) -> None:
    said = {"organisation": organisation, "claim_id": claim_id, "by": request.user, "at": timezone.now()}
    try:
        if form.cleaned_data["right"]:
            claiming.say_it_is_right(**said)
            messages.success(request, "Thank you. Nobody has to wait now.")
        else:
            claiming.object_to(**said, words=form.cleaned_data["words"])
            messages.success(request, "Thank you. We will look at it. Nobody is let in before that.")
    except Refused as refusal:
        messages.error(request, f"{sorry(refusal)}.")


@organisation_page(can=Permission.MANAGE_PEOPLE, methods=("GET", "HEAD"))
def deciding(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    page = claims_page(claims.claims_for(organisation), timezone.now(), decider=organisation)
    return render(request, "organisations/deciding.jinja", {"page": page})


@organisation_page(can=Permission.MANAGE_PEOPLE)
def decide_claim(request: MemberRequest, organisation: Organisation, deciding_id: int) -> HttpResponse:
    found = claims.claim_for_or_404(organisation, deciding_id)
    form = DecisionForm(request.POST) if request.method == "POST" else DecisionForm(initial=held_words.take(request))
    if form.is_valid() and _decide(request, form, claim=found, decider=organisation):
        return redirect("organisations:deciding", organisation.code)
    page = decide_claim_page(found, request.user.pk, timezone.now(), decider=organisation)
    back = reverse("organisations:deciding", args=[organisation.code])
    return render(request, "organisations/decide_claim.jinja", {"form": form, "page": page, "back": back})


@operator_page
def ops_claims(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = claims_page(claims.claims_on_the_desk(), now, quiet=quiet_everywhere(localdate(now)))
    return render(request, "organisations/ops_claims.jinja", {"page": page})


@operator_page
def ops_claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    found = claims.claim_on_the_desk_or_404(claim_id)
    form = OperatorDecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _decide(request, form, claim=found, decider=None):
        return redirect("organisations:ops_claims")
    page = decide_claim_page(found, request.user.pk, timezone.now())
    back = reverse("organisations:ops_claims")
    return render(request, "organisations/decide_claim.jinja", {"form": form, "page": page, "back": back})


def _decide(request: HttpRequest, form: DecisionForm, **whose: object) -> bool:
    """Decide and say so; a refusal goes beside the answer, with all that was typed."""
    said = dict(form.cleaned_data)
    agree = said.pop("answer") == "agree"
    try:
        decided = claiming.decide(**whose, **said, agree=agree, by=request.user, at=timezone.now())
    except Refused as refusal:
        form.add_error("answer", sorry(refusal))
        return False
    outcome = "can sign in now" if agree else "was not let in"
    messages.success(request, f"{decided.user} {outcome}. We have told everybody.")
    return True
