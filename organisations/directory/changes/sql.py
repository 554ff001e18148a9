"""Run one statement, as the application's role, in the transaction that is open."""

from typing import Any

from django.db import connection


def run(statement: str, **values: Any) -> int:
    """Run a statement and count its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return int(cursor.rowcount)


def rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Run a statement and give what it returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())
