"""A group changes what it shares while its sites work: nobody waits for ever, and the counts are right."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from assessments.actions.answers import save_answer
from assessments.actions.leaving import let_go
from assessments.actions.rolling_up import give_numbers
from assessments.actions.sharing import share, stop_sharing
from assessments.actions.summary import recount
from assessments.models import Answer, Assessment, SharedAnswer
from assessments.rules.roll_up import Count
from assessments.rules.schedule import london_date
from assessments.snapshots import lock_answers
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.groups import administrator_of, group, many_sites
from tests.factories.sharing import form_of, shared

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10
REF = "1.1.5"
TODAY = london_date(f.NOW)


def together(by: User, *deeds: tuple[tuple[Organisation, ...], Callable[[int], object]]) -> None:
    """Do each deed once a round, in transactions of their own that begin together; raises what any of them raised."""
    ready = Barrier(len(deeds), timeout=20)

    def do(scope: tuple[Organisation, ...], deed: Callable[[int], object]) -> None:
        try:
            for turn in range(ROUNDS):
                ready.wait()
                with acting_for(*scope, user=by):
                    deed(turn)
        except BaseException:
            ready.abort()  # or the others would wait for a round that never comes
            raise
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        for done in [pool.submit(do, *deed) for deed in deeds]:
            done.result()


def saving(form: Assessment, by: User, first: int) -> Callable[[int], object]:
    def save(turn: int) -> None:
        choice = "yes" if turn % 2 else "not-yet"
        words = {"choice": choice, "text": str(turn)}
        save_answer(assessment=form, ref=REF, words=words, version=first + turn, by=by, at=f.NOW)

    return save


def test_sites_save_and_numbers_come_in_while_the_shared_answer_changes() -> None:
    fern = group()
    grace, sites = administrator_of(fern), many_sites(fern, 3)
    form = shared(fern, REF, choice="yes", text="Priya")
    everybody = (fern, *sites)

    def pasting(turn: int) -> None:
        numbers = {site.pk: Count(turn, turn + 1) for site in reversed(sites)}
        give_numbers(assessment=form, ref="3.2.1", numbers=numbers, by=grace, at=f.NOW)

    together(
        grace,
        ((fern,), saving(form, grace, 1)),
        ((sites[0],), saving(form_of(sites[0]), grace, 0)),
        (everybody, pasting),
    )

    with acting_for(fern):
        assert SharedAnswer.objects.values_list("text", "version").get() == (str(ROUNDS - 1), ROUNDS + 1)
    for site in sites:
        with acting_for(site):
            kept = Assessment.objects.get(organisation=site)
            locked = lock_answers(form_of(site), today=TODAY)
            recount(locked.assessment, locked.answers, locked.exempt, today=TODAY)
            assert (kept.approaching_done, kept.met_done) == (
                locked.assessment.approaching_done,
                locked.assessment.met_done,
            )


def test_a_site_leaves_while_the_group_stops_sharing() -> None:
    fern = group()
    grace, sites = administrator_of(fern), many_sites(fern, ROUNDS)
    form = shared(fern, REF, choice="yes", text="Priya")
    told = {"assessment": form, "refs": [REF], "by": grace, "at": f.NOW}

    def leaving(turn: int) -> None:
        let_go(group=fern, site=sites[turn], on=TODAY, why="sold", by=grace, at=f.NOW)

    def turning(turn: int) -> None:
        stop_sharing(**told) if turn % 2 == 0 else share(**told)

    together(grace, ((fern, *sites), leaving), ((fern,), turning))

    for site in sites:
        with acting_for(site):
            assert Answer.objects.values_list("text", "came_from").get() == ("Priya", "Fern Care Group")
