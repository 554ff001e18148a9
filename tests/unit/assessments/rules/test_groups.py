"""Where each service of a group stands, and the one job that comes next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.groups import (
    QUIET_AFTER,
    STATES,
    Facts,
    Form,
    Job,
    Place,
    Progress,
    Reply,
    State,
    Why,
    counts,
    next_job,
    place,
)

TODAY = date(2026, 11, 22)
OURS = {"form": Form.OURS, "is_shared": True}
DONE = {
    "is_route_affirmed": True,
    "is_own_form_answered": True,
    "is_published": True,
    "are_managers_asked": True,
}
LAST_DAY = TODAY - QUIET_AFTER

CASES = [
    (Facts(), Why.NO_ROUTE),
    (Facts(form=Form.OURS), Why.NOT_SHARED),
    (Facts(**OURS), Why.SILENT),
    (Facts(**OURS, reply=Reply.AGREED), Why.AGREED),
    (Facts(**OURS, reply=Reply.AGAIN), Why.AGAIN),
    (Facts(**OURS, reply=Reply.DIFFERENT, blocks=True), Why.DIFFERENT),
    (Facts(**OURS, reply=Reply.DIFFERENT, blocks=False), Why.SETTLED),
    (Facts(**OURS, is_covered_this_year=True), Why.COVERED),
    (Facts(**OURS, is_covered_this_year=True, reply=Reply.DIFFERENT, blocks=True), Why.DIFFERENT),
    (Facts(**OURS, is_covered_this_year=True, reply=Reply.AGAIN), Why.AGAIN),
    (Facts(is_asked_about_form=True), Why.ASKED),
    (Facts(form=Form.ITS_OWN, is_asked_about_form=True, is_published=True), Why.PUBLISHED),
    (Facts(form=Form.ITS_OWN), Why.QUIET),
    (Facts(form=Form.ITS_OWN, worked_on=LAST_DAY), Why.WORKING),
    (Facts(form=Form.ITS_OWN, worked_on=LAST_DAY - timedelta(days=1)), Why.QUIET),
    (Facts(**OURS, reply=Reply.AGREED, is_disputed=True), Why.DISPUTED),
    (Facts(**OURS, reply=Reply.AGREED, is_covered_elsewhere=True), Why.ELSEWHERE),
    (Facts(**OURS, reply=Reply.AGREED, is_closed=True), Why.CLOSED),
    (Facts(**OURS, reply=Reply.AGREED, is_sold=True), Why.SOLD),
    (Facts(has_code=False), Why.NO_CODE),
]


@pytest.mark.parametrize(("facts", "why"), CASES, ids=[why.value for _, why in CASES])
def test_where_a_service_stands(facts, why):
    assert place(facts, TODAY).why is why


def test_every_reason_has_its_state():
    assert set(STATES) == set(Why)
    assert set(STATES.values()) == set(State)


def test_every_reason_can_happen():
    assert {why for _, why in CASES} == set(Why)


@given(st.lists(st.sampled_from(list(Why)).map(Place)))
def test_the_counts_add_up_to_all_services(places):
    found = counts(places)

    assert set(found) == set(State)
    assert sum(found.values()) == len(places)


@pytest.mark.parametrize(
    ("reasons", "undone", "job"),
    [
        ([], {}, Job.ADD_SERVICES),
        ([Why.NO_ROUTE], {"is_route_affirmed": False}, Job.CHOOSE_ROUTE),
        ([Why.NOT_SHARED], {"is_own_form_answered": False, "is_published": False}, Job.ANSWER),
        ([Why.NOT_SHARED], {"is_published": False}, Job.SHARE),
        ([Why.DIFFERENT, Why.SILENT], {"is_published": False}, Job.SEE_DIFFERENCES),
        ([Why.SILENT, Why.AGREED], {"is_published": False, "are_managers_asked": False}, Job.ASK_MANAGERS),
        ([Why.SILENT, Why.AGREED], {"is_published": False}, Job.PUBLISH),
        ([Why.AGREED], {"is_published": False}, Job.PUBLISH),
        ([Why.AGREED, Why.COVERED], {}, Job.PUBLISH),
        ([Why.SILENT, Why.COVERED], {}, Job.ASK_MANAGERS),
        ([Why.COVERED, Why.QUIET], {}, Job.SEE_STUCK),
        ([Why.COVERED, Why.PUBLISHED, Why.WORKING], {}, Job.SEE_PUBLISHED),
    ],
)
def test_the_next_job(reasons, undone, job):
    assert next_job([Place(why) for why in reasons], Progress(**{**DONE, **undone})) is job
