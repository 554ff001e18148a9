"""The audit trail: numbered without gaps, chained, and closed to changes, by the database and not by good manners."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import errors

from organisations.audit import broken_links, record
from organisations.models import AuditEntry, Organisation
from organisations.tenancy import acting_for, tell_postgresql
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, EACH = 8, 10


@pytest.fixture
def organisation() -> Organisation:
    made = f.organisation()
    with acting_for(made):
        for subject in ("1.1.1", "1.1.2", "1.1.3"):
            record("answered", organisation=made, by=None, at=f.NOW, subject=subject, choice="yes")
    return made


def numbers(organisation: Organisation) -> list[int]:
    with acting_for(organisation):
        return list(AuditEntry.objects.order_by("number").values_list("number", flat=True))


def broken(organisation: Organisation) -> list[int]:
    with acting_for(organisation):
        return broken_links(organisation)


@contextmanager
def as_the_owner(organisation: Organisation, *, triggers: bool = True) -> Iterator[CursorWrapper]:
    """Write as the role that owns the tables; without triggers, as somebody who wants to cheat."""
    with transaction.atomic(using="owner"):
        tell_postgresql((organisation.pk,), None, using="owner")
        with connections["owner"].cursor() as cursor:
            if triggers:
                yield cursor
            else:
                cursor.execute("ALTER TABLE organisations_auditentry DISABLE TRIGGER USER")
                yield cursor
                cursor.execute("ALTER TABLE organisations_auditentry ENABLE TRIGGER USER")
                cursor.execute(  # the test database empties it between tests
                    "ALTER TABLE organisations_auditentry DISABLE TRIGGER organisations_auditentry_no_truncate"
                )


def test_eight_writers_at_once_leave_no_gap(organisation: Organisation) -> None:
    before = len(numbers(organisation))

    def write(writer: int) -> None:
        for turn in range(EACH):
            with acting_for(organisation):
                record("answered", organisation=organisation, by=None, at=f.NOW, subject=f"{writer}.{turn}")
        connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    assert numbers(organisation) == list(range(1, before + WRITERS * EACH + 1))
    assert broken(organisation) == []


def test_an_entry_taken_back_with_its_change_leaves_no_gap(organisation: Organisation) -> None:
    before = numbers(organisation)

    with acting_for(organisation):
        record("answered", organisation=organisation, by=None, at=f.NOW)
        transaction.set_rollback(True)
    with acting_for(organisation):
        record("answered", organisation=organisation, by=None, at=f.NOW)

    assert numbers(organisation) == [*before, before[-1] + 1]


def test_each_home_has_a_chain_of_its_own(organisation: Organisation) -> None:
    elm_view = f.organisation("VB002", "Elm View", by=f.person("Tom"))

    assert numbers(elm_view) == [1]
    assert broken(elm_view) == broken(organisation) == []


def test_a_writer_cannot_choose_the_number_or_the_hash(organisation: Organisation) -> None:
    with acting_for(organisation):
        AuditEntry.objects.create(
            organisation_id=organisation.pk, number=99, previous_hash="a", hash="b", at=f.NOW, verb="answered"
        )

    assert numbers(organisation)[-1] == 5
    assert broken(organisation) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisations_auditentry SET verb = 'nothing'",
        "DELETE FROM organisations_auditentry",
        "TRUNCATE organisations_auditentry",
        "UPDATE organisations_audithead SET number = 1",
        "DELETE FROM organisations_audithead",
        "INSERT INTO organisations_audithead VALUES (99, 0, '')",
        "TRUNCATE organisations_audithead",
        "ALTER TABLE organisations_auditentry DISABLE TRIGGER USER",
    ],
)
def test_the_application_cannot_rewrite_what_happened(organisation: Organisation, statement: str) -> None:
    with pytest.raises(DatabaseError) as refused, acting_for(organisation), connection.cursor() as cursor:
        cursor.execute(statement)

    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)


def test_a_false_head_in_a_temporary_table_is_not_taken_for_the_real_one(organisation: Organisation) -> None:
    with acting_for(organisation), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE organisations_audithead (LIKE organisations_audithead) ON COMMIT DROP")
        cursor.execute("GRANT ALL ON pg_temp.organisations_audithead TO PUBLIC")
        record("answered", organisation=organisation, by=None, at=f.NOW)

    assert numbers(organisation) == [1, 2, 3, 4, 5]
    assert broken(organisation) == []


@pytest.mark.parametrize("statement", ["UPDATE {} SET verb = 'nothing'", "DELETE FROM {}"])
def test_not_even_the_owner_changes_an_entry_by_accident(organisation: Organisation, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), as_the_owner(organisation) as cursor:
        cursor.execute(statement.format("organisations_auditentry"))


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE organisations_auditentry SET subject = '9.9.9' WHERE number = 2", [2]),
        ("UPDATE organisations_auditentry SET at = at - interval '1 day' WHERE number = 3", [3]),
        ("UPDATE organisations_auditentry SET actor_id = 0 WHERE number = 2", [2]),
        ("UPDATE organisations_auditentry SET verb = 'answered1', subject = '.1.2' WHERE number = 3", [3]),
        ("""UPDATE organisations_auditentry SET detail = '{"choice": "no"}' WHERE number = 4""", [4]),
        ("DELETE FROM organisations_auditentry WHERE number = 2", [3]),
        ("DELETE FROM organisations_auditentry WHERE number > 2", [4]),
        ("DELETE FROM organisations_auditentry", [4]),
        # Rewritten with a hash that fits: the next link shows it.
        (
            """UPDATE organisations_auditentry SET subject = '9.9.9' WHERE number = 2;
            UPDATE organisations_auditentry e SET hash = organisations_audit_hash(e) WHERE number = 2""",
            [3],
        ),
    ],
)
def test_tampering_by_the_owner_is_found(organisation: Organisation, tampering: str, found: list[int]) -> None:
    with as_the_owner(organisation, triggers=False) as cursor:
        cursor.execute(tampering)

    assert broken(organisation) == found
