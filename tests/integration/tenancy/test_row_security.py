"""As the application's role, in raw SQL: one home's scope never reaches the other's rows, in any table there is."""

import json

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import errors

from organisations.models import Membership, OutgoingMail
from organisations.post import post_room
from organisations.tenancy import acting_for
from tests.architecture.catalogue import DIRECTORY, columns, parents, tenant_tables
from tests.factories.homes import Home
from tests.integration.tenancy.sql import INSERT, a_row, sql_for

pytestmark = pytest.mark.django_db

# Anybody's page may post a mail, about anybody; only the post room reads one.
ANYBODY_MAY_POST = {"organisations_outgoingmail"}
# Public facts: everybody may read which standard counts for whom, and which code became which.
ANYBODY_MAY_READ = {"assessments_coverage", "assessments_standing", "organisations_formercode"}
# What a second row of a table must have different, so that nothing but the key under test refuses it.
DIFFERENT = {
    "assessments_publication": {"reference": "SECOND-ONE"},
    "assessments_assessment": {"year_id": -1},
    "assessments_coverage": {"voided_at": "2026-11-22T10:42:00Z"},
    "evidence_documentversion": {"key": ""},
}


def refusal(cursor: object, statement: str, *params: object) -> type[BaseException] | None:
    """Say what PostgreSQL answered: None when it did it."""
    try:
        with transaction.atomic():
            cursor.execute(statement, params)  # type: ignore[attr-defined]
    except DatabaseError as problem:
        return type(problem.__cause__)
    return None


def test_each_home_has_a_row_in_every_table(rose_court: Home, elm_view: Home) -> None:
    for home in (rose_court, elm_view):
        for table in tenant_tables():
            assert a_row(table, home.organisation)["organisation_id"] == home.organisation.pk


def test_nothing_of_another_home_can_be_read(rose_court: Home, elm_view: Home) -> None:
    theirs = elm_view.organisation.pk
    seen = []

    with sql_for(rose_court.organisation) as cursor:
        for table in set(tenant_tables()) - ANYBODY_MAY_READ:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE organisation_id = %s", [theirs])
            seen.append((table, cursor.fetchone()[0]))

    assert [(table, count) for table, count in seen if count] == []
    assert len(seen) > 10  # as many as the catalogue has: an empty list would prove nothing


@pytest.mark.parametrize("verb", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_nothing_of_another_home_can_be_changed_or_removed(rose_court: Home, elm_view: Home, verb: str) -> None:
    theirs = elm_view.organisation.pk
    before = {table: a_row(table, elm_view.organisation) for table in tenant_tables()}
    touched = []

    with sql_for(rose_court.organisation) as cursor:
        for table, key in [*((table, "organisation_id") for table in tenant_tables()), (DIRECTORY, "id")]:
            statement = verb.format(table=table, column=columns(table)[1]) + f" WHERE {key} = %s"
            if refusal(cursor, statement, theirs) is None and cursor.rowcount:
                touched.append(table)

    assert touched == []
    assert {table: a_row(table, elm_view.organisation) for table in tenant_tables()} == before


def test_nothing_can_be_added_to_another_home(rose_court: Home, elm_view: Home) -> None:
    tables = [table for table in tenant_tables() if table not in ANYBODY_MAY_POST]
    copies = {table: a_row(table, elm_view.organisation) for table in tables}

    with sql_for(rose_court.organisation) as cursor:
        answers = {table: refusal(cursor, INSERT.format(table=table), json.dumps(copies[table])) for table in tables}

    assert answers == dict.fromkeys(tables, errors.InsufficientPrivilege)


def test_a_row_of_ones_own_cannot_be_given_to_another_home(rose_court: Home, elm_view: Home) -> None:
    mine, theirs = rose_court.organisation, elm_view.organisation
    moved = []

    with sql_for(mine, theirs) as cursor:  # as a head office would act for both
        for table in set(tenant_tables()) - ANYBODY_MAY_POST:
            change = f"UPDATE {table} SET organisation_id = %s WHERE organisation_id = %s"
            if refusal(cursor, change, theirs.pk, mine.pk) is None:
                moved.append(table)

    assert moved == []


def test_no_row_can_have_a_parent_in_another_home(rose_court: Home, elm_view: Home) -> None:
    children = [(table, *key) for table in tenant_tables() for key in parents(table)]
    accepted = []

    for table, constraint, column, parent in children:
        foreign = a_row(parent, elm_view.organisation)["id"]
        row = a_row(table, rose_court.organisation) | DIFFERENT.get(table, {}) | {"id": -1, column: foreign}
        with sql_for(rose_court.organisation) as cursor:
            cursor.execute(INSERT.format(table=table), [json.dumps(row)])
            with pytest.raises(IntegrityError) as refused, transaction.atomic():
                cursor.execute(f"SET CONSTRAINTS {constraint} IMMEDIATE")
            if refused.value.__cause__.diag.constraint_name != constraint:  # type: ignore[union-attr]
                accepted.append(constraint)

    assert accepted == []
    assert len(children) >= 7  # every child of an assessment


def test_a_person_sees_their_own_membership_elsewhere_but_cannot_change_it(rose_court: Home, elm_view: Home) -> None:
    tom = rose_court.contributor.user

    with acting_for(elm_view.organisation, user=tom):
        assert Membership.mine.filter(user=tom).count() == 1
        assert Membership.mine.filter(organisation=rose_court.organisation).exclude(user=tom).count() == 0
        assert Membership.mine.filter(user=tom).update(role="administrator") == 0
        assert Membership.mine.filter(user=tom).delete() == (0, {})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("connection_is", ["new", "used"])
def test_without_a_scope_reading_raises_instead_of_showing_nothing(rose_court: Home, connection_is: str) -> None:
    if connection_is == "new":
        connection.close()  # the next statement opens another, on which no setting was ever made

    with connection.cursor() as cursor:
        guarded = set(tenant_tables()) - ANYBODY_MAY_POST - ANYBODY_MAY_READ
        told = {refusal(cursor, f"SELECT 1 FROM {table}") for table in guarded}

    unset, emptied = errors.UndefinedObject, errors.InvalidTextRepresentation
    assert told == {unset if connection_is == "new" else emptied}


@pytest.mark.django_db(transaction=True)
def test_outside_the_post_room_no_mail_is_seen(rose_court: Home) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_outgoingmail")
        outside = cursor.fetchone()
    with post_room():
        inside = OutgoingMail.objects.count()

    assert outside == (0,)
    assert inside > 0
