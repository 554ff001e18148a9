"""One form or many: what every kind of answer means for one service and for all (R37, R49, R52)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.grouping import (
    DECIDING,
    FOUR,
    LOOK_CLOSER,
    WATCHED,
    Replies,
    Reply,
    Route,
    RouteQuestion,
    Said,
    chosen_in,
    missing_in,
    route_of,
    ticked_in,
    verdict_of,
)

Q = RouteQuestion
ELM, OAK, ASH, FIR = 1, 2, 3, 4
SITES = (ELM, OAK, ASH, FIR)
ALL_SAME: Replies = {(question, None): Reply(Said.SAME) for question in Q}


def but(*changes: tuple[RouteQuestion, int | None, Reply | Said]) -> Replies:
    """All the same, apart from these."""
    found = {(q, site): reply if isinstance(reply, Reply) else Reply(reply) for q, site, reply in changes}
    return {**ALL_SAME, **found}


def without(*questions: RouteQuestion) -> Replies:
    return {(question, site): reply for (question, site), reply in ALL_SAME.items() if question not in questions}


NEARLY, EMPTY = Reply(Said.NEARLY, "One lets agency staff in"), Reply(Said.NEARLY, "  ")


@pytest.mark.parametrize(
    ("replies", "route"),
    [
        pytest.param(ALL_SAME, Route.ONE_FORM, id="all the same"),
        pytest.param(but((Q.TRAINING, None, NEARLY)), Route.ONE_FORM, id="very nearly, with a note"),
        pytest.param(but((Q.TRAINING, None, EMPTY)), Route.WAITING, id="very nearly, without a note"),
        pytest.param(but((Q.TRAINING, ELM, NEARLY)), Route.ONE_FORM, id="very nearly at one, with a note"),
        pytest.param(but((Q.TRAINING, ELM, EMPTY)), Route.WAITING, id="very nearly at one, without a note"),
        pytest.param(but((Q.COMPUTERS, ELM, Said.DIFFERENT)), Route.MIXED, id="one differs"),
        pytest.param(but((Q.COMPUTERS, ELM, Said.DIFFERENT), (Q.STEPS, ELM, Said.DIFFERENT)), Route.MIXED, id="twice"),
        pytest.param(
            but((Q.COMPUTERS, ELM, Said.DIFFERENT), (Q.STEPS, OAK, Said.DIFFERENT)), Route.MIXED, id="half of them"
        ),
        pytest.param(
            but(*[(Q.COMPUTERS, site, Said.DIFFERENT) for site in (ELM, OAK, ASH)]), Route.OWN_FORM, id="more than half"
        ),
        pytest.param(but((Q.POLICIES, None, Said.DIFFERENT)), Route.OWN_FORM, id="all differ"),
        pytest.param(
            but((Q.POLICIES, None, Said.DIFFERENT), (Q.POLICIES, ELM, Said.SAME)), Route.OWN_FORM, id="all but one"
        ),
        pytest.param(but((Q.TRAINING, ELM, Said.ASK)), Route.WAITING, id="one is asked"),
        pytest.param(
            but((Q.TRAINING, ELM, Said.ASK), (Q.STEPS, OAK, Said.DIFFERENT)), Route.WAITING, id="asked, and one differs"
        ),
        pytest.param(but((Q.TRAINING, None, Said.ASK)), Route.WAITING, id="to ask, without saying whom"),
        pytest.param(but((Q.EXTRA_POLICIES, ELM, Said.DIFFERENT)), Route.MIXED, id="a tick that decides"),
        pytest.param(but((Q.RECORDS, None, Said.ASK)), Route.WAITING, id="a tick, without saying where"),
        pytest.param(but((Q.LEADERS, None, Said.DIFFERENT)), Route.ONE_FORM, id="a tick to watch"),
        pytest.param({}, Route.WAITING, id="nothing"),
        *[pytest.param(without(question), Route.WAITING, id=f"without {question}") for question in Q],
    ],
)
def test_what_the_answers_come_to(replies: Replies, route: Route) -> None:
    assert route_of(replies, SITES).route is route


def test_more_than_half_is_of_the_services_of_now() -> None:
    replies = but((Q.STEPS, ELM, Said.DIFFERENT))

    assert route_of(replies, [ELM]).route is Route.OWN_FORM
    assert route_of(replies, [ELM, OAK]).route is Route.MIXED
    assert route_of(replies, [OAK, ASH]).route is Route.ONE_FORM


@pytest.mark.parametrize(
    ("said", "may_share", "where"),
    [
        (Reply(Said.SAME), True, None),
        (NEARLY, True, "nearly"),
        (EMPTY, False, "missing"),
        (Reply(Said.DIFFERENT), False, "differs"),
        (Reply(Said.ASK), False, "waiting"),
    ],
)
@pytest.mark.parametrize("question", [*FOUR, *DECIDING])
def test_one_answer_decides_for_its_service_alone(
    question: RouteQuestion, said: Reply, may_share: bool, where: str | None
) -> None:
    found = route_of(but((question, ELM, said)), SITES).sites

    assert found[ELM].may_share is may_share
    assert all(found[site].may_share for site in (OAK, ASH, FIR))
    for name in ("differs", "nearly", "waiting", "missing"):
        assert getattr(found[ELM], name) == ((question,) if name == where else ()), name


@pytest.mark.parametrize("question", WATCHED)
@pytest.mark.parametrize("said", Said)
def test_what_is_only_watched_decides_for_nobody(question: RouteQuestion, said: Said) -> None:
    assert verdict_of(but((question, ELM, said), (question, None, said)), ELM).may_share


def test_what_a_service_says_wins_over_what_is_said_of_all() -> None:
    replies = but((Q.STEPS, None, Said.DIFFERENT), (Q.STEPS, ELM, Said.SAME))

    assert verdict_of(replies, ELM).may_share
    assert not verdict_of(replies, OAK).may_share


def test_nothing_said_is_shared_by_nobody() -> None:
    outcome = route_of({}, SITES)

    assert not any(one.may_share for one in outcome.sites.values())
    assert outcome.missing == tuple(Q)


def test_the_watched_ticks_are_told() -> None:
    assert route_of(but((Q.CULTURE, None, Said.DIFFERENT)), SITES).watched == (Q.CULTURE,)


@pytest.mark.parametrize(
    ("replies", "chosen"),
    [
        (ALL_SAME, Said.SAME),
        (but((Q.STEPS, None, NEARLY)), Said.NEARLY),
        (but((Q.STEPS, ELM, Said.DIFFERENT)), Said.DIFFERENT),
        (but((Q.STEPS, ELM, Said.DIFFERENT), (Q.STEPS, OAK, Said.ASK)), Said.ASK),
        (without(Q.STEPS), None),
    ],
)
def test_which_choice_a_question_shows(replies: Replies, chosen: Said | None) -> None:
    assert chosen_in(replies, Q.STEPS) is chosen


def test_what_is_ticked() -> None:
    replies = but((Q.RECORDS, None, Said.ASK), (Q.SHARING, ELM, Said.DIFFERENT), (Q.LEADERS, None, Said.DIFFERENT))

    assert ticked_in(replies) == (Q.RECORDS, Q.SHARING, Q.LEADERS)
    assert ticked_in(ALL_SAME) == ()
    assert missing_in(replies) == (Q.RECORDS,)
    assert len(LOOK_CLOSER) == 5


keys = st.tuples(st.sampled_from(Q), st.sampled_from([None, *SITES]))
replies_of_any_kind = st.dictionaries(
    keys, st.builds(Reply, st.sampled_from(Said), st.sampled_from(["", "Agency staff"]), st.booleans())
)


@given(replies_of_any_kind, keys)
def test_a_different_more_lets_nobody_share(replies: Replies, key: tuple[RouteQuestion, int | None]) -> None:
    before = route_of(replies, SITES)
    after = route_of({**replies, key: Reply(Said.DIFFERENT)}, SITES)

    assert not any(after.sites[site].may_share and not before.sites[site].may_share for site in SITES)


@given(replies_of_any_kind)
def test_a_result_agrees_with_its_services(replies: Replies) -> None:
    outcome = route_of(replies, SITES)
    shares = [one.may_share for one in outcome.sites.values()]

    if outcome.route is Route.ONE_FORM:
        assert all(shares)
    if outcome.route in (Route.MIXED, Route.OWN_FORM):
        assert not all(shares)
        assert all(one.may_share or one.is_own for one in outcome.sites.values())
    assert any(one.waiting for one in outcome.sites.values()) <= (outcome.route is Route.WAITING)
