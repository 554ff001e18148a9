"""The pages of the account area that allauth does not have."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import (
    send_verification_email_at_login,
    send_verification_email_to_address,
)
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.account.views import confirm_email as allauth_confirm_email
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from organisations.access import person_page
from organisations.actions.account import change_details
from organisations.forms.account import DetailsForm


@login_not_required
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Send the link that proves an email address again, and end the older ones.

    Who asks is known by the sign-up in this session, or by an old link; anybody else signs in, which sends one.
    """
    stage = LoginStageController.enter(request, EmailVerificationStage.key)
    waiting = get_adapter(request).waiting_address(request.POST.get("key", ""))
    if stage:
        sent = send_verification_email_at_login(request, stage.login)
    elif waiting:
        sent = send_verification_email_to_address(request, waiting)
    else:
        messages.info(request, "Sign in, and we will send you a new link if you need one.")
        return redirect("account_login")
    if not sent:
        messages.info(request, "We sent a link a moment ago. Wait half a minute before you ask again.")
    return redirect("account_email_verification_sent")


@login_not_required
def confirm_email(request: HttpRequest, key: str) -> HttpResponse:
    """Prove an email address. A second press finds the link used, and the page says so where allauth says 404."""
    try:
        return allauth_confirm_email(request, key=key)
    except Http404:
        return redirect("organisations:choose") if request.user.is_authenticated else redirect(request.path)


@require_POST
def still_here(request: HttpRequest) -> HttpResponse:
    """Put off the sign-out: somebody pressed "Stay signed in"."""
    request.session.modified = True
    return HttpResponse(status=204)


@login_not_required
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the person has signed out."""
    return render(request, "account/signed_out.html")


@person_page
def details(request: HttpRequest) -> HttpResponse:
    """Let a person correct their own name and job."""
    user = request.user
    form = DetailsForm(
        request.POST if request.method == "POST" else None, initial={"name": user.name, "job_title": user.job_title}
    )
    if form.is_valid():
        change_details(user=user, **form.cleaned_data)
        messages.success(request, "We saved your details.")
        return redirect("mfa_index")
    return render(request, "account/details.html", {"form": form})
