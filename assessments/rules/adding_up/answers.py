"""Where answers do not fit each other, the organisation's details or the action plan."""

import re
from collections.abc import Iterator
from typing import Final

from assessments.rules import plan
from assessments.rules.adding_up import topics
from assessments.rules.adding_up.facts import Facts
from assessments.rules.adding_up.reasons import Doubt, Item, Reason, about
from assessments.rules.answers import Choice
from assessments.rules.case import Progress
from assessments.rules.profile import Tri
from assessments.rules.questions import Kind
from assessments.rules.validity import add_months

BLANK: Final = re.compile(r"\[[^\[\]\n]{1,60}\]")
# The numbers of the data fee start so; spaces and hyphens are how people write them.
FEE_NUMBER: Final = re.compile(r"\bZ[A-Z]?[ -]?\d{3}[ -]?\d{3}[\dX]?\b")


def blank_left(facts: Facts) -> Iterator[Doubt]:
    """An answer still holds one of the blanks of its own words to borrow, to the letter."""
    for question in facts.case.edition.in_reading_order():
        answer = facts.answer(question.ref)
        if answer is not None:
            said = f"{answer.text} {answer.kept_at} {answer.reason}".casefold()
            left = [blank for blank in dict.fromkeys(BLANK.findall(question.borrow)) if blank.casefold() in said]
            yield from about(Reason.BLANK_LEFT, (question.ref,), map(Item, left))


def fee_number_differs(facts: Facts) -> Iterator[Doubt]:
    """The answer gives a number of the data fee, and the details another."""
    answer, number = facts.answer(topics.DATA_FEE), _plain(facts.case.profile.ico.number)
    given = [_plain(found) for found in FEE_NUMBER.findall(answer.text.upper())] if answer else []
    if given and number and number not in _plain(answer.text if answer else ""):
        yield from about(
            Reason.FEE_NUMBER_DIFFERS, facts.saying(Choice.YES, topics.DATA_FEE), [Item(number)], said=given[0]
        )


def _plain(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def fee_ended(facts: Facts) -> Iterator[Doubt]:
    """The data fee is paid, and by the details it has run out (R26)."""
    ico = facts.case.profile.ico
    if ico.has_lapsed(facts.today):
        items = [Item(ico.number, on=ico.expires_on)]
        yield from about(Reason.FEE_ENDED, facts.saying(Choice.YES, topics.DATA_FEE), items)


def fee_not_due(facts: Facts) -> Iterator[Doubt]:
    """There is no fee to pay, and the details give its number (R26)."""
    number = facts.case.profile.ico.number.strip()
    if number:
        yield from about(Reason.FEE_NOT_DUE, facts.saying(Choice.DOES_NOT_APPLY, topics.DATA_FEE), [Item(number)])


def fee_due(facts: Facts) -> Iterator[Doubt]:
    """The answer gives the number of the fee, and the details say why there is none to pay (R26)."""
    ico, refs = facts.case.profile.ico, facts.saying(Choice.YES, topics.DATA_FEE)
    if refs and ico.exempt_reason.strip() and not ico.number.strip():
        yield Doubt(Reason.FEE_DUE, refs)


def breach_or_none(facts: Facts) -> Iterator[Doubt]:
    """There was no breach in one answer, and in another it was dealt with; a near miss alone is none."""
    none = facts.saying(Choice.DOES_NOT_APPLY, topics.LESSONS, topics.MANAGERS_TOLD)
    some = facts.saying(Choice.YES, topics.MANAGERS_TOLD, topics.PEOPLE_TOLD)
    if none and some:
        yield Doubt(Reason.BREACH_OR_NONE, none, others=some)


def nobody_destroys(facts: Facts) -> Iterator[Doubt]:
    """No firm destroys records, and only a firm does: then nobody would."""
    refs = facts.saying(Choice.DOES_NOT_APPLY, topics.FIRMS_DESTROY, topics.WE_DESTROY)
    if len(refs) > 1:
        yield Doubt(Reason.NOBODY_DESTROYS, refs)


def checked_long_ago(facts: Facts) -> Iterator[Doubt]:
    """A question asks for something of the last months, and the day that was given is older."""
    for question in facts.case.edition.in_reading_order():
        answer, months = facts.answer(question.ref), question.freshness_months
        on = answer.on if answer and question.kind is Kind.DATE else None
        if on and months and add_months(on, months) < facts.today:
            refs = facts.saying(Choice.YES, question.ref)
            yield from about(Reason.CHECKED_LONG_AGO, refs, [Item(question.short, on=on)], said=str(months))


def plus_ended(facts: Facts) -> Iterator[Doubt]:
    """Cyber Essentials Plus is held, and its certificate has run out (R22)."""
    cyber = facts.case.profile.cyber
    if cyber.held is Tri.YES and facts.is_past(cyber.expires_on):
        yield Doubt(Reason.PLUS_ENDED, items=(Item(cyber.number, on=cyber.expires_on),))


def plus_and_old(facts: Facts) -> Iterator[Doubt]:
    """Cyber Essentials Plus is live, which asks for supported software, and the answer is not yet."""
    cyber = facts.case.profile.cyber
    if cyber.is_live(facts.today):
        items = [Item(cyber.number, on=cyber.expires_on)]
        yield from about(Reason.PLUS_AND_OLD, facts.saying(Choice.NOT_YET, topics.SUPPORTED), items)


def yes_but_on_plan(facts: Facts) -> Iterator[Doubt]:
    """The answer is yes but is not whole, so the plan still has the line that somebody wrote for it (R17)."""
    for row in plan.rows(facts.case):
        if row.entry is not None and row.entry.target_on is not None:
            refs = facts.saying(Choice.YES, row.question.ref)
            yield from about(Reason.YES_BUT_ON_PLAN, refs, [Item(row.entry.action, on=row.entry.target_on)])


def plan_done(facts: Facts) -> Iterator[Doubt]:
    """The plan says that it is done, and the answer does not say yes."""
    for row in plan.rows(facts.case):
        is_yes = facts.saying(Choice.YES, row.question.ref)
        if row.entry is not None and row.entry.progress is Progress.DONE and not is_yes:
            yield Doubt(Reason.PLAN_DONE, (row.question.ref,))
