"""The organisations of the demonstration, and making them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from assessments.demonstration.group import forty_services
from assessments.demonstration.listed import Listed, files
from assessments.demonstration.people import PASSWORD, make_person
from assessments.demonstration.states import (
    approaching,
    exceeded,
    expired,
    half_done,
    last_year,
    met,
    nothing,
    published_elsewhere,
    ready_for_approaching,
    reviewing,
    stuck,
)
from assessments.demonstration.story import Story
from assessments.loading import load_directory
from assessments.rules.validity import add_months
from organisations.actions.people import join
from organisations.actions.registration import register
from organisations.directory.reading import file_of
from organisations.models import DirectoryEntry, Organisation, OrganisationKind, User
from organisations.permissions import Role
from organisations.tenancy import acting_for

KINDS = OrganisationKind
HQ = KINDS.HEAD_OFFICE


@dataclass(frozen=True, slots=True)
class Home:
    """One organisation of the demonstration, who runs it, and what has happened to it."""

    code: str
    name: str
    town: str
    postcode: str
    person: str
    state: str
    story: Callable[["Story"], None]
    kind: OrganisationKind = OrganisationKind.SINGLE_SITE

    @property
    def email(self) -> str:
        return f"{self.person.lower()}@{self.name.lower().replace(' ', '-')}.example"


# fmt: off
HOMES = (
    Home("VA001", "Rose Court", "Leeds", "LS1 4AP", "Priya", "half done", half_done),
    Home("VA002", "Willow Bank", "York", "YO1 7HH", "Tom", "new, nothing answered", nothing),
    Home("VA003", "Elm View", "Dudley", "DY1 1HF", "Sam", "ready for Approaching Standards", ready_for_approaching),
    Home("VA004", "Beech House", "Hull", "HU1 2AA", "Jo", "published Approaching Standards", approaching),
    Home("VA005", "Oak Lodge", "Exeter", "EX1 1EE", "Amina", "published Standards Met", met),
    Home("VA006", "Sycamore Care", "Derby", "DE1 2QY", "Leon", "published Standards Exceeded", exceeded),
    Home("VA007", "Maple Court", "Truro", "TR1 2NE", "Grace", "came back, last year's answers to review", reviewing),
    Home("VA008", "Ash House", "Luton", "LU1 2LJ", "Ravi", "published last year, new year not opened", last_year),
    Home("VA009", "Cedar Grove", "Poole", "BH15 1SZ", "Ella", "out of date", expired),
    Home("VA010", "Hazel Home Care", "Leeds", "LS2 7EW", "Femi", "Approaching Standards used, and stuck", stuck),
    Home("VA011", "Poplar Support", "Bath", "BA1 1LZ", "Nia", "published on the national toolkit", published_elsewhere),
    Home("AB01", "Fern Care Group", "Leeds", "LS1 5AA", "Owen", "a head office with 40 services", forty_services, HQ),
    Home("AB02", "Heath Homes", "Whitby", "YO21 1AA", "Ann", "a head office that has just joined", nothing, HQ),
    Home("LA001", "Westshire Council", "Westford", "WF1 1AA", "Ruth", "a council", nothing, KINDS.COUNCIL),
    Home("SP001", "Westshire Care Partners", "Westford", "WF1 2BB", "Ian", "a partner", nothing, KINDS.SUPPORT_PARTNER),
)
# fmt: on
MANAGERS = (
    ("mina@fern-lea.example", "Fern Lea: a service of Fern Care Group"),
    ("carl@cherry-lea.example", "Cherry Lea: a service of Fern Care Group, not replied yet"),
)
OPERATOR = "olu@dspt-care.example"
# In the directory, and not signed up: somebody can join as these.
NOT_HERE = (
    Listed("VA301", "Bramble Court", "Leeds", "LS7 1AA"),
    Listed("VA302", "Rose Court", "Dudley", "DY2 7AA"),
    Listed("VA303", "The Rosery", "York", "YO10 4AA"),
)


def seed(*, today: date) -> list[str]:
    """Make what is missing, and return lines that say who to sign in as."""
    _load_directory(today)
    for home in HOMES:
        if not Organisation.objects.filter(code=home.code).exists():
            _make(home, today)
    _colleagues(today)
    _operator()
    people = [(home.email, f"{home.name}: {home.state}") for home in HOMES]
    return [
        f"Everybody's password: {PASSWORD}",
        *(f"{email:40} {words}" for email, words in [*people, *MANAGERS, (OPERATOR, "runs the service: /ops/claims/")]),
    ]


def _load_directory(today: date) -> None:
    """Load the public directory, from files as the ODS gives them out."""
    if DirectoryEntry.objects.exists():
        return
    single = [
        Listed(home.code, home.name, home.town, home.postcode) for home in HOMES if home.kind == KINDS.SINGLE_SITE
    ]
    for name, content in files(today, [*single, *NOT_HERE]):
        load_directory(file_of(content, name), by=None, at=datetime.combine(today, time(6), UTC))


def _make(home: Home, today: date) -> None:
    person = make_person(home.email, home.person, "Registered manager")
    registered = datetime.combine(add_months(today, -15), time(9), UTC)
    with acting_for(user=person):
        organisation = register(
            by=person,
            at=registered,
            code=home.code,
            name=home.name,
            town=home.town,
            postcode=home.postcode,
            kind=home.kind,
        )
    with acting_for(organisation, user=person):
        home.story(Story(organisation, person, today))


def _colleagues(today: date) -> None:
    """Give Rose Court one person of each other role."""
    rose_court = Organisation.objects.get(code=HOMES[0].code)
    for name, role in (("Alex", Role.CONTRIBUTOR), ("Kit", Role.VIEWER)):
        email = f"{name.lower()}@rose-court.example"
        if not User.objects.filter(email=email).exists():
            person = make_person(email, name, role.value.capitalize())
            with acting_for(rose_court, user=person):
                join(
                    organisation=rose_court,
                    user=person,
                    role=role,
                    by=person,
                    at=datetime.combine(today, time(9), UTC),
                )


def _operator() -> None:
    if not User.objects.filter(email=OPERATOR).exists():
        olu = make_person(OPERATOR, "Olu", "Support")
        olu.is_operator = True
        olu.save(update_fields=["is_operator"])
