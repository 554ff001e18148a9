"""Pages that anybody may read, and what is said when a form is too old."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

SIGNING_IN = {"account_login", "account_confirm_email"}


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """Say what the service is, and begin."""
    return render(request, "organisations/start.jinja")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how easy the service is to use, and what is not yet."""
    return render(request, "organisations/pages/accessibility.jinja")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why and how long."""
    return render(request, "organisations/pages/privacy.jinja")


@login_not_required
def cookies(request: HttpRequest) -> HttpResponse:
    """Say which cookies there are."""
    return render(request, "organisations/pages/cookies.jinja")


@login_not_required
def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say kindly that a form lay open too long, or came from elsewhere (CSRF_FAILURE_VIEW).

    Who pressed a button that signs them in twice is signed in by the first press, which made the second's form old.
    """
    if request.user.is_authenticated and request.resolver_match and request.resolver_match.view_name in SIGNING_IN:
        return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")  # which sends them on
    return render(request, "form_out_of_date.html", status=403)


@login_not_required
def not_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say kindly that what was sent could not be read, or was more than we take at once (handler400)."""
    is_too_big = isinstance(exception, RequestDataTooBig)
    return render(request, "413.html" if is_too_big else "400.html", status=413 if is_too_big else 400)
