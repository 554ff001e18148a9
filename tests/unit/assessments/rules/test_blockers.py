from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.rules.answers import Answer, Choice
from assessments.rules.blockers import APPLIES, CHECKS, Blocker, Reason, blockers, part_blockers
from assessments.rules.case import Case, PastPublication, Source
from assessments.rules.levels import Level
from assessments.rules.profile import CyberEssentialsPlus, Earlier, Ico, Tri
from assessments.rules.schedule import default_year
from tests.unit.assessments.rules.cases import (
    COMPUTERS,
    EVERY_PAIR,
    FEE,
    JUNK_MAIL,
    LEAD,
    LIVE_CERTIFICATE,
    PEOPLE,
    POSTER,
    PROFILE,
    QUESTIONS,
    REGISTER,
    REVIEWED,
    SATISFYING,
    TODAY,
    TRAINING,
    UPDATES,
    a_case,
    a_plan,
    a_publication,
    with_certificate,
)

APPROACHING, MET, EXCEEDED = Level
APPROACHING_SET = (FEE, LEAD, UPDATES)
MET_SET = (*APPROACHING_SET, REGISTER, TRAINING, JUNK_MAIL)
PLAN = a_plan(REGISTER, TRAINING, JUNK_MAIL)
READY = a_case(APPROACHING_SET, plan=PLAN)
BEFORE = (a_publication(MET),)


def reasons(case: Case, level: Level) -> set[Reason]:
    return {blocker.reason for blocker in blockers(case, level, declared=True)}


def test_every_reason_says_which_levels_it_applies_to() -> None:
    assert set(APPLIES) == set(Reason)


def test_every_reason_about_a_level_has_its_function() -> None:
    """The declaration is the caller's to say; an answer to check holds up a part, and so a confirmation."""
    assert set(Reason) - set(CHECKS) == {Reason.DECLARATION_MISSING, Reason.ANSWER_TO_CHECK, Reason.PROOF_TO_CHECK}


@pytest.mark.parametrize("reason", CHECKS)
def test_every_function_gives_the_reason_it_is_listed_under(reason: Reason) -> None:
    history = (a_publication(APPROACHING), a_publication(MET))
    profile = replace(PROFILE, nhsmail_only=None, is_confirmed=False)
    empty = a_case(profile=profile, confirmed=(), history=history, year=default_year(date(2020, 1, 1), "small-1"))
    full = replace(empty, answers=SATISFYING)
    found = [b for case in (empty, full) for b in CHECKS[reason](case, EXCEEDED)]
    assert {blocker.reason for blocker in found} == {reason}


def test_r12_approaching_ready() -> None:
    assert blockers(READY, APPROACHING, declared=True) == ()


def test_r12_needs_a_declaration() -> None:
    for level in Level:
        found = blockers(READY, level, declared=False)
        assert found == (*blockers(READY, level, declared=True), Blocker(Reason.DECLARATION_MISSING))


R12_HISTORY = [
    ((a_publication(APPROACHING),), Reason.APPROACHING_ALREADY_USED),
    ((a_publication(APPROACHING, date(2019, 1, 1)),), Reason.APPROACHING_ALREADY_USED),
    ((a_publication(APPROACHING, source=Source.DECLARED),), Reason.APPROACHING_ALREADY_USED),
    ((a_publication(APPROACHING, source=Source.NATIONAL_LIST),), Reason.APPROACHING_ALREADY_USED),
    ((a_publication(MET, date(2019, 1, 1)),), Reason.PUBLISHED_BEFORE),
    ((a_publication(EXCEEDED),), Reason.PUBLISHED_BEFORE),
    ((a_publication(None, source=Source.NATIONAL_LIST),), Reason.PUBLISHED_BEFORE),
    ((a_publication(MET, source=Source.DECLARED),), Reason.PUBLISHED_BEFORE),
    ((a_publication(MET, is_withdrawn=True), a_publication(EXCEEDED)), Reason.PUBLISHED_BEFORE),
]


@pytest.mark.parametrize(("history", "reason"), R12_HISTORY)
def test_r12_refused_after_any_publication(history: tuple[PastPublication, ...], reason: Reason) -> None:
    assert reasons(replace(READY, history=history), APPROACHING) == {reason}


@pytest.mark.parametrize("level", list(Level))
def test_r12_a_withdrawn_publication_does_not_use_up_approaching(level: Level) -> None:
    case = replace(READY, history=(a_publication(level, is_withdrawn=True),))
    assert blockers(case, APPROACHING, declared=True) == ()


def test_r12_both_reasons_when_both_are_true() -> None:
    case = replace(READY, history=(a_publication(APPROACHING), a_publication(MET)))
    assert reasons(case, APPROACHING) == {Reason.APPROACHING_ALREADY_USED, Reason.PUBLISHED_BEFORE}


def test_r12_approaching_is_refused_once_met_is_satisfied() -> None:
    assert reasons(a_case(MET_SET), APPROACHING) == {Reason.MET_ALREADY_REACHED}
    assert blockers(a_case(MET_SET), MET, declared=True) == ()


def test_r12_each_approaching_question_is_named_with_its_section() -> None:
    case = a_case([LEAD], plan=PLAN)
    assert blockers(case, APPROACHING, declared=True) == (
        Blocker(Reason.QUESTION_NOT_SATISFIED, FEE.ref, PEOPLE),
        Blocker(Reason.QUESTION_NOT_SATISFIED, UPDATES.ref, COMPUTERS),
    )


def test_r12_needs_confirmation_only_where_approaching_has_questions() -> None:
    unconfirmed = replace(READY, confirmed=frozenset())
    assert blockers(unconfirmed, APPROACHING, declared=True) == (
        Blocker(Reason.ASSERTION_NOT_CONFIRMED, "1.1", PEOPLE),
        Blocker(Reason.ASSERTION_NOT_CONFIRMED, "1.2", PEOPLE),
        Blocker(Reason.ASSERTION_NOT_CONFIRMED, "4.1", COMPUTERS),
    )


def test_r12_needs_every_plan_row() -> None:
    case = a_case(APPROACHING_SET, plan=a_plan(REGISTER, JUNK_MAIL))
    assert blockers(case, APPROACHING, declared=True) == (Blocker(Reason.PLAN_ROW_INCOMPLETE, TRAINING.ref, PEOPLE),)


@pytest.mark.parametrize("target_on", [TODAY, date(2027, 3, 11)])
def test_r18_a_plan_date_outside_the_year_blocks(target_on: date) -> None:
    case = a_case(APPROACHING_SET, plan=a_plan(REGISTER, TRAINING, JUNK_MAIL, target_on=target_on))
    assert reasons(case, APPROACHING) == {Reason.PLAN_ROW_INCOMPLETE}


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize(
    ("change", "blocker"),
    [
        ({"care_kinds": frozenset()}, Blocker(Reason.PROFILE_FIELD_MISSING, "care_kinds")),
        ({"ico": Ico()}, Blocker(Reason.PROFILE_FIELD_MISSING, "ico")),
        ({"earlier": None}, Blocker(Reason.PROFILE_FIELD_MISSING, "earlier")),
        ({"earlier": Earlier.SOME}, Blocker(Reason.PROFILE_FIELD_MISSING, "earlier")),
        ({"nhsmail_only": None}, Blocker(Reason.PROFILE_FIELD_MISSING, "nhsmail_only")),
        ({"cyber": CyberEssentialsPlus()}, Blocker(Reason.PROFILE_FIELD_MISSING, "cyber")),
        ({"cyber": CyberEssentialsPlus(Tri.YES)}, Blocker(Reason.PROFILE_FIELD_MISSING, "cyber")),
        ({"is_confirmed": False}, Blocker(Reason.PROFILE_NOT_CONFIRMED)),
    ],
)
def test_every_level_needs_the_profile(level: Level, change: dict[str, object], blocker: Blocker) -> None:
    case = a_case(APPROACHING_SET, plan=PLAN, profile=replace(PROFILE, **change))  # type: ignore[arg-type]
    assert blocker in blockers(case, level, declared=True)
    assert blocker not in blockers(READY, level, declared=True)


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_r79_published_before_needs_a_publication_said(is_withdrawn: bool) -> None:
    """A declaration that an operator withdrew as an error was said all the same."""
    history = (a_publication(MET, source=Source.DECLARED, is_withdrawn=is_withdrawn),)
    case = a_case(MET_SET, profile=replace(PROFILE, earlier=Earlier.SOME), history=history)
    assert blockers(case, MET, declared=True) == ()


def test_r13_met_first_time() -> None:
    case = a_case(MET_SET, confirmed=EVERY_PAIR - {("2.1", PEOPLE), ("4.2", COMPUTERS), ("6.3", COMPUTERS)})
    assert blockers(case, MET, declared=True) == ()


def test_r13_met_standard_view_needs_every_assertion() -> None:
    case = a_case(MET_SET, confirmed=EVERY_PAIR - {("2.1", PEOPLE)}, history=BEFORE)
    assert blockers(case, MET, declared=True) == (Blocker(Reason.ASSERTION_NOT_CONFIRMED, "2.1", PEOPLE),)
    assert blockers(replace(case, confirmed=EVERY_PAIR), MET, declared=True) == ()


def test_r13_met_needs_no_plan_and_every_section_of_an_assertion() -> None:
    case = a_case(MET_SET, confirmed=EVERY_PAIR - {("1.1", COMPUTERS)})
    assert blockers(case, MET, declared=True) == (Blocker(Reason.ASSERTION_NOT_CONFIRMED, "1.1", COMPUTERS),)


@pytest.mark.parametrize("question", MET_SET, ids=lambda question: question.ref)
def test_r13_each_met_question_blocks_met(question: object) -> None:
    case = a_case([other for other in MET_SET if other is not question], history=BEFORE)
    assert reasons(case, MET) == {Reason.QUESTION_NOT_SATISFIED}


@pytest.mark.parametrize(
    ("today", "is_refused"),
    [
        (date(2025, 8, 31), True),
        (date(2025, 9, 1), False),
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
    ],
)
def test_r14_exceeded_on_each_side_of_the_certificate(today: date, is_refused: bool) -> None:
    case = a_case(MET_SET, profile=with_certificate(), answers={REVIEWED.ref: Answer(REVIEWED.ref)}, today=today)
    assert (Reason.NO_LIVE_CERTIFICATE in reasons(case, EXCEEDED)) is is_refused
    assert blockers(case, MET, declared=True) == ()


@pytest.mark.parametrize(
    "certificate",
    [
        CyberEssentialsPlus(Tri.NO),
        CyberEssentialsPlus(Tri.NOT_SURE),
        replace(LIVE_CERTIFICATE, number=""),
        replace(LIVE_CERTIFICATE, issued_on=TODAY + timedelta(days=1)),
        replace(LIVE_CERTIFICATE, expires_on=TODAY - timedelta(days=1)),
    ],
)
def test_r14_one_reason_for_every_certificate_that_is_not_live(certificate: CyberEssentialsPlus) -> None:
    case = a_case(MET_SET, profile=with_certificate(certificate))
    assert Blocker(Reason.NO_LIVE_CERTIFICATE, "cyber") in blockers(case, EXCEEDED, declared=True)


def test_r24_a_certificate_without_met_is_not_exceeded() -> None:
    case = a_case(APPROACHING_SET, profile=with_certificate())
    assert reasons(case, EXCEEDED) == {Reason.QUESTION_NOT_SATISFIED}


def test_r32_lower_than_before_is_allowed_down_to_met() -> None:
    case = a_case(MET_SET, history=(a_publication(EXCEEDED),))
    assert blockers(case, MET, declared=True) == ()
    assert Reason.PUBLISHED_BEFORE in reasons(case, APPROACHING)


@pytest.mark.parametrize("day", [date(2025, 8, 31), date(2026, 9, 1)])
@pytest.mark.parametrize("level", list(Level))
def test_r2_the_year_must_be_open(level: Level, day: date) -> None:
    year = default_year(TODAY, "small-1")
    assert Reason.YEAR_NOT_OPEN in reasons(a_case(MET_SET, year=year, today=day), level)
    assert Reason.YEAR_NOT_OPEN not in reasons(a_case(MET_SET, year=year), level)


def test_r1_nothing_is_published_after_the_last_day_of_editing() -> None:
    year = replace(default_year(TODAY, "small-1"), last_edit_on=TODAY - timedelta(days=1))
    assert reasons(a_case(MET_SET, year=year), MET) == {Reason.YEAR_NOT_OPEN}


def test_r2_editing_after_the_close_is_not_publishing() -> None:
    year = replace(default_year(TODAY, "small-1"), last_edit_on=date(2026, 9, 30))
    assert reasons(a_case(MET_SET, year=year, today=date(2026, 8, 31)), MET) == set()
    assert reasons(a_case(MET_SET, year=year, today=date(2026, 9, 1)), MET) == {Reason.YEAR_NOT_OPEN}


def test_r15_lists_everything_in_reading_order() -> None:
    case = a_case(profile=replace(PROFILE, is_confirmed=False), confirmed=(), history=(a_publication(APPROACHING),))
    found = blockers(case, APPROACHING, declared=False)
    order = list(dict.fromkeys(blocker.reason for blocker in found))
    assert order == [
        Reason.APPROACHING_ALREADY_USED,
        Reason.QUESTION_NOT_SATISFIED,
        Reason.ASSERTION_NOT_CONFIRMED,
        Reason.PLAN_ROW_INCOMPLETE,
        Reason.PROFILE_NOT_CONFIRMED,
        Reason.DECLARATION_MISSING,
    ]
    assert len(set(found)) == len(found)


def test_r11_a_part_needs_what_its_target_level_needs() -> None:
    first, later = a_case([LEAD]), a_case([LEAD], history=BEFORE)
    assert part_blockers(first, PEOPLE) == (Blocker(Reason.QUESTION_NOT_SATISFIED, FEE.ref, PEOPLE),)
    assert part_blockers(later, PEOPLE) == (
        Blocker(Reason.QUESTION_NOT_SATISFIED, FEE.ref, PEOPLE),
        Blocker(Reason.QUESTION_NOT_SATISFIED, TRAINING.ref, PEOPLE),
    )


def test_r11_optional_blanks_do_not_hold_up_a_part() -> None:
    case = a_case(MET_SET, answers={POSTER.ref: Answer(POSTER.ref)}, history=BEFORE)
    assert part_blockers(case, PEOPLE) == part_blockers(case, COMPUTERS) == ()


@pytest.mark.parametrize("question", [LEAD, POSTER, TRAINING], ids=lambda question: question.ref)
def test_r3_an_answer_to_check_holds_up_its_part(question: object) -> None:
    answers = {q.ref: replace(SATISFYING[q.ref], check_again=q is question) for q in QUESTIONS}
    (blocker,) = part_blockers(a_case(answers=answers), PEOPLE)
    assert (blocker.reason, blocker.section) == (Reason.ANSWER_TO_CHECK, PEOPLE)
    assert part_blockers(a_case(answers=answers), COMPUTERS) == ()


def test_r22_an_exempt_question_is_not_to_be_checked() -> None:
    answers = {UPDATES.ref: Answer(UPDATES.ref, Choice.YES, check_again=True)}
    assert part_blockers(a_case(answers=answers, profile=with_certificate()), COMPUTERS) == ()


def test_a_part_that_is_no_part_is_refused() -> None:
    with pytest.raises(KeyError):
        part_blockers(a_case(), "kitchen")


def test_a_part_waits_for_proof_that_is_out_of_date() -> None:
    yes = Answer(LEAD.ref, Choice.YES, text="Tom", documents=1, papers_until=TODAY)
    old = replace(yes, papers_until=TODAY - timedelta(days=1))

    for answer, expected in ((yes, []), (old, [Reason.PROOF_TO_CHECK])):
        found = part_blockers(a_case(answers={LEAD.ref: answer}), LEAD.section)
        assert [blocker.reason for blocker in found if blocker.subject == LEAD.ref] == expected
