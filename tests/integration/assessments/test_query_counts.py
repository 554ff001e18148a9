"""What a page costs in SQL: on the second request, with real commits; BEGIN, COMMIT and the tenant setting counted.

A statement more here is a statement more for every care home in the hour before the deadline.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions.opening import open_year
from assessments.models import Answer, Assessment
from organisations.models import User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.homes import make_ready

pytestmark = pytest.mark.django_db(transaction=True)  # inside a test's own transaction the door needs savepoints

# Of an assessment carried from last year, which is the dearest: its question page looks up last year's answer too.
STATEMENTS = {
    "home": 11,
    "questions": 8,
    "part": 8,
    "question": 10,
    "plan": 8,
    "adds_up": 9,
    "publish": 9,
    "review": 10,
}
MOST = 11  # of any page that is opened
MOST_TO_SAVE = 12
EVERY_QUESTION = 77
ORGANISATIONS = 200
QUESTION = "1.1.1"
ARGUMENTS = {"home": [], "part": ["staffing-and-roles"], "question": [QUESTION]}


@pytest.fixture(autouse=True)
def _at_that_hour() -> Iterator[None]:
    with time_machine.travel(f.NOW + timedelta(hours=2), tick=False):
        yield


@pytest.fixture
def priya() -> User:
    return f.person("Priya")


@pytest.fixture
def carried(priya: User) -> Assessment:
    """The second year of Rose Court, with nothing answered yet."""
    organisation = f.organisation(by=priya)
    f.assessment(organisation, by=priya, at=f.NOW - timedelta(days=365))
    with acting_for(organisation, user=priya):
        return open_year(organisation=organisation, by=priya, at=f.NOW)


@pytest.fixture
def signed_in(priya: User) -> Client:
    client = Client()
    client.force_login(priya)
    return client


def address(assessment: Assessment, page: str) -> str:
    year = [] if page == "home" else [assessment.year.label]
    return reverse(f"assessments:{page}", args=[assessment.organisation.code, *year, *ARGUMENTS.get(page, [])])


def opened(signed_in: Client, path: str) -> int:
    """Open a page and return its statements."""
    with CaptureQueriesContext(connection) as statements:
        assert signed_in.get(path).status_code == 200
    return len(statements)


def saved(signed_in: Client, assessment: Assessment, text: str, version: int) -> int:
    """Save an answer over a version and return the statements."""
    words = {"choice": "yes", "text": text, "comment": "", "version": version}
    with CaptureQueriesContext(connection) as statements:
        assert signed_in.post(address(assessment, "question"), words).status_code == 302
    with acting_for(assessment.organisation_id):
        assert Answer.objects.get(assessment=assessment, ref=QUESTION).version == version + 1
    return len(statements)


def costs(signed_in: Client, assessment: Assessment) -> dict[str, int]:
    """Open every page twice and return the statements of the second time."""
    paths = {page: address(assessment, page) for page in STATEMENTS}
    for path in paths.values():
        signed_in.get(path)
    return {page: opened(signed_in, path) for page, path in paths.items()}


def answer_everything(assessment: Assessment, by: User) -> None:
    with acting_for(assessment.organisation, user=by):
        make_ready(assessment, by=by)
        assert Answer.objects.filter(assessment=assessment).count() == EVERY_QUESTION


def register_the_others(by: User) -> None:
    """Register them all by one person, who so belongs to each of them."""
    for number in range(1, ORGANISATIONS):
        f.organisation(f"VC{number:03}", f"Elm View {number}", by=by)


def test_a_page_costs_the_same_however_much_is_there(signed_in: Client, priya: User, carried: Assessment) -> None:
    saved(signed_in, carried, "one answer", 0)
    assert costs(signed_in, carried) == STATEMENTS

    answer_everything(carried, priya)
    assert costs(signed_in, carried) == STATEMENTS

    register_the_others(priya)
    assert costs(signed_in, carried) == STATEMENTS


def test_no_page_costs_more_than_eleven() -> None:
    assert max(STATEMENTS.values()) <= MOST


def test_a_save_costs_the_same_however_much_is_there(signed_in: Client, priya: User, carried: Assessment) -> None:
    saved(signed_in, carried, "the first answer", 0)
    assert saved(signed_in, carried, "one answer", 1) == MOST_TO_SAVE

    answer_everything(carried, priya)
    assert saved(signed_in, carried, "all the others answered", 1) == MOST_TO_SAVE

    register_the_others(priya)
    assert saved(signed_in, carried, "all the others registered", 2) == MOST_TO_SAVE


def test_a_first_answer_costs_no_more_than_a_change(signed_in: Client, carried: Assessment) -> None:
    opened(signed_in, address(carried, "question"))

    assert saved(signed_in, carried, "the first answer", 0) <= MOST_TO_SAVE


def test_a_save_is_one_commit(signed_in: Client, carried: Assessment) -> None:
    opened(signed_in, address(carried, "question"))
    with CaptureQueriesContext(connection) as statements:
        signed_in.post(address(carried, "question"), {"choice": "yes", "text": "We do", "comment": "", "version": 0})

    assert [one["sql"] for one in statements].count("COMMIT") == 1


def test_the_page_after_a_save_costs_no_more(signed_in: Client, carried: Assessment) -> None:
    opened(signed_in, address(carried, "question"))
    saved(signed_in, carried, "We do", 0)

    assert opened(signed_in, address(carried, "question")) == STATEMENTS["question"]
