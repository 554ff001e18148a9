"""What every request passes: headers, the session's life, and words typed after sign-out."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from organisations import held_words

GetResponse = Callable[[HttpRequest], HttpResponse]

# A write on every GET would be the dearest statement of most pages; five minutes is near enough to "quiet".
TOUCH_EVERY = timedelta(minutes=5)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def secure_headers(get_response: GetResponse) -> GetResponse:
    """Add what Django has no setting for; a page of a signed-in person is never kept by a cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "user", None) and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def keep_session_alive(get_response: GetResponse) -> GetResponse:
    """Count the quiet time from the last request, writing the session at most every five minutes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            if now - request.session.get("seen_at", 0) > TOUCH_EVERY.total_seconds():
                request.session["seen_at"] = int(now)
        return get_response(request)

    return middleware


class LoginRequired(LoginRequiredMiddleware):
    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponse]) -> HttpResponseBase:
        """Send a stranger to sign in, and keep what they typed if their session ran out while they wrote."""
        if request.method == "POST" and request.path.startswith("/o/") and not _is_draft(request):
            held_words.hold(request)
        return super().handle_no_permission(request, view_func)


def _is_draft(request: HttpRequest) -> bool:
    """Tell a draft, whose words the page still has, from its form: each would start a session, and only one is kept."""
    return request.resolver_match is not None and request.resolver_match.view_name == "assessments:draft"
