"""Every table that has an organisation is guarded by PostgreSQL itself."""

import pytest

from tests.architecture.catalogue import (
    DIRECTORY,
    OURS,
    column,
    foreign_keys,
    rows,
    tables,
    tenant_models,
    tenant_tables,
)

pytestmark = pytest.mark.django_db

# Tables that belong to nobody's organisation. A new table is put here with a reason, or gets an organisation_id.
SHARED = {
    "account_emailaddress": "a person's, and a person can be in several organisations",
    "account_emailconfirmation": "a person's",
    "assessments_toolkityear": "the calendar, the same for everybody",
    "auth_group": "Django's, unused: roles are organisations.permissions",
    "auth_group_permissions": "Django's, unused",
    "auth_permission": "Django's, unused",
    "cache": "written by the framework; keys carry the person or the organisation",
    "django_content_type": "Django's list of models",
    "django_migrations": "Django's list of migrations",
    "django_session": "a browser's",
    "mfa_authenticator": "a person's second step",
    "organisations_directoryentry": "the public directory",
    "organisations_directoryimport": "which public files were loaded",
    "organisations_directoryrelation": "the public directory",
    "organisations_nationalresult": "the public list of results from before",
    "organisations_user": "the people",
    "usersessions_usersession": "a person's list of devices",
}
# Tables whose rooms are special; every other tenant table has exactly the policy `tenant` for everything.
DIRECTORY_POLICIES = {("read", "r"), ("register", "a"), ("change", "w")}
POST_POLICIES = {("post", "a"), ("read", "r"), ("mark", "w")}
FURTHER_POLICIES = {
    "assessments_coverage": {("read", "r")},
    "assessments_routereply": {("site", "r"), ("site_tells", "w")},
    "assessments_sharedanswer": {("sites", "r")},
    "assessments_standing": {("read", "r")},
    "evidence_document": {("sites", "r"), ("file_room", "r")},
    "evidence_documentversion": {("sites", "r"), ("file_room", "r")},
    "evidence_documentuse": {("sites", "r")},
    "evidence_shareduse": {("shared_only", "a"), ("sharer", "r")},
    "organisations_claim": {("own", "r"), ("decider", "r"), ("desk", "r")},
    "organisations_dispute": {("holder", "r"), ("desk", "r")},
    "organisations_formercode": {("read", "r")},
    "organisations_groupsite": {("site", "r"), ("site_answers", "w")},
    "organisations_membership": {("own", "r")},
    "organisations_merge": {("desk", "r")},
    "organisations_invitation": {("own", "r")},
    "organisations_joinrequest": {("own", "r"), ("ask", "a")},
}
ASKED_ONCE = "( SELECT (current_setting('app.organisations'::text))::bigint[] AS current_setting)::bigint[]"
MINE = f"(organisation_id = ANY ({ASKED_ONCE}))"


def policies(table: str) -> list[tuple[str, str, str | None, str | None]]:
    return rows(
        """
        SELECT polname, polcmd::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
        FROM pg_policy WHERE polrelid = %s::regclass AND polroles = '{0}'
        """,
        table,
    )


def guarded_tables() -> list[str]:
    return [*tenant_tables(), DIRECTORY]


def test_every_table_has_an_organisation_or_a_reason_for_having_none() -> None:
    unexplained = set(tables()) - set(guarded_tables()) - set(SHARED)

    assert unexplained == set(), "give the table an organisation_id and protect() it, or explain it in SHARED"


def test_the_catalogue_and_the_models_know_the_same_tenant_tables() -> None:
    of_models = {model._meta.db_table for model in tenant_models()}

    assert set(tenant_tables()) - of_models == {"organisations_audithead"}  # only the audit trigger writes it
    assert of_models - set(tenant_tables()) == set()


def test_row_security_is_on_and_holds_for_the_owner_too() -> None:
    guarded = column(
        "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relrowsecurity AND relforcerowsecurity",
        guarded_tables(),
    )

    assert sorted(guarded) == sorted(guarded_tables())


def test_every_guarded_table_checks_what_is_read_and_what_is_written() -> None:
    unchecked = [
        table for table in guarded_tables() if not any(using and check for _, _, using, check in policies(table))
    ]

    assert unchecked == []


def test_ordinary_tenant_tables_show_and_take_only_rows_of_the_organisations_acted_for() -> None:
    expected = {"organisations_outgoingmail": POST_POLICIES}

    for table in tenant_tables():
        found = {(name, command) for name, command, _, _ in policies(table)}
        assert found == expected.get(table, {("tenant", "*")} | FURTHER_POLICIES.get(table, set())), table
        for name, _, using, check in policies(table):
            if name == "tenant":
                assert using == check, table
                assert " ".join(using.split()) == MINE, table


def test_the_directory_can_be_read_by_all_and_changed_only_by_its_own_people() -> None:
    by_name = {name: (using, check) for name, _, using, check in policies(DIRECTORY)}

    assert {(name, command) for name, command, _, _ in policies(DIRECTORY)} == DIRECTORY_POLICIES
    assert by_name["change"][0] == by_name["change"][1]
    assert "app.organisations" in by_name["change"][0]


def test_no_table_hangs_on_a_tenant_table_without_being_one() -> None:
    loose = [
        (table, parent)
        for table in tables()
        for _, _, parent, _, _ in foreign_keys(table)
        if parent in guarded_tables() and table not in guarded_tables()
    ]

    assert loose == []


def test_no_view_reads_as_its_owner_and_nothing_is_materialised() -> None:
    found = column(f"""
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {OURS} AND c.relkind IN ('m', 'v')
            AND (c.relkind = 'm' OR NOT coalesce('security_invoker=true' = ANY(c.reloptions), false))
    """)

    assert found == []
