"""The people of the load: who is signed in, and what they have answered."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings

SIGNED_IN = 400
TEXT = "Yes. The manager checks this every month with the whole team, and writes it in the book in the office."


def spread(organisations: int) -> list[int]:
    """Choose the numbers of those who sign in, evenly among all; with more than there are, the last is left out."""
    people = min(SIGNED_IN, organisations)
    return [1 + place * organisations // people for place in range(people)]


def session_of(user: Any, now: datetime) -> dict[str, str]:
    """Make a session for a person as signing in does; return its cookies."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store["seen_at"] = int(now.timestamp())
    store.set_expiry(timedelta(hours=12))  # longer than any measurement
    store.create()
    return {"session": store.session_key, "csrf": "c" * 32}
