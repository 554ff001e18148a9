"""Every blocker with its cure: what to do, and the page to do it on (R15)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from assessments.rules.blockers import Blocker, Reason
from assessments.rules.case import Case
from assessments.words import DETAILS, WHY_NOT

# Which page of the details cures which field.
DETAIL_STEPS = {
    "name": "name",
    "care_kinds": "kind",
    "ico": "ico",
    "earlier": "earlier",
    "nhsmail_only": "nhsmail",
    "cyber": "cyber",
}


@dataclass(frozen=True, slots=True)
class Cure:
    """One thing to do. `ref` is the official reference, where there is one."""

    words: str
    href: str
    ref: str = ""


def cures(case: Case, blockers: tuple[Blocker, ...]) -> tuple[Cure, ...]:
    """Turn blockers into links. Parts are named once, however many assertions of theirs wait."""
    return tuple(dict.fromkeys(CURES[blocker.reason](case, blocker) for blocker in blockers))


def _page(case: Case, name: str, *args: str) -> str:
    return reverse(f"assessments:{name}", args=[case.profile.code, case.year.label, *args])


def _question(case: Case, blocker: Blocker) -> Cure:
    question = case.edition.question(blocker.subject)
    return Cure(f"Answer: {question.short}", _page(case, "question", question.ref), question.ref)


def _check_again(case: Case, blocker: Blocker) -> Cure:
    question = case.edition.question(blocker.subject)
    return Cure(f"Look again at: {question.short}", _page(case, "question", question.ref), question.ref)


def _proof(case: Case, blocker: Blocker) -> Cure:
    question = case.edition.question(blocker.subject)
    return Cure(f"Check the proof of: {question.short}", _page(case, "proof", question.ref), question.ref)


def _part(case: Case, blocker: Blocker) -> Cure:
    section = case.edition.section(blocker.section)
    return Cure(f"Finish the part: {section.plain_title}", _page(case, "check_part", section.slug))


def _plan_row(case: Case, blocker: Blocker) -> Cure:
    question = case.edition.question(blocker.subject)
    return Cure(f"Add what, who and when: {question.short}", _page(case, "plan_row", question.ref), question.ref)


def _detail(case: Case, blocker: Blocker) -> Cure:
    step = DETAIL_STEPS[blocker.subject]
    return Cure(
        f"Tell us: {_small(DETAILS[blocker.subject])}",
        reverse("assessments:details_step", args=[case.profile.code, step]),
    )


def _details(case: Case, blocker: Blocker) -> Cure:
    return Cure(
        "Check your service's details and say they are right", reverse("assessments:details", args=[case.profile.code])
    )


def _certificate(case: Case, blocker: Blocker) -> Cure:
    return Cure(
        "Add a Cyber Essentials Plus certificate that is in date",
        reverse("assessments:details_step", args=[case.profile.code, "cyber"]),
    )


def _home(case: Case, blocker: Blocker) -> Cure:
    return Cure(
        "This year is closed. Go to the year that is open", reverse("assessments:home", args=[case.profile.code])
    )


def _history(case: Case, blocker: Blocker) -> Cure:
    return Cure(WHY_NOT[blocker.reason], reverse("assessments:published", args=[case.profile.code]))


def _declaration(case: Case, blocker: Blocker) -> Cure:
    return Cure("Tick the box to say that you may publish", "#id_allowed")


def _small(words: str) -> str:
    return words[0].lower() + words[1:]


CURES: dict[Reason, Callable[[Case, Blocker], Cure]] = {
    Reason.YEAR_NOT_OPEN: _home,
    Reason.APPROACHING_ALREADY_USED: _history,
    Reason.PUBLISHED_BEFORE: _history,
    Reason.MET_ALREADY_REACHED: _history,
    Reason.NO_LIVE_CERTIFICATE: _certificate,
    Reason.QUESTION_NOT_SATISFIED: _question,
    Reason.ANSWER_TO_CHECK: _check_again,
    Reason.PROOF_TO_CHECK: _proof,
    Reason.ASSERTION_NOT_CONFIRMED: _part,
    Reason.PLAN_ROW_INCOMPLETE: _plan_row,
    Reason.PROFILE_FIELD_MISSING: _detail,
    Reason.PROFILE_NOT_CONFIRMED: _details,
    Reason.DECLARATION_MISSING: _declaration,
}
