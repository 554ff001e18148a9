"""The demonstration: on any day of the year, one organisation in every state that it promises."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from assessments.demonstration import HOMES, MANAGERS, PASSWORD, seed
from assessments.models import Answer, Assessment, Publication
from assessments.rules.blockers import Reason
from assessments.rules.completeness import left
from assessments.rules.history import Source
from assessments.rules.levels import Level
from assessments.rules.offers import offers, publishable
from assessments.rules.validity import Standing, StandingKind, standing_on
from assessments.snapshots import Loaded, load_newest
from assessments.years import current_year
from organisations.models import AuditEntry, Membership, Organisation, OutgoingMail, User
from organisations.permissions import Role
from organisations.post import post_room
from organisations.tenancy import acting_for

pytestmark = pytest.mark.django_db

# The edges of months and years, of a leap year, of the toolkit's own year and of its deadline.
DAYS = [
    date(2026, 6, 30),
    date(2026, 8, 31),
    date(2026, 9, 1),
    date(2026, 12, 31),
    date(2028, 2, 29),
]
AN_ORDINARY_DAY = date(2026, 11, 22)

State = Callable[[Loaded, Standing, bool], bool]

# Each state in the demonstration's own words, and what makes it true. `now`: the newest year is the open one.
STATES: dict[str, State] = {
    "half done": lambda it, standing, now: now and it.case.first_time and 0 < len(left(it.case, Level.MET)) < 43,
    "ready for Approaching Standards": lambda it, standing, now: now and publishable(it.case) == (Level.APPROACHING,),
    "published Approaching Standards": lambda it, standing, now: standing.kind is StandingKind.APPROACHING,
    "published Standards Met": lambda it, standing, now: standing.kind is StandingKind.MET,
    "published Standards Exceeded": lambda it, standing, now: standing.kind is StandingKind.EXCEEDED,
    "came back, last year's answers to review": lambda it, standing, now: (
        now and it.assessment.carried_from_id is not None and standing.is_in_date and not it.case.profile.is_confirmed
    ),
    "published last year, new year not opened": lambda it, standing, now: not now and standing.is_in_date,
    "out of date": lambda it, standing, now: standing.kind is StandingKind.EXPIRED,
    "Approaching Standards used, and stuck": lambda it, standing, now: (
        now
        and offers(it.case)[0].why_not is Reason.APPROACHING_ALREADY_USED
        and bool(left(it.case, Level.MET))
        and publishable(it.case) == ()
    ),
    "a head office with 40 services": lambda it, standing, now: now and not left(it.case, Level.MET),
    "published on the national toolkit": lambda it, standing, now: now and standing.source is Source.DECLARED,
}


def counts() -> list[int]:
    """Count what the demonstration makes, over all organisations."""
    organisations = list(Organisation.objects.all())
    with acting_for(*organisations):
        found = [model.objects.count() for model in (Membership, Assessment, Answer, Publication, AuditEntry)]
    return [len(organisations), User.objects.count(), *found]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_state_is_there_on_any_day(today: date) -> None:
    seed(today=today)

    label = current_year(datetime.combine(today, time(12), UTC)).label
    wrong = []
    for home in HOMES:
        organisation = Organisation.objects.get(code=home.code)
        with acting_for(organisation):
            loaded = load_newest(organisation, today=today)
        if loaded is None or home.state not in STATES:
            right = loaded is None and home.state not in STATES
        else:
            standing = standing_on(loaded.case.history, today)
            right = STATES[home.state](loaded, standing, loaded.case.year.label == label)
        if not right:
            wrong.append((home.name, home.state))
    assert wrong == []
    assert set(STATES) <= {home.state for home in HOMES}


def test_a_second_run_adds_nothing_and_people_can_sign_in() -> None:
    lines = seed(today=AN_ORDINARY_DAY)
    before = counts()

    assert seed(today=AN_ORDINARY_DAY) == lines
    assert counts() == before
    assert len(lines) == 1 + len(HOMES) + len(MANAGERS) + 1
    for home in HOMES:
        person = User.objects.get(email=home.email)
        assert person.check_password(PASSWORD)
        assert person.emailaddress_set.get().verified
    rose_court = Organisation.objects.get(name="Rose Court")
    with acting_for(rose_court):
        assert {member.role for member in Membership.objects.all()} == set(Role)


def test_nothing_it_makes_lies_ahead() -> None:
    seed(today=AN_ORDINARY_DAY)

    tomorrow = datetime.combine(date(2026, 11, 23), time(), UTC)
    with acting_for(*Organisation.objects.all()):
        assert not AuditEntry.objects.filter(at__gte=tomorrow).exists()
        assert not Publication.objects.filter(published_at__gte=tomorrow).exists()
    with post_room():
        assert all(mail.recipient.endswith(".example") for mail in OutgoingMail.objects.all())
