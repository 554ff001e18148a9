from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.answers import Answer, Choice
from assessments.rules.carry import carry_forward
from assessments.rules.editions import Carry, Crosswalk, Step

KEEP, CHECK, DROP = Carry.KEEP, Carry.KEEP_AND_CHECK, Carry.DROP
WALK = Crosswalk(
    "small-1",
    "small-2",
    (
        Step("1.1.1", "1.1.1", "same", KEEP, ""),
        Step("1.1.2", "1.1.5", "renumbered", CHECK, "Moved."),
        Step("1.2.1", "1.2.1", "reworded", CHECK, "Now asks for a name."),
        Step("4.1.1", None, "dropped", DROP, ""),
        Step(None, "5.1.1", "new", DROP, ""),
    ),
)


def an_answer(ref: str, choice: Choice | None = Choice.YES, text: str = "Blue folder") -> Answer:
    return Answer(ref, choice, text=text)


def by_ref(*answers: Answer) -> dict[str, Answer]:
    return {answer.ref: answer for answer in answers}


@pytest.mark.parametrize(
    ("old", "new", "check_again"), [("1.1.1", "1.1.1", False), ("1.1.2", "1.1.5", True), ("1.2.1", "1.2.1", True)]
)
def test_r3_moves_an_answer(old: str, new: str, check_again: bool) -> None:
    answer = an_answer(old)
    carried = carry_forward(by_ref(answer), WALK)
    assert carried.answers == (replace(answer, ref=new, carried=True, check_again=check_again),)
    assert carried.archived == ()


def test_r3_a_dropped_or_unknown_question_keeps_its_answer_in_the_archive() -> None:
    dropped, unknown = an_answer("4.1.1"), an_answer("9.9.9")
    carried = carry_forward(by_ref(dropped, unknown), WALK)
    assert carried.answers == ()
    assert carried.archived == (dropped, unknown)


@pytest.mark.parametrize(("new", "carry"), [(None, KEEP), ("1.1.1", DROP)])
def test_r3_no_place_or_no_leave_to_carry_is_enough_to_archive(new: str | None, carry: Carry) -> None:
    walk = Crosswalk("a", "b", (Step("1.1.1", new, "any", carry, ""),))
    carried = carry_forward(by_ref(an_answer("1.1.1")), walk)
    assert (carried.answers, carried.archived) == ((), (an_answer("1.1.1"),))


def test_r3_a_new_question_starts_empty() -> None:
    carried = carry_forward(by_ref(an_answer("5.1.1")), WALK)
    assert carried.answers == ()
    assert carried.archived == (an_answer("5.1.1"),)


def test_r3_the_same_edition_copies_everything() -> None:
    answers = by_ref(an_answer("1.1.1"), replace(an_answer("1.2.1"), check_again=True))
    carried = carry_forward(answers, None)
    assert carried.answers == tuple(replace(answer, carried=True) for answer in answers.values())
    assert carried.archived == ()


def test_r3_an_answer_still_to_be_checked_waits_on() -> None:
    (answer,) = carry_forward(by_ref(replace(an_answer("1.1.1"), check_again=True)), WALK).answers
    assert answer.check_again


def test_r3_a_blank_has_nothing_to_check() -> None:
    (answer,) = carry_forward(by_ref(Answer("1.2.1")), WALK).answers
    assert not answer.check_again


@pytest.mark.parametrize("choice", [*Choice, None])
def test_a_choice_stays_as_it_was(choice: Choice | None) -> None:
    (answer,) = carry_forward(by_ref(an_answer("1.2.1", choice)), WALK).answers
    assert answer.choice is choice


def test_one_old_question_made_two_copies_its_answer_to_both() -> None:
    split = Crosswalk("a", "b", (Step("1.1.1", "1.1.1", "same", KEEP, ""), Step("1.1.1", "1.1.2", "split", CHECK, "")))
    carried = carry_forward(by_ref(an_answer("1.1.1")), split)
    assert [answer.ref for answer in carried.answers] == ["1.1.1", "1.1.2"]
    assert {answer.text for answer in carried.answers} == {"Blue folder"}


REFS = st.sampled_from([f"{n}.1.{m}" for n in range(1, 4) for m in range(1, 4)])
WORDS = st.sampled_from(["", " ", "Blue folder", "=1+1", "Caf\u00e9"])
ANSWERS = st.dictionaries(REFS, st.tuples(st.sampled_from([*Choice, None]), WORDS, WORDS)).map(
    lambda made: {ref: Answer(ref, choice, text=text, reason=why) for ref, (choice, text, why) in made.items()}
)
STEPS = st.lists(
    st.builds(
        Step, st.one_of(st.none(), REFS), st.one_of(st.none(), REFS), st.just("any"), st.sampled_from(Carry), REFS
    ),
    unique_by=lambda step: step.new or object(),
)


@given(ANSWERS, st.one_of(st.none(), STEPS.map(lambda steps: Crosswalk("a", "b", tuple(steps)))))
def test_nothing_written_is_ever_lost(answers: dict[str, Answer], walk: Crosswalk | None) -> None:
    carried = carry_forward(answers, walk)
    kept = {(a.choice, a.text, a.reason) for a in (*carried.answers, *carried.archived)}
    assert kept == {(a.choice, a.text, a.reason) for a in answers.values()}
    refs = [answer.ref for answer in carried.answers]
    assert len(set(refs)) == len(refs)
