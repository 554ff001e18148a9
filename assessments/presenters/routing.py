"""One form or many: the start page, and the pieces that its other pages share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from assessments.dates import in_full
from assessments.models import RouteResult, ToolkitYear
from assessments.routes import Routing
from assessments.routes_words import SHORT, TICKS, ResultWords, services, words_for
from assessments.rules.grouping import (
    DECIDING,
    FOUR,
    Replies,
    Route,
    RouteQuestion,
    Said,
    chosen_in,
    missing_in,
    sites_that,
    ticked_in,
)
from assessments.rules.schedule import london_date
from organisations.models import Organisation

LOOK_CLOSER = "look-closer"
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question and what was said to it, with the page on which it can be changed."""

    question: str
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The result of the last year that was affirmed. `new_since` names services that came after it."""

    words: str
    lines: tuple[AnswerLine, ...]
    new_since: str


@dataclass(frozen=True, slots=True)
class RoutePage:
    title: str
    intro: str
    ways: tuple[tuple[str, str], ...]
    has_services: bool
    press: str
    press_href: str
    state: str
    earlier: Earlier | None


def route_page(year: ToolkitYear, found: Routing, result: RouteResult | None, earlier: Earlier | None) -> RoutePage:
    """Lay out the start: what the two ways are, and last year's result while nothing was said this year."""
    words = words_for(found.group)
    return RoutePage(
        title=words.title,
        intro=words.intro,
        ways=words.ways,
        has_services=bool(found.links),
        press=_start_words(found, result),
        press_href=next_href(year, found),
        state=f"{result_words(found, Route(result.result)).title}. {affirmed_words(result)}" if result else "",
        earlier=None if found.rows or not found.links else earlier,
    )


def _start_words(found: Routing, result: RouteResult | None) -> str:
    if not found.rows:
        return "Start"
    return "See the result" if result or not found.outcome.missing else "Carry on"


def earlier_of(before: RouteResult | None, then: Routing | None) -> Earlier | None:
    """Lay out the last year that was affirmed, as it reads for the services of now."""
    if before is None or then is None:
        return None
    return Earlier(
        words=f"{result_words(then, then.outcome.route).title}. {affirmed_words(before)}",
        lines=answer_lines(before.year, then),
        new_since=new_since(then, before.affirmed_at),
    )


def new_since(found: Routing, at: datetime) -> str:
    """Name the services that came to the group after an instant."""
    return names(link.site for link in found.links if link.answered_at and link.answered_at > at)


def address(group: Organisation, year: ToolkitYear, name: str, *rest: str) -> str:
    """Give the address of a page about one form or many."""
    return reverse(f"assessments:{name}", args=[group.code, year.label, *rest])


def question_href(group: Organisation, year: ToolkitYear, question: RouteQuestion) -> str:
    """Give the page on which a question is answered."""
    return address(group, year, "route_question", question.value if question in FOUR else LOOK_CLOSER)


def next_href(year: ToolkitYear, found: Routing, replies: Replies | None = None) -> str:
    """Give the page of the first thing that is still to be said, or the result."""
    replies = found.replies if replies is None else replies
    missing = missing_in(replies)
    return missing_href(year, found, replies, missing[0]) if missing else address(found.group, year, "route_result")


def missing_href(year: ToolkitYear, found: Routing, replies: Replies, question: RouteQuestion) -> str:
    """Give the page on which something that is still to be said is said."""
    if question in DECIDING and (question, None) in replies:
        return address(found.group, year, "route_which", question.value)
    return question_href(found.group, year, question)


def affirmed_words(result: RouteResult) -> str:
    """Say who affirmed a result, and when."""
    return f"{result.affirmed_by} said on {in_full(london_date(result.affirmed_at))} that this is right."


def result_words(found: Routing, route: Route) -> ResultWords:
    """Fill the words of a result with the numbers of services."""
    words = words_for(found.group).results[route]
    own = sum(one.is_own for one in found.outcome.sites.values())
    every, is_one = len(found.outcome.sites), own == 1
    numbers = {
        "all": services(every),
        "count": f"{every:,}",
        "shared": services(every - own),
        "own": services(own),
        "own_count": f"{own:,}",
        "work": "works" if is_one else "work",
        "need": "it needs" if is_one else "they need",
        "their": "its" if is_one else "their",
        "open": _more_answers(_open_questions(found)),
    }
    return ResultWords(words.title.format(**numbers), words.why.format(**numbers), words.good, words.to_do)


def _more_answers(count: int) -> str:
    return f"{count:,} more {'answer' if count == 1 else 'answers'}"


def _open_questions(found: Routing) -> int:
    """Count what is open: each question and each service that was asked; the page of ticks counts once."""
    pages = {
        question if question in FOUR or (question, None) in found.replies else LOOK_CLOSER
        for question in found.outcome.missing
    }
    return len(pages) + sum(len(one.waiting) for one in found.outcome.sites.values())


def answer_lines(year: ToolkitYear, found: Routing) -> tuple[AnswerLine, ...]:
    """List what was said to each of the four, and what was ticked."""
    four = [
        AnswerLine(capital(SHORT[question]), said_words(found, question), question_href(found.group, year, question))
        for question in FOUR
    ]
    href = address(found.group, year, "route_question", LOOK_CLOSER)
    return (*four, AnswerLine("Look closer", ticked_words(found), href))


def said_words(found: Routing, question: RouteQuestion) -> str:
    """Say what the answers to one question are, in a few words."""
    chosen = chosen_in(found.replies, question)
    if chosen is None:
        return "Not answered yet"
    if chosen in (Said.DIFFERENT, Said.ASK):
        start = "Different at" if chosen is Said.DIFFERENT else "You asked"
        return f"{start} {names_that(found, question, chosen) or 'some services'}"
    note = found.replies[question, None].note
    return f"Very nearly the same: {note}" if chosen is Said.NEARLY else "The same everywhere"


def ticked_words(found: Routing) -> str:
    """Say what was ticked of the things to look closer at, and where it is so."""
    ticked = ticked_in(found.replies)
    if ticked:
        return "\n".join(_ticked(found, question) for question in ticked)
    return "Not looked at yet" if set(found.outcome.missing) & set(DECIDING) else "Nothing ticked"


def _ticked(found: Routing, question: RouteQuestion) -> str:
    where = names_that(found, question, Said.DIFFERENT)
    return f"{TICKS[question]}: {where}" if where else TICKS[question]


def names_that(found: Routing, question: RouteQuestion, value: Said) -> str:
    """Name the services that one question has an answer for, of their own."""
    return names(found.sites[site] for site in sites_that(found.replies, question, value))


def names(sites: Iterable[Organisation]) -> str:
    """Write the names of services in a sentence: a few of them, and how many more."""
    found = sorted(site.name for site in sites)
    if len(found) > MOST_NAMES:
        return f"{', '.join(found[:MOST_NAMES])} and {len(found) - MOST_NAMES} more"
    return " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
