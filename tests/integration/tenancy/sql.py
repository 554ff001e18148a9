"""Raw SQL as the application's role, in the scope of one home."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from organisations.models import Organisation
from organisations.tenancy import acting_for


@contextmanager
def sql_for(*organisations: Organisation | int) -> Iterator[CursorWrapper]:
    """Act for organisations and take everything back afterwards."""
    with acting_for(*organisations), connection.cursor() as cursor:
        yield cursor
        transaction.set_rollback(True)


def a_row(table: str, organisation: Organisation) -> dict[str, Any]:
    """Read one row of a home, in its own scope."""
    with acting_for(organisation), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.post_room', 'open', true)")  # or no mail can be seen
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE organisation_id = %s LIMIT 1", [organisation.pk])
        found = cursor.fetchone()
        cursor.execute("SELECT set_config('app.post_room', '', true)")
    assert found, f"{table} has no row: make one in tests/factories/homes.py, or nothing is tested about it"
    row: dict[str, Any] = json.loads(found[0])
    return row


# Takes a row as JSON text.
INSERT = "INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
