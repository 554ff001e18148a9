"""Words typed after the session ran out: kept in the browser's own session until the person has signed in again.

They wait for the same address only, behind the same door as before.
"""

from django.http import HttpRequest

KEY = "held_words"
MOST = 60_000  # characters; longer than the longest answer with its note


def hold(request: HttpRequest) -> None:
    """Keep what a form sent, without its token."""
    put(request, request.path, {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"})


def put(request: HttpRequest, path: str, typed: dict[str, str]) -> None:
    """Keep words for the next visit to an address."""
    if sum(map(len, typed.values())) <= MOST:
        request.session[KEY] = {"path": path, "typed": typed}


def take(request: HttpRequest) -> dict[str, str] | None:
    """Return and forget what was typed at this address, if anything was."""
    held = request.session.get(KEY)
    if not held or held["path"] != request.path:
        return None
    del request.session[KEY]
    typed: dict[str, str] = held["typed"]
    return typed
