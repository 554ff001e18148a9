"""The questions about one form or many, the lists of services that go with them, and what a change would move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from assessments.dates import in_full
from assessments.models import ToolkitYear
from assessments.presenters.route_asks import Asks
from assessments.presenters.routing import (
    address,
    names_that,
    question_href,
    result_words,
    said_words,
    ticked_words,
)
from assessments.routes import Routing
from assessments.routes_words import CURES, NOT_DECIDED, TICKS, words_for
from assessments.rules.grouping import FOUR, RouteQuestion, Said
from assessments.rules.regrouping import Place, moved
from organisations.models import Organisation

MOST_MOVES = 50
MOST_WITHOUT_SEARCH = 10
NOT_SENT_AGAIN = ("csrfmiddlewaretoken", "sure")


@dataclass(frozen=True, slots=True)
class RouteQuestionPage:
    """One of the four, or the ticks. `picked` names the services that differ."""

    title: str
    caption: str
    back_href: str
    last_year: str
    picked: str = ""
    picked_href: str = ""
    asks: Asks | None = None


def route_question_page(
    year: ToolkitYear, found: Routing, question: RouteQuestion, then: Routing | None, asks: Asks
) -> RouteQuestionPage:
    """Lay out one of the four questions; `then` is what was said last year, while this year has nothing."""
    number = FOUR.index(question)
    return RouteQuestionPage(
        title=words_for(found.group).questions[question].title,
        caption=f"Question {number + 1} of {len(FOUR)}",
        back_href=question_href(found.group, year, FOUR[number - 1]) if number else address(found.group, year, "route"),
        last_year=said_words(then, question) if then else "",
        picked=names_that(found, question, Said.DIFFERENT),
        picked_href=address(found.group, year, "route_which", question.value),
        asks=asks,
    )


def look_closer_page(year: ToolkitYear, found: Routing, then: Routing | None) -> RouteQuestionPage:
    """Lay out the things to look closer at."""
    return RouteQuestionPage(
        title="Look closer",
        caption="One more page",
        back_href=question_href(found.group, year, FOUR[-1]),
        last_year=ticked_words(then) if then else "",
    )


@dataclass(frozen=True, slots=True)
class Pick:
    code: str
    name: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class RouteWhichPage:
    """A list of services to tick: those ticked so far, then those that were looked for."""

    title: str
    caption: str
    back_href: str
    is_asking: bool
    cure: str
    has_search: bool
    find: str
    picks: tuple[Pick, ...]
    ticked: int
    hidden: int


def route_which_page(
    year: ToolkitYear, found: Routing, question: RouteQuestion, *, is_asking: bool, ticked: set[str], find: str
) -> RouteWhichPage:
    """Lay out the list. What is ticked stays on it whatever was looked for, so that nothing ticked is lost."""
    sites = [link.site for link in found.links]
    shown = [site for site in sites if site.code in ticked or _fits(site, find)]
    shown.sort(key=lambda site: bool(find) and site.code not in ticked)
    return RouteWhichPage(
        title=_which(question, is_asking=is_asking),
        caption=words_for(found.group).questions[question].title if question in FOUR else TICKS[question],
        back_href=question_href(found.group, year, question),
        is_asking=is_asking,
        cure=CURES.get(question, ""),
        has_search=bool(find) or len(sites) > MOST_WITHOUT_SEARCH,
        find=find,
        picks=tuple(Pick(site.code, _with_town(site), site.code in ticked) for site in shown),
        ticked=sum(site.code in ticked for site in sites),
        hidden=len(sites) - len(shown),
    )


def _which(question: RouteQuestion, *, is_asking: bool) -> str:
    if is_asking:
        return "Who do you need to ask?"
    return "Which services are different?" if question in FOUR else "Which services is this true for?"


def _fits(site: Organisation, find: str) -> bool:
    return find.lower() in f"{site.name} {site.town} {site.code} {site.postcode}".lower()


def _with_town(site: Organisation) -> str:
    return f"{site.name}, {site.town}" if site.town else site.name


@dataclass(frozen=True, slots=True)
class Move:
    site: str
    was: str
    comes: str
    cover: str


@dataclass(frozen=True, slots=True)
class RouteChangePage:
    """What a change would move. `fields` send again what was sent."""

    was: str
    comes: str
    moves: tuple[Move, ...]
    more: int
    fields: tuple[tuple[str, str], ...]
    back_href: str


def route_change_page(
    year: ToolkitYear, before: Routing, after: Routing, covered: Mapping[int, date], sent: QueryDict
) -> RouteChangePage:
    """Lay out what moves from where to where, and the cover that goes on all the same."""
    moves = moved(before.outcome, after.outcome)
    lines = [
        Move(site.name, _place(before, was), _place(after, comes), _cover(comes, covered.get(pk)))
        for pk, site in before.sites.items()
        if pk in moves
        for was, comes in [moves[pk]]
    ]
    return RouteChangePage(
        was=result_words(before, before.outcome.route).title,
        comes=result_words(after, after.outcome.route).title,
        moves=tuple(lines[:MOST_MOVES]),
        more=max(len(lines) - MOST_MOVES, 0),
        fields=tuple(_sent(sent)),
        back_href=address(before.group, year, "route_result"),
    )


def _place(found: Routing, place: Place) -> str:
    words = words_for(found.group)
    return {Place.SHARES: words.shares, Place.OWN: words.is_own}.get(place, NOT_DECIDED)


def _cover(comes: Place, until: date | None) -> str:
    if until is None or comes is Place.SHARES:
        return ""
    return f"What you published covers it until {in_full(until)}. Take it out, or publish again without it."


def _sent(sent: QueryDict) -> Iterable[tuple[str, str]]:
    for name, values in sent.lists():
        if name not in NOT_SENT_AGAIN:
            yield from ((name, str(value)) for value in values)
