"""Where the answers and the documents that prove them do not fit."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from assessments.rules.adding_up.facts import Facts, File, Paper, Tick
from assessments.rules.adding_up.reasons import Doubt, Item, Reason, about
from assessments.rules.answers import Choice
from assessments.rules.profile import Tri
from assessments.rules.questions import CONTINUITY_TEST, Kind, Question
from assessments.rules.validity import add_months

CERTIFICATE: Final = "cyber-essentials-plus-certificate"
CONTINUITY_PLAN: Final = "business-continuity-plan"
NOWHERE: Final = frozenset({File.NONE, File.LOST, File.GONE})  # one that waits for its check is on its way


def document_out_of_date(facts: Facts) -> Iterator[Doubt]:
    """A yes rests on a document whose day to be looked at again has passed."""
    for paper in facts.papers:
        if _is_out_of_date(facts, paper):
            yield from about(Reason.DOCUMENT_OUT_OF_DATE, _proven(facts, paper), [_item(paper, paper.review_on)])


def document_missing(facts: Facts) -> Iterator[Doubt]:
    """A yes rests on a document that nobody could find."""
    for paper in facts.papers:
        if not paper.is_somewhere and paper.file in NOWHERE:
            yield from about(Reason.DOCUMENT_MISSING, _proven(facts, paper), [_item(paper)])


def document_refused(facts: Facts) -> Iterator[Doubt]:
    """A yes rests on a document whose file did not pass the virus check."""
    for paper in facts.papers:
        if paper.file is File.REFUSED:
            yield from about(Reason.DOCUMENT_REFUSED, _proven(facts, paper), [_item(paper)])


def document_from_later(facts: Facts) -> Iterator[Doubt]:
    """A yes rests on a document with a date that has not come."""
    for paper in facts.papers:
        if facts.is_to_come(paper.written_on):
            yield from about(Reason.DOCUMENT_FROM_LATER, _proven(facts, paper), [_item(paper, paper.written_on)])


def proof_too_old(facts: Facts) -> Iterator[Doubt]:
    """A question asks for something of the last months, and every main proof of it here is older.

    One that is out of date says so already.
    """
    for question in facts.case.edition.in_reading_order():
        if question.freshness_months is None:
            continue
        since = add_months(facts.today, -question.freshness_months)
        papers = [paper for paper in facts.papers if question.ref in paper.refs and paper.kind in _main(question)]
        newest = max(papers, key=_true_on, default=None)
        if newest and newest.true_on and newest.true_on < since and not _is_out_of_date(facts, newest):
            refs, items = facts.saying(Choice.YES, question.ref), [_item(newest, newest.true_on)]
            yield from about(Reason.PROOF_TOO_OLD, refs, items, said=str(question.freshness_months))


def plan_after_test(facts: Facts) -> Iterator[Doubt]:
    """The emergency plan is tested, and it is newer than the last test."""
    tests, plans = (
        max(_dated(facts, kind), key=lambda paper: paper.written_on or date.min, default=None)
        for kind in (CONTINUITY_TEST, CONTINUITY_PLAN)
    )
    if tests and plans and tests.written_on and plans.written_on and tests.written_on < plans.written_on:
        asked = [question.ref for question in facts.case.edition.questions if CONTINUITY_TEST in _main(question)]
        items = [_item(plans, plans.written_on), _item(tests, tests.written_on)]
        yield from about(Reason.PLAN_AFTER_TEST, facts.saying(Choice.YES, *asked), items)


def ticked_not_yet(facts: Facts) -> Iterator[Doubt]:
    """Somebody ticked that there is no such document yet, and the question that it is the main proof of says yes."""
    there = {paper.kind for paper in facts.papers}
    for line in facts.case.edition.checklist:
        kind = line.document_kind
        if facts.ticks.get(kind) is Tick.NOT_YET and kind not in there:
            started = (facts.case.edition.question(ref) for ref in line.starts)
            # Words of one's own may answer a text; only the first that the line starts asks for the document itself.
            asked = [
                q.ref for q in started if kind in _main(q) and (q.kind is not Kind.TEXT or q.ref == line.starts[0])
            ]
            title = facts.case.edition.document_kind(kind).title
            yield from about(Reason.TICKED_NOT_YET, facts.saying(Choice.YES, *asked), [Item(title)])


def there_but_not_yet(facts: Facts) -> Iterator[Doubt]:
    """A question about a document says not yet, and the document is there, in date and linked to it."""
    for question in facts.case.edition.in_reading_order():
        if question.kind is Kind.DOCUMENT:
            there = (
                _item(paper)
                for paper in facts.papers
                if question.ref in paper.refs and paper.kind in _main(question) and _is_in_order(facts, paper)
            )
            yield from about(Reason.THERE_BUT_NOT_YET, facts.saying(Choice.NOT_YET, question.ref), there)


def plus_held(facts: Facts) -> Iterator[Doubt]:
    """The details do not say that there is a Cyber Essentials Plus, and its certificate is in order here."""
    if facts.case.profile.cyber.held in (Tri.NO, Tri.NOT_SURE):
        found = tuple(_item(p) for p in facts.papers if p.kind == CERTIFICATE and _is_in_order(facts, p))
        if found:
            yield Doubt(Reason.PLUS_HELD, items=found)


def _main(question: Question) -> tuple[str, ...]:
    """Give the kind of document that a question asks for first, as a tuple of one or none."""
    return question.evidence[:1]


def _proven(facts: Facts, paper: Paper) -> tuple[str, ...]:
    return facts.saying(Choice.YES, *paper.refs)


def _is_out_of_date(facts: Facts, paper: Paper) -> bool:
    return paper.is_somewhere and facts.is_past(paper.review_on)


def _is_in_order(facts: Facts, paper: Paper) -> bool:
    return paper.is_somewhere and not facts.is_past(paper.review_on)


def _true_on(paper: Paper) -> date:
    """Give the day to compare by; a document without one could be of today."""
    return paper.true_on or date.max


def _dated(facts: Facts, kind: str) -> Iterator[Paper]:
    return (paper for paper in facts.papers if paper.kind == kind and paper.written_on)


def _item(paper: Paper, on: date | None = None) -> Item:
    return Item(paper.title, on=on, document=paper.id, group=paper.group)
