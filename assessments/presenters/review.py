"""Coming back next year: three piles, and each part on one page (R3, R4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from assessments.editions import crosswalk
from assessments.presenters.answers import in_words
from assessments.presenters.cures import Cure, cures
from assessments.presenters.progress import Part, address, parts
from assessments.rules import answers as rules
from assessments.rules.blockers import part_blockers
from assessments.rules.case import Case
from assessments.rules.completeness import tally
from assessments.rules.levels import Level
from assessments.rules.offers import publishable
from assessments.rules.review import ICO_CERTIFICATE, ReviewItem, Why, piles

WHY = {
    Why.NEW: "New this year",
    Why.CHANGED: "The words have changed",
    Why.NOT_DONE: "Not done yet",
    Why.DATE_PASSED: "The date is over a year old",
    Why.PAPER_PASSED: "A paper that proves it is out of date",
    Why.CERTIFICATE_PASSED: "The certificate has run out",
    Why.TRAINING_COUNTS: "Count your staff again",
    Why.SAME: "Same as last year",
}
LONGEST_SHOWN = 30  # words


@dataclass(frozen=True, slots=True)
class Item:
    ref: str
    short: str
    why: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    year_words: str
    new: tuple[Item, ...]
    out_of_date: tuple[Item, ...]
    same: int
    parts: tuple[tuple[Part, str], ...]
    details_are_right: bool
    details_href: str
    met_left: int
    is_ready: bool
    publish_href: str
    next_href: str
    next_words: str


def review_page(case: Case, previous: Mapping[str, rules.Answer], previous_edition: str) -> ReviewPage:
    """Lay out the hub. The green button goes to the first thing that is not done."""
    found = piles(case, previous, crosswalk(previous_edition, case.edition.name))
    hub_parts = tuple((part, address(case, "review_part", part.slug)) for part in parts(case))
    new, old = tuple(_item(case, i) for i in found.new), tuple(_item(case, i) for i in found.out_of_date)
    step = _next_step(case, new + old)
    return ReviewPage(
        year_words=case.year.words,
        new=new,
        out_of_date=old,
        same=sum(len(pile) for pile in found.same.values()),
        parts=hub_parts,
        details_are_right=case.profile.is_confirmed,
        details_href=_details(case),
        met_left=tally(case, Level.MET).left,
        is_ready=bool(publishable(case)),
        publish_href=address(case, "publish"),
        next_href=step.href,
        next_words=step.words,
    )


@dataclass(frozen=True, slots=True)
class NextStep:
    words: str
    href: str


def next_step(case: Case, previous: Mapping[str, rules.Answer], previous_edition: str) -> NextStep:
    """Say what to do next in the review: look at a pile, check the details, read a part, publish."""
    found = piles(case, previous, crosswalk(previous_edition, case.edition.name))
    return _next_step(case, tuple(_item(case, i) for i in found.new + found.out_of_date))


def _next_step(case: Case, to_look_at: tuple[Item, ...]) -> NextStep:
    if publishable(case) and not to_look_at:
        return NextStep("Go to publish", address(case, "publish"))
    if to_look_at:
        return NextStep(f"Look at: {to_look_at[0].short[0].lower()}{to_look_at[0].short[1:]}", to_look_at[0].href)
    if not case.profile.is_confirmed:
        return NextStep("Check your service's details", _details(case))
    for part in parts(case):
        if not part.is_confirmed:
            words = f"Read: {part.title[0].lower()}{part.title[1:]}"
            return NextStep(words, address(case, "review_part", part.slug))
    return NextStep("See what is left", address(case, "publish"))


def _details(case: Case) -> str:
    return reverse("assessments:details", args=[case.profile.code])


def _item(case: Case, item: ReviewItem) -> Item:
    question = item.question
    return Item(question.ref, question.short, WHY[item.why], item.note, _href(case, item))


def _href(case: Case, item: ReviewItem) -> str:
    """Give the page that cures it: a certificate that has run out, or old counts, are not cured by answering again."""
    if item.why is Why.TRAINING_COUNTS:
        return address(case, "follow_up", item.question.ref)
    if item.why is Why.PAPER_PASSED:
        return address(case, "proof", item.question.ref)
    if item.why is not Why.CERTIFICATE_PASSED:
        return address(case, "question", item.question.ref)
    step = "ico" if ICO_CERTIFICATE in item.question.evidence else "cyber"
    return reverse("assessments:details_step", args=[case.profile.code, step])


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One answer of the part: short, with the rest folded away."""

    ref: str
    short: str
    shown: str
    rest: str


@dataclass(frozen=True, slots=True)
class ReviewPartPage:
    part: Part
    number: int
    count: int
    statements: tuple[tuple[str, str], ...]
    lines: tuple[ReviewLine, ...]
    cures: tuple[Cure, ...]
    hub_href: str


def review_part_page(case: Case, slug: str) -> ReviewPartPage:
    """Lay out one part: what was said, to be found true or ticked as changed."""
    found = parts(case)
    number = next(i for i, part in enumerate(found, 1) if part.slug == slug)
    answered = [q for q in case.edition.in_section(slug) if q.ref in case.answers]
    return ReviewPartPage(
        part=found[number - 1],
        number=number,
        count=len(found),
        statements=tuple((a.ref, a.title) for a in case.edition.assertions_in(slug)),
        lines=tuple(_line(q.ref, q.short, in_words(case.answers[q.ref])) for q in answered),
        cures=cures(case, part_blockers(case, slug)),
        hub_href=address(case, "review"),
    )


def _line(ref: str, short: str, said: str) -> ReviewLine:
    words = said.split()
    is_long = len(words) > LONGEST_SHOWN
    shown = " ".join(words[:LONGEST_SHOWN]) + " …" if is_long else said
    return ReviewLine(ref, short, shown, said if is_long else "")


def changed_refs(case: Case, slug: str, ticked: list[str]) -> list[str]:
    """Keep of what was ticked only this part's own questions, in reading order."""
    return [q.ref for q in case.edition.in_section(slug) if q.ref in ticked]


def change_sentence(case: Case, changed: list[str]) -> str:
    """Say what to do with the answers that were ticked: this one first, and which others."""
    others = ", ".join(case.edition.question(ref).short for ref in changed[1:])
    also = f" You ticked these too: {others}." if others else ""
    return f"Change this answer.{also} Then come back to the part to say the rest is true."
