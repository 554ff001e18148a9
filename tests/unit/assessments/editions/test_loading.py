from collections import Counter
from itertools import pairwise

import pytest

from assessments.editions import crosswalk, crosswalks_to, edition, edition_names
from assessments.rules.answers import Answer, Choice
from assessments.rules.carry import carry_forward
from assessments.rules.editions import Carry, Crosswalk, Edition, Kind, Need
from assessments.rules.levels import Level

NAMES = edition_names()
EDITIONS = pytest.mark.parametrize("known", [edition(name) for name in NAMES], ids=NAMES)
STEPS = list(pairwise(NAMES))


def walk_between(old: str, new: str) -> Crosswalk:
    walk = crosswalk(old, new)
    assert walk is not None
    return walk


@EDITIONS
def test_counts_stated_equal_a_recount(known: Edition) -> None:
    assert known.recount() == known.counts
    needs = Counter(question.need for question in known.questions)
    assert known.counts.questions == sum(needs.values())
    assert known.counts.met == needs[Need.APPROACHING] + needs[Need.MET] == len(known.needed_for(Level.MET))
    assert known.counts.approaching == needs[Need.APPROACHING] == len(known.needed_for(Level.APPROACHING))


@EDITIONS
def test_references_and_slugs_are_unique(known: Edition) -> None:
    named = (
        [question.ref for question in known.questions],
        [assertion.ref for assertion in known.assertions],
        [standard.number for standard in known.standards],
        [section.slug for section in known.sections],
        [group.slug for section in known.sections for group in section.groups],
        [kind.slug for kind in known.document_kinds],
        [item.document_kind for item in known.checklist],
    )
    for names in named:
        assert len(set(names)) == len(names)


@EDITIONS
def test_everything_a_question_names_exists(known: Edition) -> None:
    for question in known.questions:
        assert known.question(question.ref) is question
        assert known.assertion(question.assertion).standard in {standard.number for standard in known.standards}
        assert question.group in {group.slug for group in known.section(question.section).groups}
        assert all(known.document_kind(slug).title for slug in question.evidence)
        assert question.section in known.sections_of(question.assertion)


@EDITIONS
def test_everything_the_checklist_names_exists(known: Edition) -> None:
    for item in known.checklist:
        assert known.document_kind(item.document_kind).title
        assert item.starts
        assert all(known.has_question(ref) for ref in item.starts)


@EDITIONS
def test_every_assertion_has_questions_and_every_section_assertions(known: Edition) -> None:
    assert all(known.sections_of(assertion.ref) for assertion in known.assertions)
    assert all(known.assertions_in(section.slug) for section in known.sections)


@EDITIONS
def test_next_question_walks_through_every_question_once(known: Edition) -> None:
    here = known.in_reading_order()[0]
    walked = [here]
    while (then := known.after(here.ref)) is not None:
        walked.append(then)
        here = then
    assert walked == list(known.in_reading_order())
    assert set(walked) == set(known.questions)


@EDITIONS
def test_one_question_counts_training(known: Edition) -> None:
    assert [question.ref for question in known.questions if question.counts_training] == ["3.2.1"]


@EDITIONS
def test_values_are_the_rules_own(known: Edition) -> None:
    fee = known.question("1.1.1")
    assert (fee.need, fee.kind) == (Need.APPROACHING, Kind.TEXT)
    assert isinstance(fee.exempt, frozenset)
    assert fee.evidence == ("ico-certificate",)
    assert set(fee.examples) == {"care_home", "home_care", "supported_living"}


def test_editions_are_read_once_and_come_oldest_first() -> None:
    assert NAMES == ("care-7", "care-8")
    assert edition("care-8") is edition("care-8")
    assert edition("care-8").name == "care-8"


@pytest.mark.parametrize("name", ["care-1", "", "crosswalk-7-to-8", "../editions/care-8"])
def test_an_unknown_edition_is_refused(name: str) -> None:
    with pytest.raises(KeyError):
        edition(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_edition_needs_no_crosswalk(name: str) -> None:
    assert crosswalk(name, name) is None


def test_an_unknown_way_is_refused_rather_than_taken_for_the_same_edition() -> None:
    with pytest.raises(KeyError):
        crosswalk("care-8", "care-7")


def test_crosswalks_are_found_by_where_they_lead() -> None:
    assert crosswalks_to(NAMES[0]) == ()
    assert [crosswalks_to(new) for _, new in STEPS] == [(crosswalk(old, new),) for old, new in STEPS]


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_crosswalk_is_complete(old: str, new: str) -> None:
    walk = walk_between(old, new)
    assert (walk.from_edition, walk.to_edition) == (old, new)
    came_from = [step.old for step in walk.entries if step.old is not None]
    went_to = [step.new for step in walk.entries if step.new is not None]
    assert sorted(came_from) == sorted(question.ref for question in edition(old).questions)
    assert sorted(went_to) == sorted(question.ref for question in edition(new).questions)


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_r3_a_change_of_level_or_words_is_to_be_checked(old: str, new: str) -> None:
    for step in walk_between(old, new).entries:
        assert (step.carry is Carry.KEEP) is (step.change == "same")
        if step.carry is Carry.KEEP:
            assert edition(old).question(step.old or "").need is edition(new).question(step.new or "").need


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_r3_carrying_a_whole_year_forward(old: str, new: str) -> None:
    answers = {q.ref: Answer(q.ref, Choice.YES, text=f"About {q.ref}") for q in edition(old).questions}
    carried = carry_forward(answers, walk_between(old, new))
    flagged = {step.new for step in walk_between(old, new).entries if step.carry is Carry.KEEP_AND_CHECK}
    assert {answer.ref for answer in carried.answers if answer.check_again} == flagged
    assert len(carried.answers) + len(carried.archived) == len(answers)
