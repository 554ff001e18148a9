"""Assessments in any state, for tests about what follows: rows are made in bulk, everything else by the actions."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings

from assessments.actions.answers import Saved, save_answer
from assessments.actions.confirming import confirm_details, confirm_part
from assessments.actions.details import change_details, declare_earlier, rename
from assessments.actions.planning import save_plan_row
from assessments.actions.publishing import publish
from assessments.actions.summary import recount
from assessments.editions import edition
from assessments.models import Answer, Assessment, PlanRow, Publication, ToolkitYear
from assessments.rules.levels import Level
from assessments.rules.schedule import default_year, london_date
from assessments.rules.validity import add_months
from assessments.snapshots import lock_answers
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests.factories import NOW, assessment, organisation
from tests.factories.homes import PROFILE, SATISFYING


def manager_of(home: Organisation) -> User:
    """Return the person who registered a home."""
    with acting_for(home):
        return home.memberships.select_related("user").earliest("pk").user


def described(home: Organisation, *, at: datetime = NOW, **changes: object) -> None:
    """Say all that is asked about a home."""
    by = manager_of(home)
    with acting_for(home, user=by):
        change_details(organisation=home, by=by, at=at, changes={**PROFILE, **changes})


def answer(year: Assessment, ref: str, *, by: User | None = None, at: datetime = NOW, **words: object) -> Saved:
    """Save words over whatever the answer is now; a satisfying yes without any."""
    by = by or manager_of(year.organisation)
    words = words or {**SATISFYING, "on": london_date(at)}
    with acting_for(year.organisation, user=by):
        version = Answer.objects.filter(assessment=year, ref=ref).values_list("version", flat=True).first() or 0
        return save_answer(assessment=year, ref=ref, words=words, version=version, by=by, at=at)


def answered(year: Assessment, level: Level = Level.MET, *, but: Iterable[str] = (), at: datetime = NOW) -> None:
    """Satisfy every question that a level needs, apart from `but`."""
    by, today = manager_of(year.organisation), london_date(at)
    with acting_for(year.organisation, user=by):
        there = set(Answer.objects.filter(assessment=year).values_list("ref", flat=True)) | set(but)
        Answer.objects.bulk_create(
            Answer(
                organisation_id=year.organisation_id,
                assessment=year,
                ref=question.ref,
                saved_by=by,
                saved_at=at,
                on=today,
                **SATISFYING,
            )
            for question in edition(year.edition).needed_for(level)
            if question.ref not in there
        )
        locked = lock_answers(year, today=today)
        recount(locked.assessment, locked.answers, locked.exempt, today=today)


def planned(year: Assessment, ref: str, *, at: datetime = NOW, **words: object) -> PlanRow:
    """Write one row of the plan: action, owner and a date in three months, unless `words` say otherwise."""
    by = manager_of(year.organisation)
    usual = {"action": "Write it down", "owner": "Tom", "target_on": add_months(london_date(at), 3)}
    with acting_for(year.organisation, user=by):
        return save_plan_row(assessment=year, ref=ref, words={**usual, **words}, version=0, by=by, at=at)


def planned_again(year: Assessment, ref: str, *, at: datetime = NOW, **words: object) -> PlanRow:
    """Change a row of the plan that is there."""
    by = manager_of(year.organisation)
    with acting_for(year.organisation, user=by):
        version = PlanRow.objects.get(assessment=year, ref=ref).version
        return save_plan_row(assessment=year, ref=ref, words=words, version=version, by=by, at=at)


def confirmed(year: Assessment, *sections: str, at: datetime = NOW) -> None:
    """Confirm parts, or every part and the details when none is named."""
    by = manager_of(year.organisation)
    with acting_for(year.organisation, user=by):
        for section in sections or [section.slug for section in edition(year.edition).sections]:
            assert confirm_part(assessment=year, section=section, by=by, at=at) == ()
        if not sections:
            confirm_details(assessment=year, by=by, at=at)


def ready(year: Assessment, level: Level = Level.MET, *, at: datetime = NOW) -> Assessment:
    """Do everything a level needs, apart from the declaration. Exceeded also gets its certificate."""
    described(year.organisation, at=at, **(certificate(london_date(at)) if level is Level.EXCEEDED else {}))
    answered(year, level, at=at)
    if level is Level.APPROACHING:
        for question in left(year):
            planned(year, question, at=at)
    confirmed(year, at=at)
    return year


def ready_again(year: Assessment, *, at: datetime = NOW, **changes: object) -> None:
    """Change the details of a year that was ready, and say that they are right."""
    by = manager_of(year.organisation)
    described(year.organisation, at=at, **changes)
    with acting_for(year.organisation, user=by):
        confirm_details(assessment=year, by=by, at=at)


def left(year: Assessment) -> list[str]:
    """Return the questions that Standards Met needs beyond Approaching Standards."""
    questions = edition(year.edition)
    return [q.ref for q in questions.needed_for(Level.MET) if q not in questions.needed_for(Level.APPROACHING)]


def certificate(today: date) -> dict[str, Any]:
    """Give a Cyber Essentials Plus certificate that has run for a month."""
    return {
        "cyber_plus": "yes",
        "cyber_plus_number": "CEP-000001",
        "cyber_plus_issued_on": add_months(today, -1),
        "cyber_plus_expires_on": add_months(today, 11),
    }


def published(
    home: Organisation | None = None, level: Level = Level.MET, *, at: datetime = NOW, after: int | None = None
) -> Publication:
    """Open the year of an instant for a home, do what a level needs, and publish it."""
    home = home or organisation()
    year = ready(assessment(home, at=at), level, at=at)
    by = manager_of(home)
    with acting_for(home, user=by):
        return publish(assessment=year, level=level, declaration="It is true.", after=after, by=by, at=at)


def operators_year(label: str, **facts: object) -> ToolkitYear:
    """Make a toolkit year as an operator does: the usual dates, unless `facts` say otherwise."""
    usual = default_year(date(int(label[:4]), 10, 1), settings.DEFAULT_EDITION)
    names = ("label", "edition", "opens_at", "deadline", "closes_at", "last_edit_on")
    return ToolkitYear.objects.create(**{name: facts.get(name, getattr(usual, name)) for name in names})


def declared(home: Organisation, level: str, on: date, *, at: datetime = NOW) -> None:
    """Say that a home published on the national toolkit before."""
    by = manager_of(home)
    with acting_for(home, user=by):
        declare_earlier(organisation=home, by=by, at=at, answer="some", level=level, published_on=on)


def renamed(home: Organisation, name: str) -> None:
    """Give a home another name."""
    by = manager_of(home)
    with acting_for(home, user=by):
        rename(organisation=home, by=by, at=NOW, name=name, town=home.town, postcode=home.postcode)


def published_again(before: Publication, level: Level = Level.MET, *, at: datetime) -> Publication:
    """Publish the same year once more."""
    home = before.organisation
    by = manager_of(home)
    with acting_for(home, user=by):
        return publish(
            assessment=before.assessment, level=level, declaration="It is true.", after=before.pk, by=by, at=at
        )
