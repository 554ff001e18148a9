"""The questions that a group sent to its services, and what came back; and the same question as the service sees it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from assessments.models import RouteReply, ToolkitYear
from assessments.presenters.routing import address
from assessments.routes import Routing
from assessments.routes_words import AT_A_SITE, SAID_BY_A_SITE, SHORT, words_for
from assessments.rules.grouping import RouteQuestion, Said
from assessments.rules.schedule import london_date
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class AskLine:
    """One question at one service. `said` is empty until somebody there answers."""

    site: str
    about: str
    asked_on: date
    said: str
    note: str
    told_by: str
    press: str
    value: str
    is_reachable: bool


@dataclass(frozen=True, slots=True)
class Asks:
    """The answers that wait to be taken over, and the services that have not answered."""

    told: tuple[AskLine, ...]
    waiting: tuple[AskLine, ...]
    take_href: str
    invite_href: str

    @property
    def is_anybody_missing(self) -> bool:
        """Say whether nobody can sign in at one of the services."""
        return not all(line.is_reachable for line in self.waiting)


def asks_of(year: ToolkitYear, found: Routing, about: RouteQuestion | None = None) -> Asks:
    """List what was asked, of one question or of all, by the names of the services."""
    rows = [row for row in found.rows if row.asked_at and row.site_id and about in (None, row.question)]
    rows.sort(key=lambda row: (found.sites[row.site_id].name, row.pk))
    return Asks(
        told=tuple(_line(row, found) for row in rows if is_news(row)),
        waiting=tuple(_line(row, found) for row in rows if row.value == Said.ASK and not row.told),
        take_href=address(found.group, year, "route_take"),
        invite_href=reverse("assessments:invite_managers", args=[found.group.code]),
    )


def is_news(row: RouteReply) -> bool:
    """Say whether a service has told what the group has not taken over, or answered itself, since."""
    if not row.told or row.told_at is None:
        return False
    return row.value == Said.ASK or row.told_at > row.saved_at


def _line(row: Any, found: Routing) -> AskLine:
    site = found.sites[row.site_id]
    said = SAID_BY_A_SITE[Said(row.told)] if row.told else ""
    return AskLine(
        site=site.name,
        about=SHORT[RouteQuestion(row.question)],
        asked_on=london_date(row.asked_at),  # type: ignore[arg-type]
        said=said,
        note=row.told_note,
        told_by=str(row.told_by) if row.told else "",
        press=f"{site.name} says {said}: use this",
        value=taken(row),
        is_reachable=row.has_people,
    )


def taken(row: RouteReply) -> str:
    """Give what the press sends: the row, and what it said when the page was made."""
    return f"{row.pk}-{row.told}"


def at_a_site(reply: RouteReply, group: str, site: Organisation) -> str:
    """Write a question as the people of one service read it."""
    return AT_A_SITE[RouteQuestion(reply.question)].format(site=site.name, group=group)


@dataclass(frozen=True, slots=True)
class RouteAskedPage:
    title: str
    group: str
    why: str
    asked_on: date
    said: str
    note: str
    is_over: bool


def route_asked_page(site: Organisation, reply: RouteReply) -> RouteAskedPage:
    """Lay out the one question that a service was asked."""
    return RouteAskedPage(
        title=at_a_site(reply, reply.organisation.name, site),
        group=reply.organisation.name,
        why=words_for(reply.organisation).questions[RouteQuestion(reply.question)].why,
        asked_on=london_date(reply.asked_at),  # type: ignore[arg-type]
        said=_told_words(reply) if reply.told else "",
        note=reply.told_note,
        is_over=reply.value != Said.ASK,
    )


def _told_words(reply: RouteReply) -> str:
    on = london_date(reply.told_at)  # type: ignore[arg-type]
    return f"{reply.told_by} said on {on.day} {on:%B %Y} that {SAID_BY_A_SITE[Said(reply.told)]}."
