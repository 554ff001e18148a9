"""Different changes to one home at once: each waits for the other in one order, so that none is thrown away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections

from assessments.actions import details
from assessments.actions.answers import save_answer
from assessments.actions.confirming import confirm_details
from assessments.models import Assessment
from organisations.actions import people
from organisations.models import EarlierPublication, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10  # with the locks in the wrong order two of them stopped each other within the first few
Deed = Callable[[int], object]


def together(home: Organisation, by: User, *deeds: Deed) -> None:
    """Do each deed once a round, in transactions of their own that begin together; raises what any of them raised."""
    ready = Barrier(len(deeds), timeout=20)

    def do(deed: Deed) -> None:
        try:
            for turn in range(ROUNDS):
                ready.wait()
                with acting_for(home, user=by):
                    deed(turn)
        except BaseException:
            ready.abort()  # or the other would wait for a round that never comes
            raise
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        for done in [pool.submit(do, deed) for deed in deeds]:
            done.result()


def answering(year: Assessment, by: User) -> Deed:
    return lambda turn: save_answer(
        assessment=year, ref="1.1.1", words={"comment": str(turn)}, version=turn, by=by, at=f.NOW
    )


def changing(home: Organisation, by: User) -> Deed:
    return lambda turn: details.change_details(
        organisation=home, by=by, at=f.NOW, changes={"data_lead": f"Person {turn}"}
    )


def test_answering_while_the_details_change(rose_court: Organisation, assessment: Assessment, priya: User) -> None:
    together(rose_court, priya, answering(assessment, priya), changing(rose_court, priya))


def test_confirming_the_details_while_they_change(
    rose_court: Organisation, assessment: Assessment, priya: User
) -> None:
    def confirming(_turn: int) -> None:
        confirm_details(assessment=assessment, by=priya, at=f.NOW)

    together(rose_court, priya, confirming, changing(rose_court, priya))


def test_answering_while_somebody_is_invited(rose_court: Organisation, assessment: Assessment, priya: User) -> None:
    def inviting(turn: int) -> None:
        people.invite(organisation=rose_court, by=priya, at=f.NOW, email=f"new{turn}@example.com", role=Role.VIEWER)

    together(rose_court, priya, answering(assessment, priya), inviting)


def test_an_earlier_result_told_twice_is_one(rose_court: Organisation, priya: User) -> None:
    def telling(turn: int) -> None:
        details.declare_earlier(
            organisation=rose_court,
            by=priya,
            at=f.NOW,
            answer="some",
            level="met",
            published_on=date(2024, 1, 1 + turn),
        )

    together(rose_court, priya, telling, telling)

    with acting_for(rose_court):
        assert EarlierPublication.objects.get().published_on == date(2024, 1, ROUNDS)
