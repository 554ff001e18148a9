"""Keys keep organisations apart even where a query forgets to: parents are one's own, and names are unique per home."""

from collections import defaultdict

import pytest

from tests.architecture.catalogue import (
    DIRECTORY,
    foreign_keys,
    keys_between_tenants,
    rows,
    tenant_tables,
)

pytestmark = pytest.mark.django_db

# Unique over everybody, on purpose.
UNIQUE_FOR_ALL = {
    ("assessments_publication", "reference"): "anybody may be given a reference to check; random, so it says nothing",
    ("evidence_documentversion", "key"): "the name of a file in the store; random, so it says nothing",
    ("organisations_formercode", "code"): "a code leads to one organisation, as it did before it changed",
    ("organisations_groupsite", "site_id"): "a site is looked after by one group at a time",
    ("organisations_merge", "source_id"): "a record can become part of one other only",
}
# Rows that outlive or come before what they describe: no key may hold them or take them along.
WITHOUT_KEY_TO_ORGANISATION = {
    "organisations_auditentry": "nothing it describes can take it along",
    "organisations_audithead": "as the audit entries",
    "organisations_outgoingmail": "a mail may be about nobody",
}


def test_a_tenant_row_always_has_its_organisation() -> None:
    loose = rows(
        "SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'organisation_id' AND NOT attnotnull"
        " AND attrelid::regclass::text = ANY(%s)",
        tenant_tables(),
    )

    assert loose == [("organisations_outgoingmail",)]


def test_every_tenant_table_points_at_its_organisation() -> None:
    pointing = {
        table
        for table in tenant_tables()
        if any(own == ["organisation_id"] and parent == DIRECTORY for _, own, parent, _, _ in foreign_keys(table))
    }

    assert set(tenant_tables()) - pointing == set(WITHOUT_KEY_TO_ORGANISATION)


def test_every_key_between_tenant_models_carries_the_organisation_in_the_database() -> None:
    missing = [
        f"{model.__name__}.{field.name}: add SameOrganisation(field={field.name!r}, ...) to its Meta.constraints"
        for model, field in keys_between_tenants()
        if (["organisation_id", field.column], field.related_model._meta.db_table, ["organisation_id", "id"])
        not in [(own, parent, theirs) for _, own, parent, theirs, _ in foreign_keys(model._meta.db_table)]
    ]

    assert missing == []


def test_no_key_between_tenant_tables_leaves_the_organisation_out() -> None:
    tenants = tenant_tables()
    loose = [
        name
        for table in tenants
        for name, own, parent, theirs, _ in foreign_keys(table)
        if parent in tenants and ("organisation_id", "organisation_id") not in zip(own, theirs, strict=True)
    ]

    assert loose == []


def test_no_deletion_runs_on_into_a_tenant_table() -> None:
    """A cascade is done by PostgreSQL itself, past every policy."""
    running_on = [
        name for table in tenant_tables() for name, _, _, _, on_delete in foreign_keys(table) if on_delete != "a"
    ]

    assert running_on == []


def test_what_is_unique_is_unique_within_an_organisation() -> None:
    indexed = defaultdict(set)
    for table, index, name in rows(
        """
        SELECT indrelid::regclass::text, indexrelid::regclass::text, attname::text
        FROM pg_index LEFT JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
        WHERE indisunique AND NOT indisprimary AND indrelid::regclass::text = ANY(%s)
        """,
        tenant_tables(),
    ):
        indexed[table, index].add(name)
    for_all = {
        (table, ", ".join(sorted(names))) for (table, _), names in indexed.items() if "organisation_id" not in names
    }

    assert for_all == set(UNIQUE_FOR_ALL)
