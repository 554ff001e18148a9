"""A group's home: how many services are ready, the one next job, what has come up, and who needs it first."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import reverse

from assessments.dates import in_full
from assessments.editions import edition
from assessments.matrix import Matrix, Service
from assessments.pictures import year_line, year_words
from assessments.presenters.home import Press
from assessments.presenters.progress import Picture
from assessments.presenters.sites import ServiceLine, line, sentence
from assessments.rules.groups import Job, Progress, State, Why, next_job
from assessments.rules.levels import Level
from assessments.rules.validity import publish_by
from assessments.words import LEVELS
from organisations.models import OrganisationKind
from organisations.permissions import Permission

MOST_LINES = 10
# Who needs somebody first.
FIRST = (State.STUCK, State.REPLY, State.YOURS, State.OWN, State.READY)

JOBS = {
    Job.ADD_SERVICES: ("Add your services", "add_sites", Permission.MANAGE_SITES),
    Job.CHOOSE_ROUTE: ("Next: one form or many", "route", Permission.MANAGE_SITES),
    Job.ANSWER: ("Next: answer the questions", "home", Permission.ANSWER),
    Job.SHARE: ("Next: share your answers", "shared", Permission.ANSWER),
    Job.ASK_MANAGERS: ("Next: ask managers to agree", "agreeing", Permission.ANSWER),
    Job.SEE_DIFFERENCES: ("Next: see what differs", "differences", Permission.ANSWER),
    Job.SEE_STUCK: ("Next: see what is stuck", "sites", Permission.READ),
    Job.PUBLISH: ("Next: choose services and publish", "cover", Permission.PUBLISH),
    Job.SEE_PUBLISHED: ("See what you have published", "published", Permission.READ),
}
OF_THE_YEAR = {"route", "shared", "agreeing", "differences", "cover"}


@dataclass(frozen=True, slots=True)
class Flag:
    words: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class GroupHomePage:
    title: str
    name: str
    sentences: tuple[str, ...]
    press: Press | None
    flags: tuple[Flag, ...] = ()
    lines: tuple[ServiceLine, ...] = ()
    services_href: str = ""
    links: tuple[tuple[str, str], ...] = ()
    line: Picture | None = None
    year_words: str = ""


def group_home_page(matrix: Matrix, may: Collection[Permission]) -> GroupHomePage:
    """Choose the sentence and the button for where the group is."""
    count = len(matrix.services)
    return GroupHomePage(
        title=_title(matrix, count),
        name=matrix.group.name,
        sentences=tuple(_sentences(matrix) if count else _welcome(matrix, may)),
        press=_press(matrix, may),
        flags=tuple(_flags(matrix, may)),
        lines=tuple(line(matrix, service) for service in _first(matrix)),
        services_href=reverse("assessments:sites", args=[matrix.group.code]) if count else "",
        links=tuple(_links(matrix, may)),
        line=_year_line(matrix) if count else None,
        year_words=matrix.year.words,
    )


def _title(matrix: Matrix, count: int) -> str:
    if not count:
        return "Let us set up your services"
    return f"Your {count} services" if count > 1 else "Your one service"


def _welcome(matrix: Matrix, may: Collection[Permission]) -> Iterator[str]:
    yield "There are no services on your list yet."
    if Permission.MANAGE_SITES not in may:
        yield "Somebody who can do everything must add them."
    elif matrix.group.kind == OrganisationKind.COUNCIL:
        yield "We look for the services of your council in the national list. You tick the right ones."
    else:
        yield "We look for the services of your head office in the national list. You tick the right ones."


def _sentences(matrix: Matrix) -> Iterator[str]:
    """Say where the services are, then both clocks with their dates."""
    yield sentence(service.place for service in matrix.services)
    status = matrix.status
    if status.level is not None and status.valid_until:
        yield f"Your {LEVELS[status.level]} lasts until {in_full(status.valid_until)}."
    elif status.expired_on:
        yield f"Your standard ran out on {in_full(status.valid_until or status.expired_on)}."
    if not matrix.is_published:
        yield f"Publish by {in_full(publish_by(status, matrix.year, matrix.today))}."


def _press(matrix: Matrix, may: Collection[Permission]) -> Press | None:
    """Name the next job, or for those who may not do it the way to look."""
    job = next_job([service.place for service in matrix.services], _progress(matrix))
    words, name, needed = JOBS[job]
    if needed in may:
        return Press(words, address(matrix, name) + ("?state=stuck" if job is Job.SEE_STUCK else ""))
    return Press("See your services", address(matrix, "sites")) if matrix.services else None


def _progress(matrix: Matrix) -> Progress:
    needed = len(edition(matrix.own.edition).needed_for(Level.MET)) if matrix.own else 0
    return Progress(
        is_route_affirmed=matrix.is_route_affirmed,
        is_own_form_answered=matrix.own is not None and matrix.own.met_done >= needed,
        is_published=matrix.is_published,
        are_managers_asked=matrix.are_managers_asked,
    )


def address(matrix: Matrix, name: str) -> str:
    """Give the address of a page of the group, of its year where it has one."""
    args = [matrix.group.code, matrix.year.label] if name in OF_THE_YEAR else [matrix.group.code]
    return reverse(f"assessments:{name}", args=args)


def _flags(matrix: Matrix, may: Collection[Permission]) -> Iterator[Flag]:
    """Say what has come up that nobody pressed for, at most four lines."""
    stuck = f"{address(matrix, 'sites')}?state=stuck"
    for why, one, many in (
        (
            Why.SOLD,
            "The national list says that {} has a new owner.",
            "The national list says that {} have new owners.",
        ),
        (Why.CLOSED, "{} has closed. Take it out of your group.", "{} have closed. Take them out of your group."),
        (Why.DISPUTED, "Somebody else says that {} is theirs.", "Somebody else says that {} are theirs."),
    ):
        count = sum(service.place.why is why for service in matrix.services)
        if count:
            words = one.format("1 service") if count == 1 else many.format(f"{count} services")
            yield Flag(words, stuck, "See which")
    if matrix.administrators == 1 and Permission.MANAGE_PEOPLE in may:
        invite = reverse("organisations:invite", args=[matrix.group.code])
        yield Flag(
            "Only one person can do everything here. If they are away, nobody can publish.",
            invite,
            "Add a second person",
        )


def _first(matrix: Matrix) -> list[Service]:
    """Choose the services that need somebody first."""
    return sorted(matrix.services, key=lambda service: FIRST.index(service.state))[:MOST_LINES]


def _links(matrix: Matrix, may: Collection[Permission]) -> Iterator[tuple[str, str]]:
    if matrix.services:
        is_council = matrix.group.kind == OrganisationKind.COUNCIL
        yield "Option A or option B" if is_council else "One form or many", address(matrix, "route")
        yield "Answers for all services", address(matrix, "shared")
        yield "Ask managers to agree", address(matrix, "agreeing")
        yield "Where your services differ", address(matrix, "differences")
        yield "Services you have published for", address(matrix, "covered")
        if Permission.MANAGE_PEOPLE in may:
            yield "Invite your managers", address(matrix, "invite_managers")
    yield "Your own form", address(matrix, "home")
    yield "People who can sign in", reverse("organisations:people", args=[matrix.group.code])
    yield "Everything that has happened", reverse("organisations:history", args=[matrix.group.code])


def _year_line(matrix: Matrix) -> Picture:
    """Draw the year with both clocks."""
    year = matrix.year
    drawing = year_line(matrix.today, year.opens_on, year.deadline, own_expiry=matrix.status.valid_until)
    return Picture(drawing, year_words(matrix.today, year.deadline))
