"""What can be said anew about one form or many, and what that moves."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.grouping import (
    DECIDING,
    FOUR,
    LOOK_CLOSER,
    Replies,
    Reply,
    Route,
    RouteQuestion,
    Said,
    missing_in,
    route_of,
    sites_that,
)
from assessments.rules.regrouping import Change, ForAll, LookCloser, Place, TakeOver, Told, Which, moved
from tests.unit.assessments.rules.test_grouping import ALL_SAME, ASH, ELM, FIR, OAK, SITES, but, replies_of_any_kind

Q = RouteQuestion
SAME = Reply(Said.SAME)


def test_an_answer_for_all_ends_what_was_said_of_single_ones() -> None:
    replies = but((Q.STEPS, ELM, Said.DIFFERENT), (Q.POLICIES, ELM, Said.DIFFERENT))

    after = ForAll(Q.STEPS, Said.NEARLY, "Agency staff").to(replies)

    assert (Q.STEPS, ELM) not in after
    assert after[Q.STEPS, None] == Reply(Said.NEARLY, "Agency staff")
    assert after[Q.POLICIES, ELM] == Reply(Said.DIFFERENT)


def test_whoever_was_asked_can_see_how_it_ended() -> None:
    after = ForAll(Q.STEPS, Said.SAME).to(but((Q.STEPS, ELM, Reply(Said.ASK, was_asked=True))))

    assert after[Q.STEPS, ELM] == Reply(Said.SAME, was_asked=True)


def test_some_differ_and_the_others_are_the_same() -> None:
    after = Which(Q.STEPS, frozenset({ELM, OAK}), Said.DIFFERENT, "Paper").to({})

    assert after == {
        (Q.STEPS, None): SAME,
        (Q.STEPS, ELM): Reply(Said.DIFFERENT, "Paper"),
        (Q.STEPS, OAK): Reply(Said.DIFFERENT, "Paper"),
    }


def test_a_new_list_takes_out_who_is_not_on_it_and_keeps_earlier_reasons() -> None:
    before = Which(Q.STEPS, frozenset({ELM, OAK}), Said.DIFFERENT, "Paper").to({})

    after = Which(Q.STEPS, frozenset({OAK, ASH}), Said.DIFFERENT, "Old computers").to(before)

    assert sites_that(after, Q.STEPS, Said.DIFFERENT) == {OAK, ASH}
    assert (after[Q.STEPS, OAK].note, after[Q.STEPS, ASH].note) == ("Paper", "Old computers")
    assert (Q.STEPS, ELM) not in after


def test_asking_some_leaves_what_is_different_elsewhere() -> None:
    before = Which(Q.STEPS, frozenset({ELM}), Said.DIFFERENT).to({})

    after = Which(Q.STEPS, frozenset({OAK}), Said.ASK).to(before)

    assert after[Q.STEPS, ELM].value is Said.DIFFERENT
    assert after[Q.STEPS, OAK] == Reply(Said.ASK, was_asked=True)


def test_saying_that_some_differ_leaves_the_open_questions_open() -> None:
    before = Which(Q.STEPS, frozenset({ELM, OAK}), Said.ASK).to({})

    after = Which(Q.STEPS, frozenset({OAK}), Said.DIFFERENT).to(before)

    assert after[Q.STEPS, ELM].value is Said.ASK
    assert after[Q.STEPS, OAK] == Reply(Said.DIFFERENT, was_asked=True)


def test_asking_fewer_ends_the_questions_of_the_others() -> None:
    before = Which(Q.STEPS, frozenset({ELM, OAK}), Said.ASK).to({})

    after = Which(Q.STEPS, frozenset({OAK}), Said.ASK).to(before)

    assert after[Q.STEPS, ELM] == Reply(Said.SAME, was_asked=True)


def test_very_nearly_stays_for_the_others_while_one_is_asked() -> None:
    nearly = Reply(Said.NEARLY, "Agency staff")

    assert Which(Q.STEPS, frozenset({ELM}), Said.ASK).to({(Q.STEPS, None): nearly})[Q.STEPS, None] == nearly
    assert Which(Q.STEPS, frozenset({ELM}), Said.DIFFERENT).to({(Q.STEPS, None): nearly})[Q.STEPS, None] == SAME


def test_a_tick_that_decides_is_open_until_it_is_said_where() -> None:
    after = LookCloser(frozenset({Q.RECORDS, Q.CULTURE})).to(but())

    assert missing_in(after) == (Q.RECORDS,)
    assert after[Q.CULTURE, None].value is Said.DIFFERENT
    said = Which(Q.RECORDS, frozenset({ELM}), Said.DIFFERENT).to(after)
    assert route_of(said, SITES).route is Route.MIXED
    assert LookCloser(frozenset({Q.RECORDS, Q.CULTURE})).to(said) == said


def test_without_the_tick_its_services_are_like_the_others() -> None:
    said = Which(Q.RECORDS, frozenset({ELM}), Said.DIFFERENT).to(ALL_SAME)

    assert LookCloser(frozenset()).to(said) == ALL_SAME


def test_no_ticks_is_an_answer() -> None:
    assert missing_in(LookCloser(frozenset()).to({})) == FOUR


def test_what_was_told_counts_when_it_is_taken_over() -> None:
    before = Which(Q.STEPS, frozenset({ELM, OAK}), Said.ASK).to(ALL_SAME)
    told = (Told(Q.STEPS, ELM, Said.DIFFERENT, "We use paper"), Told(Q.STEPS, OAK, Said.SAME))

    after = TakeOver(told).to(before)

    assert after[Q.STEPS, ELM] == Reply(Said.DIFFERENT, "We use paper", was_asked=True)
    assert route_of(after, SITES).route is Route.MIXED


def test_what_moves() -> None:
    before = route_of(but((Q.STEPS, ELM, Said.DIFFERENT)), SITES)
    after = route_of(but((Q.STEPS, OAK, Said.DIFFERENT), (Q.STEPS, ASH, Said.ASK)), SITES)

    assert moved(before, after) == {
        ELM: (Place.OWN, Place.SHARES),
        OAK: (Place.SHARES, Place.OWN),
        ASH: (Place.SHARES, Place.OPEN),
    }
    assert FIR not in moved(before, after)


some_sites = st.frozensets(st.sampled_from(SITES), min_size=1)
changes = st.one_of(
    st.builds(ForAll, st.sampled_from(FOUR), st.sampled_from([Said.SAME, Said.NEARLY]), st.just("Agency staff")),
    st.builds(Which, st.sampled_from([*FOUR, *DECIDING]), some_sites, st.just(Said.DIFFERENT)),
    st.builds(Which, st.sampled_from(FOUR), some_sites, st.just(Said.ASK)),
    st.builds(LookCloser, st.frozensets(st.sampled_from(LOOK_CLOSER))),
)


@given(replies_of_any_kind, changes)
def test_saying_the_same_twice_is_saying_it_once(replies: Replies, change: Change) -> None:
    once = change.to(replies)

    assert change.to(once) == once


@given(replies_of_any_kind, changes)
def test_a_change_leaves_the_other_questions_alone(replies: Replies, change: Change) -> None:
    about = {change.about} if change.about else set(LOOK_CLOSER)

    after = change.to(replies)

    assert {k: r for k, r in after.items() if k[0] not in about} == {
        k: r for k, r in replies.items() if k[0] not in about
    }


@given(replies_of_any_kind, st.sampled_from([*FOUR, *DECIDING]), some_sites)
def test_nobody_named_as_different_shares(replies: Replies, question: RouteQuestion, sites: frozenset[int]) -> None:
    after = route_of(Which(question, sites, Said.DIFFERENT).to(replies), SITES)

    assert not any(after.sites[site].may_share for site in sites)
