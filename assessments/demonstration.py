"""Organisations to try the service with, one in every state, made through the same actions as in life.

Every date is worked out from the day it is made. Running it again adds only what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from allauth.account.models import EmailAddress

from assessments.actions.answers import save_answer
from assessments.actions.confirming import confirm_details, confirm_part
from assessments.actions.details import change_details, declare_earlier
from assessments.actions.opening import open_year
from assessments.actions.planning import save_plan_row
from assessments.actions.publishing import publish
from assessments.models import Assessment
from assessments.rules import plan
from assessments.rules.levels import Level
from assessments.rules.questions import Kind, Need, Question
from assessments.rules.schedule import default_year
from assessments.rules.validity import add_months
from assessments.snapshots import load_locked
from organisations.actions.people import join
from organisations.actions.registration import register
from organisations.models import Organisation, OrganisationKind, User
from organisations.permissions import Role
from organisations.tenancy import acting_for

PASSWORD = "three purple trees"  # noqa: S105 - printed on the console for everybody who tries the service
KINDS = OrganisationKind
DECLARATION = "I am allowed to publish, and what we have said is true"


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


@dataclass(frozen=True, slots=True)
class Story:
    """Tells what happened to one organisation, each step at its own time."""

    organisation: Organisation
    person: User
    today: date

    def at(self, day: date) -> datetime:
        return datetime.combine(day, time(10, 42), UTC)

    def describe(self, day: date, *, cyber: bool = False, earlier: tuple[str, date] | None = None) -> None:
        """Fill in the details of the service."""
        changes = {
            "care_kinds": ["care_home"],
            "ico_number": "ZA000001",
            "nhsmail_only": "no",
            "ico_expires_on": add_months(self.today, 8),
            "cyber_plus": "yes" if cyber else "no",
            "data_lead": "Registered manager",
        }
        if cyber:
            changes |= {
                "cyber_plus_number": "CEP-000001",
                "cyber_plus_issued_on": add_months(day, -1),
                "cyber_plus_expires_on": add_months(day, 11),
            }
        common = {"organisation": self.organisation, "by": self.person, "at": self.at(day)}
        change_details(**common, changes=changes)  # type: ignore[arg-type]
        level, on = earlier or ("", None)
        declare_earlier(**common, answer="some" if earlier else "none", level=level, published_on=on)  # type: ignore[arg-type]

    def open(self, day: date) -> Assessment:
        return open_year(organisation=self.organisation, by=self.person, at=self.at(day))

    def answer(self, assessment: Assessment, day: date, *needs: Need, most: int = 1000) -> None:
        """Answer the questions of these needs with yes; say "not yet", with a plan, to the rest of Standards Met."""
        edition = load_locked(assessment, today=day).case.edition
        for question in [q for q in edition.questions if q.need in needs][:most]:
            version = self._version(assessment, question)
            words = words_for(question, day)
            save_answer(
                assessment=assessment, ref=question.ref, words=words, version=version, by=self.person, at=self.at(day)
            )

    def plan(self, assessment: Assessment, day: date) -> None:
        """Say "not yet" to what is left for Standards Met, and what will be done about it."""
        for row in plan.rows(load_locked(assessment, today=day).case):
            ref = row.question.ref
            save_answer(
                assessment=assessment,
                ref=ref,
                words={"choice": "not-yet"},
                version=self._version(assessment, row.question),
                by=self.person,
                at=self.at(day),
            )
            save_plan_row(
                assessment=assessment,
                ref=ref,
                version=0,
                by=self.person,
                at=self.at(day),
                words={
                    "action": row.question.next_action,
                    "owner": "Registered manager",
                    "target_on": add_months(day, 3),
                    "progress": "in-progress",
                },
            )

    def confirm(self, assessment: Assessment, day: date) -> None:
        """Confirm the details and every part that can be confirmed."""
        confirm_details(assessment=assessment, by=self.person, at=self.at(day))
        for section in load_locked(assessment, today=day).case.edition.sections:
            confirm_part(assessment=assessment, section=section.slug, by=self.person, at=self.at(day))

    def publish(self, assessment: Assessment, day: date, level: Level) -> None:
        publish(
            assessment=assessment, level=level, declaration=DECLARATION, after=None, by=self.person, at=self.at(day)
        )

    def _version(self, assessment: Assessment, question: Question) -> int:
        found = assessment.answers.filter(ref=question.ref).values_list("version", flat=True).first()
        return found or 0


def words_for(question: Question, day: date) -> dict[str, object]:
    """Answer a question with yes, in the words of its own example."""
    words: dict[str, object] = {"choice": "yes", "text": question.examples["care_home"]}
    if question.kind is Kind.DOCUMENT:
        words["kept_at"] = "Office shelf, blue folder"
    if question.kind is Kind.DATE:
        words["on"] = day
    if question.counts_training:
        words |= {"staff_total": 50, "staff_trained": 48}
    return words


EVERY_NEED = (Need.APPROACHING, Need.MET)


def nothing(story: Story) -> None:
    """Registered, and no more."""


def half_done(story: Story) -> None:
    story.describe(story.today)
    assessment = story.open(story.today)
    story.answer(assessment, story.today, Need.APPROACHING, most=20)


def ready_for_approaching(story: Story) -> None:
    story.describe(story.today)
    assessment = story.open(story.today)
    story.answer(assessment, story.today, Need.APPROACHING)
    story.plan(assessment, story.today)
    story.confirm(assessment, story.today)


def approaching(story: Story, day: date | None = None) -> None:
    day = day or story.today - timedelta(days=20)
    story.describe(day)
    assessment = story.open(day)
    story.answer(assessment, day, Need.APPROACHING)
    story.plan(assessment, day)
    story.confirm(assessment, day)
    story.publish(assessment, day, Level.APPROACHING)


def met(story: Story, day: date | None = None) -> None:
    day = day or story.today - timedelta(days=30)
    story.describe(day)
    assessment = story.open(day)
    story.answer(assessment, day, *EVERY_NEED)
    story.confirm(assessment, day)
    story.publish(assessment, day, Level.MET)


def exceeded(story: Story) -> None:
    day = story.today - timedelta(days=10)
    story.describe(day, cyber=True)
    assessment = story.open(day)
    story.answer(assessment, day, *EVERY_NEED)
    story.confirm(assessment, day)
    story.publish(assessment, day, Level.EXCEEDED)


def expired(story: Story) -> None:
    met(story, add_months(story.today, -14))


def last_year(story: Story) -> None:
    met(story, _in_last_year(story.today))


def reviewing(story: Story) -> None:
    last_year(story)
    story.open(story.today)


def stuck(story: Story) -> None:
    """Approaching Standards was used last year; this year needs Standards Met, and is short of it."""
    approaching(story, _in_last_year(story.today))
    story.open(story.today)


def published_elsewhere(story: Story) -> None:
    story.describe(story.today, earlier=("met", add_months(story.today, -6)))
    story.answer(story.open(story.today), story.today, Need.APPROACHING, most=8)


def _in_last_year(today: date) -> date:
    """Give a day of the toolkit year before this one that is not more than twelve months ago."""
    return min(add_months(today, -11), default_year(today, "").opens_on - timedelta(days=1))


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
    Home("AB01", "Fern Care Group", "Leeds", "LS1 5AA", "Owen", "a head office", nothing, KINDS.HEAD_OFFICE),
    Home("VA012", "Fern Lea", "Otley", "LS21 3AB", "Mina", "a site of Fern Care Group", nothing, KINDS.SITE),
    Home("VA013", "Fern Dene", "Ilkley", "LS29 8AB", "Carl", "a site of Fern Care Group", nothing, KINDS.SITE),
    Home("LA001", "Westshire Council", "Westford", "WF1 1AA", "Ruth", "a council", nothing, KINDS.COUNCIL),
    Home("SP001", "Westshire Care Partners", "Westford", "WF1 2BB", "Ian", "a partner", nothing, KINDS.SUPPORT_PARTNER),
)
# fmt: on


def seed(*, today: date) -> list[str]:
    """Make what is missing, and return lines that say who to sign in as."""
    for home in HOMES:
        if not Organisation.objects.filter(code=home.code).exists():
            _make(home, today)
    _colleagues(today)
    return [f"Everybody's password: {PASSWORD}", *(f"{home.email:40} {home.name}: {home.state}" for home in HOMES)]


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


def make_person(email: str, name: str, job_title: str) -> User:
    """Make somebody whose address counts as checked."""
    person = User.objects.create_user(email, PASSWORD, name=name, job_title=job_title)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person
