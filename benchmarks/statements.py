"""Count the SQL of the product's pages in the filled database, as its tests do in a small one."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.rules.schedule import london_date
from assessments.snapshots import load_newest
from benchmarks.people import TEXT, session_of
from organisations.models import Organisation, User
from organisations.tenancy import acting_for

QUESTION = "1.1.1"


def main(number: int) -> dict[str, int]:
    """Count for one organisation, on the second request; BEGIN, COMMIT and the tenant setting are counted."""
    now = timezone.now()
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies["session"] = session_of(User.objects.get(pk=number), now)["session"]
    organisation = Organisation.objects.get(pk=number)
    with acting_for(organisation):
        loaded = load_newest(organisation, today=london_date(now))
        assert loaded is not None
    overview = f"/o/{organisation.code}/y/{loaded.case.year.label}/?all"
    question = overview.replace("?all", f"q/{QUESTION}/")
    words = {"choice": "yes", "text": TEXT, "comment": ""}
    client.post(question, {**words, "text": "Once", "version": 1})
    return {
        "overview": _count(client, "GET", overview),
        "open": _count(client, "GET", question),
        "save": _count(client, "POST", question, {**words, "version": 2}),
    }


def _count(client: Client, method: str, path: str, words: dict[str, object] | None = None) -> int:
    ask = client.post if method == "POST" else client.get
    if method == "GET":
        ask(path)
    with CaptureQueriesContext(connection) as statements:
        answer = ask(path, words or {})
    expected = 302 if method == "POST" else 200
    if answer.status_code != expected:
        raise RuntimeError(f"{path} was answered {answer.status_code}")
    return len(statements)
