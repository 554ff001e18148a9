"""Does it add up? What does not fit together, each with the links to both sides; and the line about it elsewhere."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from assessments.adding_up_words import PLACES, WORDS
from assessments.dates import in_full
from assessments.presenters.progress import address
from assessments.rules.adding_up import Doubt, Facts, Item
from assessments.rules.case import Case
from assessments.rules.schedule import can_edit

MOST: Final = 50  # doubts on the page
MOST_ITEMS: Final = 10  # rows named in one of them


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that does not fit: what was said and what stands against it, the rows, what to do, and where."""

    heading: str
    ref: str
    words: str
    items: tuple[str, ...]
    more: int
    do: str
    note: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AddsUpPage:
    """`count` is of all that was found, `lines` what the page has room for; `compared` says what was looked at."""

    year_words: str
    count: int
    lines: tuple[Line, ...]
    compared: tuple[str, ...]
    publish_href: str
    questions_href: str

    @property
    def found(self) -> str:
        return found_words(self.count)

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Advice:
    """The line about it where somebody is about to publish."""

    words: str
    link: str
    href: str
    is_found: bool


def found_words(count: int) -> str:
    """Say how much was found that does not fit; for none, that all of it fits."""
    if not count:
        return "Everything we can compare fits together."
    return f"We found {count} {'thing that does' if count == 1 else 'things that do'} not fit together."


def advice(facts: Facts, found: tuple[Doubt, ...]) -> Advice | None:
    """Say before publishing what does not fit; nothing in a year that is closed, or where nothing is there yet."""
    case = facts.case
    if not can_edit(case.year, case.today) or not (found or any(_compared(facts))):
        return None
    link = "Look at them before you publish" if len(found) > 1 else "Look at it before you publish"
    link = link if found else "See what we compared"
    return Advice(found_words(len(found)), link, address(case, "adds_up"), is_found=bool(found))


def adds_up_page(facts: Facts, found: tuple[Doubt, ...]) -> AddsUpPage:
    """Lay out what was found, in reading order, and what was compared."""
    case = facts.case
    return AddsUpPage(
        year_words=case.year.words,
        count=len(found),
        lines=tuple(_line(case, doubt) for doubt in found[:MOST]),
        compared=tuple(_compared(facts)),
        publish_href=address(case, "publish"),
        questions_href=address(case, "questions"),
    )


def _compared(facts: Facts) -> Iterator[str]:
    lists = facts.lists
    answers = sum(not answer.says_nothing for answer in facts.case.answers.values())
    counts = (
        (answers, "answer", "answers"),
        (len(facts.papers), "document", "documents"),
        (len(lists.people), "person on your training list", "people on your training list"),
        (len(lists.assets), "set of records", "sets of records"),
        (len(lists.activities), "use of data", "uses of data"),
        (len(lists.firms), "firm", "firms"),
        (len(lists.things), "device or program", "devices and programs"),
    )
    return (f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


def _line(case: Case, doubt: Doubt) -> Line:
    words, first = WORDS[doubt.reason], doubt.refs[0] if doubt.refs else ""
    several = len(doubt.items) > 1 and bool(words.many)
    told = _told(doubt)
    return Line(
        heading=words.title or case.edition.question(first).short,
        ref="" if words.title else first,
        words=f"{words.said.format(**told)} {(words.many if several else words.one).format(**told)}",
        items=tuple(words.each.format(**_about(item)) for item in doubt.items[:MOST_ITEMS]) if several else (),
        more=max(0, len(doubt.items) - MOST_ITEMS) if several else 0,
        do=words.do.format(**told),
        note=_note(case, doubt),
        links=tuple(dict.fromkeys([*_questions(case, doubt), *_places(case, doubt)])),
    )


def _told(doubt: Doubt) -> dict[str, str]:
    first, second = (*map(_about, doubt.items[:2]), {}, {})[:2]
    return {
        "refs": _and(doubt.refs),
        "others": _and(doubt.others),
        "said": doubt.said,
        **first,
        **{f"{name}2": value for name, value in second.items()},
    }


def _about(item: Item) -> dict[str, str]:
    what = f"{item.name} with {item.detail}" if item.detail else item.name
    return {"name": item.name, "detail": item.detail, "what": what, "on": in_full(item.on) if item.on else ""}


def _and(refs: tuple[str, ...]) -> str:
    *most, last = refs or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def _note(case: Case, doubt: Doubt) -> str:
    """Say who answered, or whose document it is, where that is the group above: only they can change theirs."""
    answers = (case.answers.get(ref) for ref in doubt.refs)
    above = next((answer.inherited_from for answer in answers if answer and answer.inherited_from), "")
    if above:
        return f"{above} answered this for you. Tell them, or give your own answer."
    sharer = next((item.group for item in doubt.items if item.group), "")
    return f"{sharer} shares this document with you. Ask them to put it right." if sharer else ""


def _questions(case: Case, doubt: Doubt) -> Iterator[Link]:
    for ref in (*doubt.refs, *doubt.others):
        if case.edition.has_question(ref):
            yield Link(f"Go to {ref} {case.edition.question(ref).short}", address(case, "question", ref))


def _places(case: Case, doubt: Doubt) -> Iterator[Link]:
    for place in WORDS[doubt.reason].at:
        yield from _LEADS.get(place, _detail if place in _DETAILS else _list)(case, doubt, place)


def _list(case: Case, _doubt: Doubt, place: str) -> Iterator[Link]:
    yield Link(PLACES[place], reverse("assessments:list_page", args=[case.profile.code, place]))


def _detail(case: Case, _doubt: Doubt, place: str) -> Iterator[Link]:
    yield Link(PLACES[place], reverse("assessments:details_step", args=[case.profile.code, place]))


def _document(case: Case, doubt: Doubt, place: str) -> Iterator[Link]:
    for item in doubt.items[:MOST_ITEMS]:
        name = "assessments:shared_document" if item.group else "assessments:document"
        yield Link(PLACES[place].format(name=item.name), reverse(name, args=[case.profile.code, item.document]))


def _ready(case: Case, _doubt: Doubt, place: str) -> Iterator[Link]:
    yield Link(PLACES[place], address(case, "ready"))


def _plan_row(case: Case, doubt: Doubt, place: str) -> Iterator[Link]:
    yield Link(PLACES[place], address(case, "plan_row", doubt.refs[0]))


Lead = Callable[[Case, Doubt, str], Iterator[Link]]
_LEADS: Final[Mapping[str, Lead]] = {"document": _document, "ready": _ready, "plan_row": _plan_row}
_DETAILS: Final = frozenset({"ico", "nhsmail", "cyber", "roles"})
