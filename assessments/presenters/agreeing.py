"""Who has said what to the group's answers, and where services differ (R74)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.urls import NoReverseMatch, reverse

from assessments.presenters.sharing import group_address
from assessments.replies import AGAIN, AGREED, DIFFERENT, SILENT, SiteState
from assessments.rules.case import Case
from assessments.rules.schedule import can_edit
from organisations.models import GroupSite

A_PAGE = 50
# In the order of what needs somebody: words, and the colour of the tag.
STATES = {
    DIFFERENT: ("Something is different", "orange"),
    AGAIN: ("Ask again: an answer changed", "yellow"),
    SILENT: ("No reply yet", "blue"),
    AGREED: ("Agreed", ""),
}
NOBODY = "Nobody can sign in yet"


@dataclass(frozen=True, slots=True)
class AgreeingLine:
    site: str
    href: str
    words: str
    colour: str
    has_nobody: bool


@dataclass(frozen=True, slots=True)
class AgreeingPage:
    """Counts by state, which add up to all services; `to_ask` have not replied, or must be asked again."""

    year_words: str
    services: int
    shared: int
    counts: Mapping[str, int]
    to_ask: int
    nobody: int
    last_asked: datetime | None
    lines: Page
    shared_href: str
    differences_href: str
    invite_href: str
    home_href: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Agreeing:
    """What the pages about agreeing are made of."""

    links: Sequence[GroupSite]
    states: Mapping[int, SiteState]
    shared: Collection[str]


def agreeing_page(
    case: Case, agreeing: Agreeing, *, people: Collection[int], last_asked: datetime | None, number: str | None
) -> AgreeingPage:
    """Lay out who has replied: first whoever needs somebody."""
    states = {link.site_id: agreeing.states.get(link.site_id, SiteState(SILENT)).state for link in agreeing.links}
    counts = {state: sum(one == state for one in states.values()) for state in STATES}
    order = list(STATES)
    links = sorted(agreeing.links, key=lambda link: order.index(states[link.site_id]))
    waiting = {site for site, state in states.items() if state in (SILENT, AGAIN)}
    return AgreeingPage(
        year_words=case.year.words,
        services=len(links),
        shared=len(agreeing.shared),
        counts=counts,
        to_ask=len(waiting & set(people)),
        nobody=len(waiting - set(people)),
        last_asked=last_asked,
        lines=Paginator([_line(case, link, states, people) for link in links], A_PAGE).get_page(number),
        shared_href=group_address(case, "shared"),
        differences_href=group_address(case, "differences"),
        invite_href=reverse("assessments:invite_managers", args=[case.profile.code]),
        home_href=reverse("assessments:group_home", args=[case.profile.code]),
        is_closed=not can_edit(case.year, case.today),
    )


def _line(case: Case, link: GroupSite, states: Mapping[int, str], people: Collection[int]) -> AgreeingLine:
    words, colour = STATES[states[link.site_id]]
    return AgreeingLine(
        site=link.site.name,
        href=reverse("assessments:site", args=[case.profile.code, link.site.code]),
        words=words,
        colour=colour,
        has_nobody=link.site_id not in people,
    )


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One thing that one service does differently, and where to change the answer."""

    ref: str
    short: str
    site: str
    because: str
    answer_href: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """What is open, question by question; `changed` were said of an answer that has changed since."""

    year_words: str
    count: int
    sites: int
    changed: int
    lines: Page
    cover_href: str
    agreeing_href: str
    home_href: str
    is_closed: bool


def differences_page(case: Case, agreeing: Agreeing, *, number: str | None) -> DifferencesPage:
    """Lay out the grid: every open difference, by question and service."""
    said = [
        (link, difference)
        for link in agreeing.links
        for difference in (agreeing.states[link.site_id].differences if link.site_id in agreeing.states else ())
    ]
    still = [(link, difference) for link, difference in said if difference.is_open]
    order = [question.ref for question in case.edition.in_reading_order()]
    still.sort(key=lambda one: order.index(one[1].ref))
    refs = [difference.ref for _, difference in still]
    lines = [
        DifferenceLine(
            ref=difference.ref,
            short=case.edition.question(difference.ref).short,
            site=link.site.name,
            because=difference.because,
            answer_href=group_address(case, "shared_answer", difference.ref),
            is_first=index == 0 or refs[index - 1] != difference.ref,
        )
        for index, (link, difference) in enumerate(still)
    ]
    return DifferencesPage(
        year_words=case.year.words,
        count=len(still),
        sites=len({link.site_id for link, _ in still}),
        changed=len({link.site_id for link, difference in said if not difference.is_open}),
        lines=Paginator(lines, A_PAGE).get_page(number),
        cover_href=_cover(case),
        agreeing_href=group_address(case, "agreeing"),
        home_href=reverse("assessments:group_home", args=[case.profile.code]),
        is_closed=not can_edit(case.year, case.today),
    )


def _cover(case: Case) -> str:
    try:
        return group_address(case, "cover")
    except NoReverseMatch:
        return ""
