"""What the answers about one form or many come to: the result, the note for leaders, and the codes to send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from assessments.models import RouteResult, ToolkitYear
from assessments.presenters.route_asks import Asks
from assessments.presenters.routing import (
    LOOK_CLOSER,
    AnswerLine,
    address,
    affirmed_words,
    answer_lines,
    capital,
    missing_href,
    new_since,
    result_words,
)
from assessments.routes import Routing
from assessments.routes_words import RULES, SHORT, TICKS, WATCH, listed, services, words_for
from assessments.rules.grouping import FOUR, Route, RouteQuestion, Said, SiteVerdict
from organisations.models import Organisation, OrganisationKind

MOST_ON_A_NOTE = 12


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A service with a form of its own, and why."""

    site: str
    why: str


@dataclass(frozen=True, slots=True)
class RouteResultPage:
    title: str
    why: str
    good: tuple[str, ...]
    to_do: tuple[str, ...]
    watch: tuple[str, ...]
    rules: tuple[str, ...]
    route: str
    is_open: bool
    affirmed: str
    new_since: str
    missing: tuple[AnswerLine, ...]
    asks: Asks
    shares_title: str
    shares: tuple[str, ...]
    own_title: str
    own: tuple[OwnLine, ...]
    without_code: tuple[str, ...]
    answers: tuple[AnswerLine, ...]
    start_href: str
    note_href: str
    codes_href: str
    agreeing_href: str
    cover_href: str


def route_result_page(
    year: ToolkitYear, found: Routing, result: RouteResult | None, asks: Asks, without_code: Sequence[str]
) -> RouteResultPage:
    """Lay out the result: why, what is good about it, what to do, and which service goes which way."""
    words, group = words_for(found.group), found.group
    says = result_words(found, found.outcome.route)
    return RouteResultPage(
        title=says.title,
        why=says.why,
        good=says.good,
        to_do=says.to_do,
        watch=_watch(found),
        rules=RULES,
        route=found.outcome.route.value,
        is_open=found.outcome.route is Route.WAITING,
        affirmed=affirmed_words(result) if result else "",
        new_since=new_since(found, result.affirmed_at) if result else "",
        missing=_missing(year, found),
        asks=asks,
        shares_title=f"{words.shares} for {services(len(_shares(found)))}",
        shares=_shares(found),
        own_title=f"{words.is_own} for {services(len(_own(found)))}",
        own=_own(found),
        without_code=tuple(without_code),
        answers=answer_lines(year, found),
        start_href=address(group, year, "route"),
        note_href=address(group, year, "route_note"),
        codes_href=address(group, year, "route_codes") if group.kind == OrganisationKind.COUNCIL else "",
        agreeing_href=address(group, year, "agreeing"),
        cover_href=address(group, year, "cover"),
    )


def _watch(found: Routing) -> tuple[str, ...]:
    """Say what is nearly the same, and what was ticked that decides nothing."""
    nearly = [
        f"{capital(SHORT[question])}: {reply.note}"
        for question in FOUR
        if (reply := found.replies.get((question, None))) and reply.value is Said.NEARLY
    ]
    return (*nearly, *(WATCH[question] for question in found.outcome.watched))


def _missing(year: ToolkitYear, found: Routing) -> tuple[AnswerLine, ...]:
    lines: dict[str, AnswerLine] = {}
    for question in found.outcome.missing:
        href = missing_href(year, found, found.replies, question)
        lines.setdefault(href, AnswerLine(_missing_words(found, question), "", href))
    return tuple(lines.values())


def _missing_words(found: Routing, question: RouteQuestion) -> str:
    if question in FOUR:
        return words_for(found.group).questions[question].title
    return (
        f"Which services: {TICKS[question]}"
        if (question, None) in found.replies
        else capital(LOOK_CLOSER.replace("-", " "))
    )


def _shares(found: Routing) -> tuple[str, ...]:
    return tuple(link.site.name for link in found.links if found.outcome.sites[link.site_id].may_share)


def _own(found: Routing) -> tuple[OwnLine, ...]:
    return tuple(
        OwnLine(link.site.name, _why_own(found, link.site_id, found.outcome.sites[link.site_id]))
        for link in found.links
        if found.outcome.sites[link.site_id].is_own
    )


def _why_own(found: Routing, site: int, verdict: SiteVerdict) -> str:
    notes = [reply.note for q in verdict.differs if (reply := found.replies.get((q, site))) and reply.note]
    return ". ".join([capital(listed(verdict.differs)), *dict.fromkeys(notes)])


@dataclass(frozen=True, slots=True)
class RouteNotePage:
    """One page of paper for those who lead."""

    title: str
    group: str
    code: str
    year_label: str
    on: date
    why: str
    good: tuple[str, ...]
    to_do: tuple[str, ...]
    watch: tuple[str, ...]
    affirmed: str
    answers: tuple[AnswerLine, ...]
    shares: str
    own: tuple[OwnLine, ...]
    more_own: int
    back_href: str


def route_note_page(year: ToolkitYear, found: Routing, result: RouteResult | None, today: date) -> RouteNotePage:
    """Lay out the note for leaders, made from the answers."""
    says, own = result_words(found, found.outcome.route), _own(found)
    return RouteNotePage(
        title=says.title,
        group=found.group.name,
        code=found.group.code,
        year_label=year.label,
        on=today,
        why=says.why,
        good=says.good,
        to_do=says.to_do,
        watch=_watch(found),
        affirmed=affirmed_words(result) if result else "",
        answers=answer_lines(year, found),
        shares=services(len(_shares(found))),
        own=own[:MOST_ON_A_NOTE],
        more_own=max(len(own) - MOST_ON_A_NOTE, 0),
        back_href=address(found.group, year, "route_result"),
    )


@dataclass(frozen=True, slots=True)
class RouteCodesPage:
    """The codes of the services that the council's form covers. `mail` is empty where this is the official record."""

    council: str
    without_code: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    mail: str
    back_href: str


def route_codes_page(year: ToolkitYear, found: Routing, without_code: Sequence[str], sender: str) -> RouteCodesPage:
    """List the codes to send, those that are missing first (R53)."""
    sites = [link.site for link in found.links if found.outcome.sites[link.site_id].may_share]
    lines = tuple((site.code, _place(site)) for site in sites)
    return RouteCodesPage(
        council=found.group.name,
        without_code=tuple(without_code),
        lines=lines,
        mail="" if settings.OFFICIAL_RECORD or not lines else _mail(found.group, year, lines, sender),
        back_href=address(found.group, year, "route_result"),
    )


def _place(site: Organisation) -> str:
    return ", ".join(filter(None, [site.name, site.town, site.postcode]))


def _mail(council: Organisation, year: ToolkitYear, lines: Sequence[tuple[str, str]], sender: str) -> str:
    listing = "\n".join(f"{code}  {place}" for code, place in lines)
    return (
        f"Hello,\n\n{council.name} ({council.code}) fills in one form for {services(len(lines))} that it runs, for the "
        f"year {year.label}. Please add these services to our form in the toolkit:\n\n{listing}\n\n"
        f"If you need anything else, please write to me.\n\n{sender}\n{council.name}\n"
    )
