"""Fill the product's database, after `migrate`.

One home is made through the product's own actions; the others are copies of its rows, made by the owner of the tables
with the tenants' setting on, so that every trigger, key and policy has had its say.
"""

from datetime import datetime
from typing import Any

from django.db import connections, models, transaction
from django.utils import timezone

from assessments.actions.opening import open_year
from assessments.actions.summary import recount
from assessments.editions import edition
from assessments.models import Answer, Assessment
from assessments.rules.schedule import london_date
from assessments.snapshots import lock_answers
from benchmarks.people import TEXT, session_of, spread
from organisations.actions.registration import register
from organisations.models import AuditEntry, Membership, Organisation, Profile, User
from organisations.tenancy import acting_for, tell_postgresql

AT_ONCE = 200  # organisations: the check of every row reads the list of all that are acted for
FIRST = 1  # the number of the first home, of its person and of its assessment
OWNER = "owner"


def main(organisations: int) -> dict[str, Any]:
    """Fill the database; return the people signed in, the questions, and the words that satisfy any of them."""
    now = timezone.now()
    words = {"choice": "yes", "text": TEXT, "kept_at": "Office shelf, blue folder"}
    home = _first_home(now, words)
    for low in range(FIRST + 1, organisations + 1, AT_ONCE):
        _copy_home(low, min(low + AT_ONCE - 1, organisations))
    with connections[OWNER].cursor() as cursor:
        for model in (User, Organisation, Assessment):  # their numbers were given
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {organisations})")
        cursor.execute("VACUUM (ANALYZE)")
    signed_in = [_signed_in(number, home, now) for number in spread(organisations)]
    refs = [question.ref for question in edition(home.edition).questions]
    on = {"on_day": "1", "on_month": "1", "on_year": str(now.year), "link": "", "comment": ""}
    return {"people": signed_in, "refs": refs, "words": words | on}


def _first_home(now: datetime, words: dict[str, Any]) -> Assessment:
    """Register a home, open the year and answer every question."""
    priya = User.objects.create_user("person1@example.com", name="Priya")
    with acting_for(user=priya):
        organisation = register(by=priya, at=now, code="B000001", name="Rose Court", town="Leeds", postcode="LS1 4AP")
    with acting_for(organisation, user=priya):
        assessment = open_year(organisation=organisation, by=priya, at=now)
        told = words | {"on": london_date(now), "staff_total": 20, "staff_trained": 20, "saved_by": priya}
        Answer.objects.bulk_create(
            Answer(organisation=organisation, assessment=assessment, ref=question.ref, saved_at=now, **told)
            for question in edition(assessment.edition).questions
        )
        locked = lock_answers(assessment, today=london_date(now))
        recount(locked.assessment, locked.answers, locked.exempt, today=london_date(now), last_saved_at=now)
    if (priya.pk, organisation.pk, assessment.pk) != (FIRST, FIRST, FIRST):
        raise RuntimeError("The database was not empty.")
    return assessment


def _copy_home(low: int, high: int) -> None:
    """Copy the first home's rows for the numbers from low to high."""
    code = "'B' || lpad(nth::text, 6, '0')"
    mine = {"organisation_id": "nth"}
    with transaction.atomic(using=OWNER):
        tell_postgresql((FIRST, *range(low, high + 1)), None, using=OWNER)
        _copy(User, low, high, where="id", id="nth", email="'person' || nth || '@example.com'")
        _copy(Organisation, low, high, where="id", id="nth", code=code, name="'Rose Court ' || nth")
        _copy(Profile, low, high, **mine)
        _copy(Membership, low, high, **mine, user_id="nth")
        _copy(Assessment, low, high, **mine, id="nth")
        _copy(Answer, low, high, **mine, assessment_id="nth", saved_by_id="nth")
        _copy(AuditEntry, low, high, **mine, actor_id="nth")


def _copy(model: type[models.Model], low: int, high: int, *, where: str = "organisation_id", **changed: str) -> None:
    """Insert copies of the first home's rows, with some columns changed; a number nobody gives is a new one."""
    columns = [field.column for field in model._meta.concrete_fields if field.column != "id" or "id" in changed]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changed.get(column, f'first."{column}"') for column in columns)
    table = model._meta.db_table
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS first"
            f" CROSS JOIN generate_series({low}, {high}) AS nth WHERE first.{where} = {FIRST}"
        )


def _signed_in(number: int, home: Assessment, now: datetime) -> dict[str, str]:
    """Sign one organisation's person in, and say which pages are theirs."""
    questions = f"/o/B{number:06}/y/{home.year.label}/"
    return {
        **session_of(User.objects.get(pk=number), now),
        "overview": f"{questions}?all",
        "questions": f"{questions}q/",
    }
