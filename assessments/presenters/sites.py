"""The services of a group as a list: one line each, with where it stands, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from assessments.dates import in_full
from assessments.editions import edition
from assessments.matrix import Matrix, Service
from assessments.presenters.progress import parts
from assessments.rules.case import Case
from assessments.rules.groups import QUIET_AFTER, Form, Place, Reply, State, Why, counts
from assessments.rules.status import Status, StatusKind
from assessments.words import LEVELS
from organisations.models import OrganisationKind

A_PAGE = 50
DAYS_IN_A_WEEK = 7

# What one service is, what several are, and the colour of the tag; "" for what needs nothing more.
STATES = {
    State.READY: ("ready", "ready", ""),
    State.REPLY: ("needs a reply", "need a reply", "yellow"),
    State.STUCK: ("stuck", "stuck", "orange"),
    State.OWN: ("on its own form", "on their own form", "blue"),
    State.YOURS: ("waits for you", "wait for you", "white"),
}
WHYS = {
    Why.COVERED: "It is in what you published",
    Why.PUBLISHED: "It has published for itself",
    Why.AGREED: "All is true there",
    Why.SETTLED: "What was different is settled",
    Why.SILENT: "It has not told you yet if all is true there",
    Why.AGAIN: "An answer has changed since it agreed",
    Why.ASKED: "You asked how it works there",
    Why.CLOSED: "It has closed",
    Why.SOLD: "The directory names a new owner",
    Why.DISPUTED: "Somebody else says it is theirs",
    Why.ELSEWHERE: "Another group has published for it",
    Why.NO_CODE: "It has no code yet",
    Why.DIFFERENT: "Something is different there",
    Why.QUIET: f"Nobody has saved anything for {QUIET_AFTER.days // DAYS_IN_A_WEEK} weeks",
    Why.WORKING: "It is filling in its own form",
    Why.NO_ROUTE: "Say first: one form or many",
    Why.NOT_SHARED: "Share your answers first",
}
FORMS = {Form.OURS: "With our form", Form.ITS_OWN: "Its own form", Form.NOT_DECIDED: "Not decided"}
REPLIES = {
    Reply.AGREED: "Yes",
    Reply.DIFFERENT: "Different",
    Reply.SILENT: "No reply",
    Reply.AGAIN: "Ask again",
}
NOT_NEEDED, NOT_ASKED = "Not needed", "Not asked"


@dataclass(frozen=True, slots=True)
class Standing:
    """A public standing in words; `is_out` is for the one red tag."""

    words: str
    until: date | None = None
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service. `parts` has the words for each part of its own form, `answers` those for all of them together."""

    name: str
    place: str
    href: str
    state: str
    colour: str
    why: str
    form: str
    agreed: str
    standing: Standing
    answers: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    words: str
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class SitesPage:
    title: str
    code: str
    sentence: str
    filters: tuple[Filter, ...]
    state: str
    search: str
    shown: str
    parts: tuple[str, ...]
    lines: tuple[ServiceLine, ...]
    pager: Page
    query: str
    csv_href: str
    can_manage: bool
    can_invite: bool
    takes_off: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which services to show: those in a state (None for all), whose words hold a text."""

    state: State | None = None
    search: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wanted":
        """Read an address; a state that is none shows all."""
        state = asked.get("state", "")
        return cls(State(state) if state in set(State) else None, " ".join(asked.get("q", "").split())[:100])

    def matches(self, service: Service) -> bool:
        return (self.state is None or service.state is self.state) and self.finds(service)

    def finds(self, service: Service) -> bool:
        return self.search.casefold() in service.words

    def query(self, **others: Any) -> str:
        """Give the end of an address that asks for the same, or for something else."""
        asked = {"state": self.state.value if self.state else "", "q": self.search} | others
        return urlencode({name: value for name, value in asked.items() if value})


def sentence(places: Iterable[Place]) -> str:
    """Say how many services are in each state: "31 ready, 6 need a reply, 3 stuck."."""
    found = counts(places)
    said = [f"{count} {STATES[state][0 if count == 1 else 1]}" for state, count in found.items() if count]
    return f"{', '.join(said)}." if said else ""


def wanted_services(matrix: Matrix, wanted: Wanted) -> list[Service]:
    """Keep the services that are asked for, by name."""
    return [service for service in matrix.services if wanted.matches(service)]


def page_of(services: Sequence[Service], number: str | None) -> Page:
    """Cut one page of the list; a number that is none gives the first."""
    return Paginator(services, A_PAGE).get_page(number)


def with_own_form(page: Iterable[Service]) -> list[int]:
    """Name the assessments whose parts the list shows."""
    return [service.year.id for service in page if service.form is Form.ITS_OWN and service.year]


def sites_page(
    matrix: Matrix, wanted: Wanted, page: Page, cases: Mapping[int, Case], *, can_manage: bool, can_invite: bool
) -> SitesPage:
    """Show one page of the services that are asked for."""
    sections = edition(matrix.year.edition).sections
    count = len(matrix.services)
    return SitesPage(
        title="Your services",
        code=matrix.group.code,
        sentence=sentence(service.place for service in matrix.services),
        filters=_filters(matrix, wanted),
        state=wanted.state.value if wanted.state else "",
        search=wanted.search,
        shown="" if page.paginator.count == count else f"{page.paginator.count} of {count} services are shown.",
        parts=tuple(section.plain_title for section in sections),
        lines=tuple(line(matrix, service, cases.get(service.id)) for service in page),
        pager=page,
        query=f"{wanted.query()}&" if wanted.query() else "",
        csv_href=f"{reverse('assessments:sites_csv', args=[matrix.group.code])}?{wanted.query()}".rstrip("?"),
        can_manage=can_manage,
        can_invite=can_invite,
        takes_off=_takes_off(matrix, wanted) if count and not page.paginator.count else (),
    )


def _address(matrix: Matrix, query: str) -> str:
    return f"{reverse('assessments:sites', args=[matrix.group.code])}?{query}".rstrip("?")


def _filters(matrix: Matrix, wanted: Wanted) -> tuple[Filter, ...]:
    """Count what each filter would show together with the search; all of them, and every state that occurs."""
    found = [service for service in matrix.services if wanted.finds(service)]
    by_state = counts(service.place for service in found)
    every = Filter("All", _address(matrix, wanted.query(state="")), len(found), wanted.state is None)
    return every, *(
        Filter(
            _capital(STATES[state][1]),
            _address(matrix, wanted.query(state=state.value)),
            number,
            wanted.state is state,
        )
        for state, number in by_state.items()
        if number or wanted.state is state
    )


def _takes_off(matrix: Matrix, wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """Offer to take off each filter of a list that shows nothing."""
    offers = []
    if wanted.search:
        offers.append((f"Take off the search “{wanted.search}”", _address(matrix, wanted.query(q=""))))
    if wanted.state:
        words = f"Take off the filter “{_capital(STATES[wanted.state][1])}”"
        offers.append((words, _address(matrix, wanted.query(state=""))))
    return tuple(offers)


def line(matrix: Matrix, service: Service, case: Case | None = None) -> ServiceLine:
    """Say all about one service."""
    one, _, colour = STATES[service.state]
    return ServiceLine(
        name=service.name,
        place=f"{service.town} ({service.code})" if service.town else service.code,
        href=_href(matrix, service),
        state=_capital(one),
        colour=colour,
        why=WHYS[service.place.why],
        form=FORMS[service.form],
        agreed=agreed_words(matrix, service),
        standing=standing_words(service.status),
        answers=_answers(matrix, service),
        parts=_parts(service, case),
    )


def _href(matrix: Matrix, service: Service) -> str:
    if not service.code:
        return reverse("assessments:without_code", args=[matrix.group.code, service.id])
    return reverse("assessments:site", args=[matrix.group.code, service.code])


def _parts(service: Service, case: Case | None) -> tuple[str, ...]:
    """Say for each part of its own form what is left."""
    if service.form is not Form.ITS_OWN or case is None:
        return ()
    return tuple(f"{part.left} left" if part.left else "Done" for part in parts(case))


def _answers(matrix: Matrix, service: Service) -> str:
    """Say who answers the parts where they are not listed one by one."""
    if service.form is Form.ITS_OWN:
        return "Not started"
    if service.form is Form.NOT_DECIDED:
        return "Not decided"
    return f"{'The council' if matrix.group.kind == OrganisationKind.COUNCIL else 'Head office'} answers"


def agreed_words(matrix: Matrix, service: Service) -> str:
    """Say what a service has replied to "Is this true here?"."""
    if service.form is Form.ITS_OWN or not service.code:
        return NOT_NEEDED
    if not matrix.is_shared:
        return NOT_ASKED
    if service.reply is Reply.DIFFERENT and service.differences:
        return f"{service.differences} different"
    return REPLIES[service.reply]


def standing_words(status: Status | None) -> Standing:
    """Say where a service stands for everybody, and until when."""
    if status is None:
        return Standing("Not signed up here")
    if status.level is not None:
        return Standing(LEVELS[status.level], status.valid_until)
    if status.kind is StatusKind.EXPIRED and status.expired_on:
        return Standing(f"Out of date since {in_full(status.expired_on)}", status.valid_until, is_out=True)
    if status.kind is StatusKind.UNDER_NEW_PROVIDER:
        return Standing("Not published under its new owner")
    return Standing("Closed" if status.kind is StatusKind.CLOSED else "Signed up, not published")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
