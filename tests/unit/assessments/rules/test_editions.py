import pytest

from assessments.rules.editions import Carry, Counts, Crosswalk, Kind, Need, Step
from assessments.rules.levels import Level
from tests.unit.assessments.rules.cases import (
    COMPUTERS,
    FEE,
    INCIDENT,
    JUNK_MAIL,
    LEAD,
    PEOPLE,
    POSTER,
    REGISTER,
    REVIEWED,
    SMALL,
    TRAINING,
    UPDATES,
    a_question,
    an_edition,
)


def test_finds_what_it_has() -> None:
    assert SMALL.question("1.1.1") is FEE
    assert SMALL.section(COMPUTERS).slug == COMPUTERS
    assert SMALL.assertion("3.2").title == "Assertion 3.2"
    assert SMALL.document_kind("policy").title == "Policy"
    assert SMALL.has_question("1.1.1")


def test_refuses_what_it_has_not() -> None:
    for find in (SMALL.question, SMALL.section, SMALL.assertion, SMALL.document_kind, SMALL.in_section, SMALL.after):
        with pytest.raises(KeyError):
            find("9.9.9")
    assert not SMALL.has_question("9.9.9")


def test_exceeded_needs_the_questions_of_met() -> None:
    approaching = (FEE, LEAD, UPDATES)
    met = (FEE, REGISTER, LEAD, TRAINING, UPDATES, JUNK_MAIL)
    assert SMALL.needed_for(Level.APPROACHING) == approaching
    assert SMALL.needed_for(Level.MET) == SMALL.needed_for(Level.EXCEEDED) == met


def test_reads_section_by_section() -> None:
    people, computers = (FEE, LEAD, POSTER, TRAINING), (REGISTER, UPDATES, REVIEWED, JUNK_MAIL, INCIDENT)
    assert SMALL.in_section(PEOPLE) == people
    assert SMALL.in_reading_order() == people + computers
    assert SMALL.after(FEE.ref) is LEAD
    assert SMALL.after(TRAINING.ref) is REGISTER
    assert SMALL.after(INCIDENT.ref) is None


def test_an_assertion_may_span_sections() -> None:
    assert SMALL.sections_of("1.1") == (PEOPLE, COMPUTERS)
    assert SMALL.sections_of("1.2") == (PEOPLE,)
    assert [assertion.ref for assertion in SMALL.assertions_in(COMPUTERS)] == ["1.1", "4.1", "4.2", "5.1", "6.3"]


def test_recounts_itself() -> None:
    assert SMALL.recount() == SMALL.counts == Counts(questions=9, met=6, approaching=3)
    smaller = an_edition((FEE, POSTER))
    assert smaller.recount() == Counts(questions=2, met=1, approaching=1)


def test_only_a_yearly_training_register_counts_training() -> None:
    """3.4.1 has the training register with no freshness, and asks for no counts (R25)."""
    assert TRAINING.counts_training
    assert not a_question("3.4.1", register="training").counts_training
    assert not a_question("7.1.1", register="devices", freshness_months=12).counts_training


def test_needed_means_needed_for_met() -> None:
    assert [question.is_needed for question in (FEE, REGISTER, POSTER)] == [True, True, False]
    assert (FEE.need, FEE.kind) == (Need.APPROACHING, Kind.TEXT)


def test_questions_can_be_put_in_a_set() -> None:
    assert {FEE, LEAD, FEE} == {LEAD, FEE}


def test_crosswalk_finds_the_step_to_a_question() -> None:
    step = Step("1.1.1", "1.1.4", "renumbered", Carry.KEEP_AND_CHECK, "Moved.")
    walk = Crosswalk("small-1", "small-2", (step, Step("1.1.2", None, "dropped", Carry.DROP, "")))
    assert walk.to("1.1.4") is step
    assert walk.to("1.1.1") is None
