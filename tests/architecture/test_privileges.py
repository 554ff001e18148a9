"""The role that pages and tasks connect as owns nothing, and may do to each table only what the product does."""

import pytest
from django.db import connection

from tests.architecture.catalogue import OURS, column, columns, rows, tables

pytestmark = pytest.mark.django_db

APPEND_ONLY = ("assessments_answerrevision", "organisations_auditentry")
# Functions that run as the owner, each with its reason.
AS_THE_OWNER = {"organisations_audit_chain": "the application may not write the head of the chain"}


def can(table: str, privilege: str) -> bool:
    """Say whether the application may do it to the table, or to one of its columns."""
    if privilege in ("DELETE", "TRUNCATE", "TRIGGER"):
        return bool(column("SELECT has_table_privilege(%s, %s)", table, privilege)[0])
    return bool(column("SELECT has_any_column_privilege(%s, %s)", table, privilege)[0])


def test_tests_run_as_the_application() -> None:
    name = connection.settings_dict["USER"]

    assert rows("SELECT current_user, session_user") == [(name, name)]


def test_the_application_is_nobody_special() -> None:
    powers = rows("""
        SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles
        WHERE rolname = current_user
    """)

    assert powers == [(False, False, False, False, False)]
    assert rows("SELECT roleid::regrole FROM pg_auth_members WHERE member = current_user::regrole") == []


def test_the_application_owns_nothing_at_all() -> None:
    owned = rows("""
        SELECT classid::regclass, objid FROM pg_shdepend
        WHERE refclassid = 'pg_authid'::regclass AND refobjid = current_user::regrole AND deptype = 'o'
    """)

    assert owned == []


def test_the_application_can_make_nothing_that_stays() -> None:
    able = rows(f"""
        SELECT nspname FROM pg_namespace n WHERE {OURS} AND has_schema_privilege(n.oid, 'CREATE')
        UNION ALL SELECT datname FROM pg_database
        WHERE datname = current_database() AND has_database_privilege(oid, 'CREATE')
    """)

    assert able == []


@pytest.mark.parametrize("privilege", ["TRUNCATE", "TRIGGER", "REFERENCES"])
def test_the_application_has_no_privilege_that_passes_row_security_by(privilege: str) -> None:
    assert [table for table in tables() if can(table, privilege)] == []


def test_the_application_cannot_write_down_that_a_migration_ran() -> None:
    assert [verb for verb in ("INSERT", "UPDATE", "DELETE") if can("django_migrations", verb)] == []
    assert can("django_migrations", "SELECT")


def test_append_only_tables_are_those_with_the_trigger() -> None:
    guarded = column("""
        SELECT tgrelid::regclass::text FROM pg_trigger
        WHERE tgname = tgrelid::regclass::text || '_no_change' AND tgenabled = 'O' ORDER BY 1
    """)

    assert tuple(guarded) == APPEND_ONLY


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_has_happened_can_be_added_to_but_not_changed(table: str) -> None:
    assert can(table, "SELECT")
    assert can(table, "INSERT")
    assert [verb for verb in ("UPDATE", "DELETE") if can(table, verb)] == []


def test_the_head_of_the_audit_chain_can_only_be_read() -> None:
    assert can("organisations_audithead", "SELECT")
    assert [verb for verb in ("INSERT", "UPDATE", "DELETE") if can("organisations_audithead", verb)] == []


def test_functions_that_run_as_the_owner_are_few_and_named() -> None:
    found = column(f"""
        SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE prosecdef AND {OURS}
    """)

    assert set(found) == set(AS_THE_OWNER)


@pytest.mark.parametrize("function", AS_THE_OWNER)
def test_a_function_that_runs_as_the_owner_cannot_be_fooled_or_borrowed(function: str) -> None:
    """A temporary table is found before a real one unless pg_temp is named last; a trigger needs EXECUTE to be hung."""
    [(settings, can_execute)] = rows(
        "SELECT proconfig, has_function_privilege(oid, 'EXECUTE') FROM pg_proc WHERE proname = %s", function
    )

    assert settings == ["search_path=public, pg_temp"]
    assert not can_execute


def test_a_row_never_moves_to_another_organisation() -> None:
    held = column("""
        SELECT tgrelid::regclass::text FROM pg_trigger
        WHERE tgfoid = 'organisations_row_stays'::regproc AND tgenabled = 'O'
    """)
    movable = [
        table
        for table in tables()
        if "organisation_id" in columns(table) and can(table, "UPDATE") and table not in held
    ]

    # The mail queue's column only says whom a mail was about; no key or policy hangs on it.
    assert movable == ["organisations_outgoingmail"]
