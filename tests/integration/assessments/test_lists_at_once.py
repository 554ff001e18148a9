"""Lists with real commits: two presses at the very same instant count once, and no page costs much."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.actions.lists import LIST_HAS_CHANGED, add_row, save_pasted
from evidence.lists.comparing import compare
from evidence.lists.reading import read
from evidence.lists.rows import rows_of
from evidence.lists.specs import LISTS, TRAINING
from evidence.models import TrainedPerson
from organisations.models import Organisation, User
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.assessments.listing import on_list, put_on_list
from tests.integration.assessments.reading import of

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4
MOST_STATEMENTS = 12


def at_once(home: Organisation, by: User, deed: Callable[[], object]) -> Counter[str]:
    """Do a deed several times in transactions of their own that begin together; count what became of them."""
    ready = Barrier(AT_ONCE, timeout=20)

    def do() -> str:
        try:
            ready.wait()
            with acting_for(home, user=by):
                deed()
        except Refused as refused:
            return refused.reason
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(one.result() for one in [pool.submit(do) for _ in range(AT_ONCE)])


def test_a_preview_that_several_presses_save_is_saved_once(rose_court: Organisation, priya: User) -> None:
    put_on_list(TrainedPerson, rose_court, priya, "Tom")
    pasted = read(TRAINING, "Tom\tCarer\nAnn\tCook", f.NOW.date())
    with acting_for(rose_court, user=priya):
        shown = compare(TRAINING, pasted, rows_of(TRAINING, rose_court))

    def save() -> None:
        save_pasted(organisation=rose_court, listed=TRAINING, pasted=pasted, digest=shown.digest, by=priya, at=f.NOW)

    assert at_once(rose_court, priya, save) == {"done": 1, LIST_HAS_CHANGED: AT_ONCE - 1}
    assert on_list(TrainedPerson, rose_court, "job", "version") == [("Ann", "Cook", 1), ("Tom", "Carer", 2)]


def test_a_row_that_several_presses_add_is_added_once(rose_court: Organisation, priya: User) -> None:
    def add() -> None:
        add_row(organisation=rose_court, listed=TRAINING, words={"name": "Tom"}, by=priya, at=f.NOW)

    assert at_once(rose_court, priya, add) == {"done": AT_ONCE}
    assert on_list(TrainedPerson, rose_court) == [("Tom",)]


@pytest.mark.usefixtures("that_day")
def test_no_page_of_a_list_costs_more_than_twelve_statements(
    client: Client, rose_court: Organisation, priya: User
) -> None:
    """W5. With real commits; BEGIN, COMMIT and the tenant setting counted."""
    f.assessment(rose_court)
    client.get(of(rose_court, "lists"))  # the first request of a session costs more
    costs = {}

    for state in ("empty", "full"):
        for listed in LISTS:
            for page in ("list_page", "paste_rows", "list_file"):
                with CaptureQueriesContext(connection) as statements:
                    client.get(of(rose_court, page, listed.slug))
                costs[page, listed.slug, state] = len(statements)
            gone, *_ = put_on_list(listed.model, rose_court, priya, *(f"Row {at}" for at in range(60)))
            client.post(of(rose_court, "remove_row", listed.slug, gone.pk))
        with CaptureQueriesContext(connection) as statements:
            client.get(of(rose_court, "lists"))
        costs["lists", "", state] = len(statements)

    assert {page: count for page, count in costs.items() if count > MOST_STATEMENTS} == {}
