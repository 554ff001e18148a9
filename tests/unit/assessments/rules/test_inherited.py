"""Whose answer stands at a site, and which questions every site answers (R71, R73)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.editions import edition, edition_names
from assessments.rules.answers import Answer, Choice, effective

REFS = st.sampled_from(["1.1.1", "1.1.2", "1.3.1"])
OWN = st.builds(Answer, REFS, st.sampled_from([None, *Choice]), text=st.sampled_from(["", " ", "Tom"]))
THEIRS = st.builds(Answer, REFS, st.sampled_from(list(Choice)), inherited_from=st.just("Fern Care Group"))


def by_ref(answers: list[Answer]) -> dict[str, Answer]:
    return {answer.ref: answer for answer in answers}


def test_the_groups_answer_stands_where_the_site_said_nothing() -> None:
    theirs = Answer("1.1.1", Choice.YES, inherited_from="Fern Care Group")

    assert effective({}, {"1.1.1": theirs}) == {"1.1.1": theirs}
    assert effective({"1.1.1": Answer("1.1.1")}, {"1.1.1": theirs}) == {"1.1.1": theirs}
    assert effective({"1.1.1": Answer("1.1.1", text=" ")}, {"1.1.1": theirs})["1.1.1"].inherited_from == ""


def test_a_sites_own_papers_prove_what_it_inherits_and_win_over_nothing() -> None:
    theirs = Answer("1.1.1", Choice.YES, inherited_from="Fern Care Group", documents=1)
    found = effective({"1.1.1": Answer("1.1.1", documents=2)}, {"1.1.1": theirs})["1.1.1"]

    assert (found.inherited_from, found.documents) == ("Fern Care Group", 3)


@given(st.lists(OWN), st.lists(THEIRS))
def test_an_own_answer_always_wins_and_no_other_is_added(own: list[Answer], theirs: list[Answer]) -> None:
    mine, shared = by_ref(own), by_ref(theirs)
    found = effective(mine, shared)

    assert set(found) == set(mine) | set(shared)
    for ref, answer in found.items():
        wins = mine[ref] if ref in mine and (mine[ref].is_given or ref not in shared) else shared[ref]
        assert answer == wins


@pytest.mark.parametrize("name", edition_names())
def test_training_devices_and_tests_of_the_plan_are_each_sites_own(name: str) -> None:
    local = {question.ref for question in edition(name).questions if question.is_local}

    assert {"3.2.1", "7.1.1", "7.2.1"} <= local
    assert len(local) < 6
    assert "7.1.2" not in local  # the plan itself may be one for all
