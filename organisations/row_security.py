"""The SQL that protects a tenant table: used by migrations, read back from the catalogue by tests."""

from django.conf import settings
from django.db import migrations

# The SELECT is evaluated once a query, and raises when no scope was opened: silence would be worse than an error.
ACTING_FOR = "(SELECT current_setting('app.organisations')::bigint[])::bigint[]"
ME = "(SELECT NULLIF(current_setting('app.user'), '')::bigint)"


def application_role() -> str:
    """Return the quoted name of the role that pages and tasks connect as."""
    return '"' + str(settings.DATABASES["default"]["USER"]).replace('"', '""') + '"'


def force(table: str, policies: str) -> migrations.RunSQL:
    """Turn row security on for a table, for its owner too, with the policies given as SQL."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY; {policies}",
        f"""
        DO $$ DECLARE p record; BEGIN
            FOR p IN SELECT policyname FROM pg_policies WHERE tablename = '{table}' LOOP
                EXECUTE format('DROP POLICY %I ON {table}', p.policyname);
            END LOOP;
        END $$;
        DROP TRIGGER IF EXISTS {table}_stays ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def tenant_policy(table: str, key: str = "organisation_id") -> str:
    """Rows of the organisations acted for, to read and to write."""
    mine = f"{key} = ANY ({ACTING_FOR})"
    return f"CREATE POLICY tenant ON {table} FOR ALL USING ({mine}) WITH CHECK ({mine});"


def own_policy(table: str) -> str:
    """Rows that belong to the person signed in, to read."""
    return f"CREATE POLICY own ON {table} FOR SELECT USING (user_id = {ME});"


def stays(table: str) -> str:
    """A row never moves to another organisation, not even for somebody who acts for both."""
    return f"""
        CREATE TRIGGER {table}_stays BEFORE UPDATE OF organisation_id ON {table}
            FOR EACH ROW WHEN (NEW.organisation_id IS DISTINCT FROM OLD.organisation_id)
            EXECUTE FUNCTION organisations_row_stays();
    """


def protect(table: str, extra_policies: str = "") -> migrations.RunSQL:
    """Protect an ordinary tenant table."""
    return force(table, tenant_policy(table) + extra_policies + stays(table))


def append_only(table: str) -> migrations.RunSQL:
    """Let nobody change or remove rows: the application lacks the privilege, and a trigger stops the owner."""
    return migrations.RunSQL(
        f"""
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC;
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {application_role()};
        CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only();
        """,
        f"""
        DROP TRIGGER {table}_no_truncate ON {table};
        DROP TRIGGER {table}_no_change ON {table};
        DROP FUNCTION {table}_is_append_only();
        """,
    )
