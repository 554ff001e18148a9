"""Two people at one instant, with real requests, real threads and real commits: nothing is lost, nothing is doubled."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.actions.summary import recount
from assessments.editions import edition
from assessments.models import Answer, AnswerRevision, Assessment, Publication
from assessments.rules.questions import Kind
from assessments.rules.schedule import london_date
from assessments.snapshots import lock_answers
from organisations.audit import broken_links
from organisations.models import AuditEntry, OutgoingMail, User
from organisations.permissions import Role
from organisations.post import post_room
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.homes import make_ready

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 60  # at 60, a clash that is lost one time in ten is missed once in 500 runs
PUBLICATIONS = 5  # each freezes the whole assessment, so fewer


@pytest.fixture(autouse=True)
def _at_that_hour() -> Iterator[None]:
    with time_machine.travel(f.NOW + timedelta(hours=2), tick=False):
        yield


@pytest.fixture
def assessment() -> Assessment:
    return f.assessment(f.organisation(by=f.person("Priya")))


@pytest.fixture
def two_people(assessment: Assessment) -> tuple[User, User]:
    tom = f.member(assessment.organisation, Role.ADMINISTRATOR, "Tom")
    return User.objects.get(name="Priya"), tom


def at_one_instant(
    people: tuple[User, User], rounds: int, do: Callable[[Client, int, int], HttpResponse]
) -> list[list[HttpResponse]]:
    """Let each person make one request a round, both let go together; return the answers, round by round."""
    together = Barrier(len(people), timeout=60)
    answers: list[list[HttpResponse]] = [[] for _ in range(rounds)]

    def work(who: int) -> None:
        client = Client()
        client.force_login(people[who])
        try:
            for turn in range(rounds):
                together.wait()
                answers[turn].append(do(client, who, turn))
                together.wait()
        finally:
            connections.close_all()

    threads = [Thread(target=work, args=[who]) for who in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(given) for given in answers] == [len(people)] * rounds
    return answers


def simple_refs(assessment: Assessment) -> list[str]:
    """Return questions that take a choice and a text and lead nowhere else."""
    questions = edition(assessment.edition).questions
    return [q.ref for q in questions if q.kind in (Kind.TEXT, Kind.CONFIRM) and not q.counts_training]


def address(page: str, assessment: Assessment, *rest: object) -> str:
    return reverse(f"assessments:{page}", args=[assessment.organisation.code, assessment.year.label, *rest])


def test_saving_different_questions_at_once_loses_none(assessment: Assessment, two_people: tuple[User, User]) -> None:
    refs = simple_refs(assessment)
    own = [refs[0::2], refs[1::2]]

    def save(client: Client, who: int, turn: int) -> HttpResponse:
        version, place = divmod(turn, len(own[who]))
        typed = {"version": version, "choice": "yes", "text": f"{who} in round {turn}"}
        return client.post(address("question", assessment, own[who][place]), typed)

    answers = at_one_instant(two_people, ROUNDS, save)

    assert {response.status_code for both in answers for response in both} == {302}
    with acting_for(assessment.organisation):
        kept = list(AnswerRevision.objects.values_list("text", flat=True))
        assert sorted(kept) == sorted(f"{who} in round {turn}" for who in (0, 1) for turn in range(ROUNDS))
        assert not AnswerRevision.objects.filter(is_set_aside=True).exists()
        assert AuditEntry.objects.filter(verb="answered").count() == 2 * ROUNDS
        assert broken_links(assessment.organisation) == []
        assert counts(assessment) == counted_again(assessment)


def test_saving_the_same_question_at_once_keeps_both_texts(
    assessment: Assessment, two_people: tuple[User, User]
) -> None:
    ref = simple_refs(assessment)[0]

    def save(client: Client, who: int, turn: int) -> HttpResponse:
        typed = {"version": turn, "choice": "yes", "text": f"{who} in round {turn}"}
        return client.post(address("question", assessment, ref), typed)

    answers = at_one_instant(two_people, ROUNDS, save)

    choosing = [sum("/choose/" in response["Location"] for response in both) for both in answers]
    assert choosing == [1] * ROUNDS  # one of the two is told, every time
    with acting_for(assessment.organisation):
        assert Answer.objects.get(ref=ref).version == ROUNDS
        for aside in (True, False):
            assert AnswerRevision.objects.filter(is_set_aside=aside).count() == ROUNDS
        kept = list(AnswerRevision.objects.values_list("text", flat=True))
        assert sorted(kept) == sorted(f"{who} in round {turn}" for who in (0, 1) for turn in range(ROUNDS))


def test_publishing_at_once_publishes_once(assessment: Assessment, two_people: tuple[User, User]) -> None:
    organisation = assessment.organisation
    with acting_for(organisation):
        make_ready(assessment, by=two_people[0])
    after = ""

    for _ in range(PUBLICATIONS):
        press = partial(publish, assessment, after)
        [both] = at_one_instant(two_people, 1, press)
        assert len({response["Location"] for response in both}) == 1  # both are shown the one publication
        with acting_for(organisation):
            after = str(Publication.objects.facts()[0].pk)

    with acting_for(organisation):
        assert Publication.objects.count() == PUBLICATIONS
        assert AuditEntry.objects.filter(verb="published").count() == PUBLICATIONS
    with post_room():
        assert OutgoingMail.objects.filter(kind="published").count() == PUBLICATIONS * len(two_people)


def publish(assessment: Assessment, after: str, client: Client, _who: int, _turn: int) -> HttpResponse:
    return client.post(address("publish_check", assessment, "met"), {"after": after, "allowed": "on"})


def counts(assessment: Assessment) -> tuple[int, int]:
    assessment.refresh_from_db()
    return assessment.approaching_done, assessment.met_done


def counted_again(assessment: Assessment) -> tuple[int, int]:
    today = london_date(f.NOW)
    locked = lock_answers(assessment, today=today)
    recount(locked.assessment, locked.answers, locked.exempt, today=today)
    return locked.assessment.approaching_done, locked.assessment.met_done
