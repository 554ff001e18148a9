"""What PostgreSQL says about itself: tests read it here instead of keeping lists that go out of date."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

# The directory itself: its rows are the organisations, so its key is `id`.
DIRECTORY = "organisations_organisation"
OURS = "n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg_%temp%'"


def rows(sql: str, *params: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall()


def column(sql: str, *params: object) -> list[Any]:
    return [row[0] for row in rows(sql, *params)]


def tables() -> list[str]:
    """Every table there is, in every schema of ours."""
    return column(f"""
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'f') AND {OURS} ORDER BY 1
    """)


def tenant_tables() -> list[str]:
    """Every table with an `organisation_id`."""
    return column(f"""
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p', 'f') AND {OURS} ORDER BY 1
    """)


def columns(table: str) -> list[str]:
    return column(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped", table
    )


def foreign_keys(table: str) -> list[tuple[str, list[str], str, list[str], str]]:
    """Name, columns, the table pointed at, its columns, and what a deletion does ('a' is: nothing but refuse)."""
    return rows(
        """
        SELECT conname, own.names, confrelid::regclass::text, theirs.names, confdeltype
        FROM pg_constraint
        CROSS JOIN LATERAL (
            SELECT array_agg(attname::text ORDER BY n) AS names FROM unnest(conkey) WITH ORDINALITY AS k(number, n)
            JOIN pg_attribute ON attrelid = conrelid AND attnum = k.number
        ) own
        CROSS JOIN LATERAL (
            SELECT array_agg(attname::text ORDER BY n) AS names FROM unnest(confkey) WITH ORDINALITY AS k(number, n)
            JOIN pg_attribute ON attrelid = confrelid AND attnum = k.number
        ) theirs
        WHERE contype = 'f' AND convalidated AND conrelid = %s::regclass ORDER BY 1
        """,
        table,
    )


def parents(table: str) -> Iterator[tuple[str, str, str]]:
    """Give constraint, column and table for each key from a tenant table to another tenant table."""
    for name, own, parent, theirs, _ in foreign_keys(table):
        if own[0] == theirs[0] == "organisation_id" and len(own) == 2:
            yield name, own[1], parent


def tenant_models() -> list[type[Model]]:
    """Every model with an organisation, found by its column."""
    return [
        model
        for model in apps.get_models()
        if any(field.column == "organisation_id" for field in model._meta.concrete_fields)
    ]


def keys_between_tenants() -> Iterator[tuple[type[Model], ForeignKey]]:
    """Give every foreign key from one tenant model to another."""
    tenants = tenant_models()
    for model in tenants:
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model in tenants:
                yield model, field
