"""Why a level cannot be published yet: one small function for each reason, and the list is the specification (R12-R15).

The functions below do not look at which level they suit; `APPLIES` does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessments.rules import completeness, plan
from assessments.rules.answers import Answer
from assessments.rules.case import Case
from assessments.rules.confirmations import needed_confirmations, target_level
from assessments.rules.history import standing_publications
from assessments.rules.levels import Level
from assessments.rules.profile import Earlier, missing_fields
from assessments.rules.schedule import can_edit, is_open_on


class Reason(StrEnum):
    """Name why something is refused."""

    YEAR_NOT_OPEN = "year-not-open"
    APPROACHING_ALREADY_USED = "approaching-already-used"
    PUBLISHED_BEFORE = "published-before"
    MET_ALREADY_REACHED = "met-already-reached"
    QUESTION_NOT_SATISFIED = "question-not-satisfied"
    ANSWER_TO_CHECK = "answer-to-check"
    PROOF_TO_CHECK = "proof-to-check"
    ASSERTION_NOT_CONFIRMED = "assertion-not-confirmed"
    PLAN_ROW_INCOMPLETE = "plan-row-incomplete"
    PROFILE_FIELD_MISSING = "profile-field-missing"
    PROFILE_NOT_CONFIRMED = "profile-not-confirmed"
    NO_LIVE_CERTIFICATE = "no-live-certificate"
    DECLARATION_MISSING = "declaration-missing"


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason and what it is about: a question or assertion reference, a profile field, or nothing."""

    reason: Reason
    subject: str = ""
    section: str = ""


def year_not_open(case: Case, _level: Level) -> Iterator[Blocker]:
    """A publication belongs to the year open when it is made (R2)."""
    if not (is_open_on(case.year, case.today) and can_edit(case.year, case.today)):
        yield Blocker(Reason.YEAR_NOT_OPEN)


def approaching_already_used(case: Case, _level: Level) -> Iterator[Blocker]:
    """Approaching Standards can be published once, here, elsewhere or by the head office for a site (R12, R43, R79)."""
    earlier_levels = {earlier.level for earlier in standing_publications(case.history)}
    if Level.APPROACHING in earlier_levels or case.was_covered_approaching:
        yield Blocker(Reason.APPROACHING_ALREADY_USED)


def published_before(case: Case, _level: Level) -> Iterator[Blocker]:
    """Approaching Standards is not for anybody who has published at all, Entry Level and unknown included (R12)."""
    if any(earlier.level is not Level.APPROACHING for earlier in standing_publications(case.history)):
        yield Blocker(Reason.PUBLISHED_BEFORE)


def met_already_reached(case: Case, _level: Level) -> Iterator[Blocker]:
    """Approaching Standards is not for anybody whose answers already satisfy Standards Met (R12)."""
    if not completeness.left(case, Level.MET):
        yield Blocker(Reason.MET_ALREADY_REACHED)


def question_not_satisfied(case: Case, level: Level) -> Iterator[Blocker]:
    """Every question the level needs is satisfied (R12, R13)."""
    for question in completeness.left(case, level):
        yield Blocker(Reason.QUESTION_NOT_SATISFIED, question.ref, question.section)


def assertion_not_confirmed(case: Case, level: Level) -> Iterator[Blocker]:
    """Every assertion the level needs is confirmed, in each section that holds part of it (R12, R13)."""
    for assertion, section in needed_confirmations(case, level):
        if (assertion, section) not in case.confirmed:
            yield Blocker(Reason.ASSERTION_NOT_CONFIRMED, assertion, section)


def plan_row_incomplete(case: Case, _level: Level) -> Iterator[Blocker]:
    """Every plan row is complete (R12, R17); a row that blocks every level is named as a question instead."""
    for row in plan.rows(case):
        if not row.is_complete and not row.blocks_every_level:
            yield Blocker(Reason.PLAN_ROW_INCOMPLETE, row.question.ref, row.question.section)


def profile_field_missing(case: Case, _level: Level) -> Iterator[Blocker]:
    """Every profile field is answered; "yes, published before" needs at least one publication said (R22, R26, R79)."""
    for name in missing_fields(case.profile):
        yield Blocker(Reason.PROFILE_FIELD_MISSING, name)
    if case.profile.earlier is Earlier.SOME and not case.history:
        yield Blocker(Reason.PROFILE_FIELD_MISSING, "earlier")


def profile_not_confirmed(case: Case, _level: Level) -> Iterator[Blocker]:
    """Somebody has confirmed the profile (R12, R13)."""
    if not case.profile.is_confirmed:
        yield Blocker(Reason.PROFILE_NOT_CONFIRMED)


def no_live_certificate(case: Case, _level: Level) -> Iterator[Blocker]:
    """Standards Exceeded rests on a numbered Cyber Essentials Plus certificate in date today (R14, R24)."""
    if not case.profile.cyber.is_live(case.today):
        yield Blocker(Reason.NO_LIVE_CERTIFICATE, "cyber")


Check = Callable[[Case, Level], Iterator[Blocker]]

CHECKS: dict[Reason, Check] = {
    Reason.YEAR_NOT_OPEN: year_not_open,
    Reason.APPROACHING_ALREADY_USED: approaching_already_used,
    Reason.PUBLISHED_BEFORE: published_before,
    Reason.MET_ALREADY_REACHED: met_already_reached,
    Reason.NO_LIVE_CERTIFICATE: no_live_certificate,
    Reason.QUESTION_NOT_SATISFIED: question_not_satisfied,
    Reason.ASSERTION_NOT_CONFIRMED: assertion_not_confirmed,
    Reason.PLAN_ROW_INCOMPLETE: plan_row_incomplete,
    Reason.PROFILE_FIELD_MISSING: profile_field_missing,
    Reason.PROFILE_NOT_CONFIRMED: profile_not_confirmed,
}

EVERY_LEVEL = frozenset(Level)
APPROACHING_ONLY = frozenset({Level.APPROACHING})
EXCEEDED_ONLY = frozenset({Level.EXCEEDED})

APPLIES: dict[Reason, frozenset[Level]] = {
    Reason.YEAR_NOT_OPEN: EVERY_LEVEL,
    Reason.APPROACHING_ALREADY_USED: APPROACHING_ONLY,
    Reason.PUBLISHED_BEFORE: APPROACHING_ONLY,
    Reason.MET_ALREADY_REACHED: APPROACHING_ONLY,
    Reason.NO_LIVE_CERTIFICATE: EXCEEDED_ONLY,
    Reason.QUESTION_NOT_SATISFIED: EVERY_LEVEL,
    Reason.ANSWER_TO_CHECK: frozenset(),
    Reason.PROOF_TO_CHECK: frozenset(),
    Reason.ASSERTION_NOT_CONFIRMED: EVERY_LEVEL,
    Reason.PLAN_ROW_INCOMPLETE: APPROACHING_ONLY,
    Reason.PROFILE_FIELD_MISSING: EVERY_LEVEL,
    Reason.PROFILE_NOT_CONFIRMED: EVERY_LEVEL,
    Reason.DECLARATION_MISSING: EVERY_LEVEL,
}


def blockers(case: Case, level: Level, *, declared: bool) -> tuple[Blocker, ...]:
    """List everything that stands between a case and a level, in reading order; nothing means publishable (R15)."""
    found = [b for reason, check in CHECKS.items() if level in APPLIES[reason] for b in check(case, level)]
    if not declared:
        found.append(Blocker(Reason.DECLARATION_MISSING))
    return tuple(found)


def part_blockers(case: Case, section: str) -> tuple[Blocker, ...]:
    """List what holds up confirming a section: questions its target level needs, and answers to check (R3, R11).

    Any answer carried with changed wording is to be looked at first, optional ones too, and any whose proof is out of
    date; an optional blank is fine.
    """
    wanted = {question.ref for question in completeness.left(case, target_level(case))}
    found = []
    for question in case.edition.in_section(section):
        answer = case.answers.get(question.ref)
        if question.ref in wanted:
            found.append(Blocker(Reason.QUESTION_NOT_SATISFIED, question.ref, section))
        elif answer is not None and not question.exempt & case.exempt:
            found += [Blocker(reason, question.ref, section) for reason in _to_look_at(answer, case.today)]
    return tuple(found)


def _to_look_at(answer: Answer, today: date) -> Iterator[Reason]:
    if answer.check_again:
        yield Reason.ANSWER_TO_CHECK
    if answer.has_old_proof(today) and not answer.says_nothing:
        yield Reason.PROOF_TO_CHECK
