"""The steps of a head office and of a council, in the words of a test: given, when, then."""

from collections.abc import Iterable
from datetime import UTC, datetime, time

from django.utils import timezone

from assessments.actions.replying import reply
from assessments.demonstration.listed import FERN_SITES, files
from assessments.inheriting import inherited_by
from assessments.loading import load_directory
from assessments.models import Assessment
from assessments.rules.schedule import london_date
from organisations.actions.people import join
from organisations.directory.reading import file_of
from organisations.models import Organisation, OrganisationKind, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import ready
from tests.functional.browsing import Visitor

LEFT_OUT = FERN_SITES[-3:]
SAME = "Yes, the same everywhere"
QUESTIONS = {
    "head office": (
        "Do all your services have the same staff training?",
        "Do all your services follow the same policies?",
        "Do all your services keep data safe in the same way?",
        "Do all your services use the same computers?",
    ),
    "council": (
        "Do all services have the same staff training?",
        "Do all services follow the same policies as the council?",
        "Do all services keep data safe in the same way?",
        "Do all services use the same computers?",
    ),
}


def given_the_directory() -> None:
    """Load the public lists, with 43 services of the head office and 12 of the council."""
    for name, content in files(london_date(f.NOW), ()):
        load_directory(file_of(content, name), by=None, at=datetime.combine(f.NOW, time(6), UTC))


def given_a_group(code: str, name: str, kind: OrganisationKind, owner: str) -> tuple[Organisation, User]:
    person = f.person(owner)
    return f.organisation(code, name, by=person, kind=kind), person


def given_its_own_form_is_done(group: Organisation) -> Assessment:
    """Answer and confirm what Standards Met needs, as journey 3.1 does in the browser."""
    return ready(f.assessment(group))


def site(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def form_of(code: str) -> Assessment:
    """Give the form of the year that an organisation works on."""
    with acting_for(site(code)):
        return Assessment.objects.select_related("year", "organisation").get(organisation=site(code))


def given_managers(codes: Iterable[str]) -> dict[str, User]:
    """Let a manager join each service, as the invitation would."""
    managers = {}
    for code in codes:
        place = site(code)
        manager = User.objects.create_user(f"manager@{code}.example.com", None, name=f"Manager of {place.name}")
        with acting_for(place, user=manager):
            join(organisation=place, user=manager, role=Role.CONTRIBUTOR, by=manager, at=f.NOW)
        managers[code] = manager
    return managers


def when_their_managers_agree(managers: dict[str, User]) -> None:
    """Let managers say that all is true where they work, and count their staff."""
    for code, manager in managers.items():
        place = site(code)
        with acting_for(place, user=manager):
            year = Assessment.objects.get(organisation=place)
            seen = {ref: one.version for ref, one in inherited_by(year).items()}
            reply(assessment=year, seen=seen, differences={}, by=manager, at=timezone.now())


def when_they_add_their_services(visitor: Visitor, leave_out: Iterable[str], count: int) -> None:
    visitor.press("Add your services")
    visitor.is_at("Add services")
    for name in leave_out:
        visitor.page.get_by_label(name).uncheck()
    visitor.press("Check the list")
    visitor.press(f"Add {count} services")
    visitor.sees("Alder Lea" if count > 20 else "Hill Top Home")


def when_they_say_which_way(visitor: Visitor, titles: Iterable[str], odd: Iterable[str], result: str) -> None:
    """Answer the four questions: all the same, but for the last, where some services differ."""
    *same, last = titles
    for title in same:
        visitor.is_at(title)
        visitor.choose(SAME)
        visitor.press("Continue")
    visitor.is_at(last)
    visitor.is_refused("Continue", "Choose yes, very nearly, no, or I need to ask")
    visitor.choose("No, some differ")
    visitor.press("Continue")
    visitor.is_refused("Save", "Tick at least one service")
    for name in odd:
        visitor.choose(name)
    visitor.fill("What is different there? (if you want to say)", "They use another computer system")
    visitor.press("Save")
    visitor.is_at("Look closer")
    visitor.press("Continue")
    visitor.is_at(result)
