"""The audit trail: numbered without gaps, chained by SHA-256, append-only."""

from django.db import migrations

from organisations.row_security import append_only, application_role, protect

HEAD = f"""
CREATE TABLE organisations_audithead (
    organisation_id bigint PRIMARY KEY, number bigint NOT NULL, hash varchar(64) NOT NULL
);
REVOKE ALL ON organisations_audithead FROM {application_role()};
GRANT SELECT ON organisations_audithead TO {application_role()};
"""

CHAIN = """
CREATE FUNCTION organisations_audit_hash(e organisations_auditentry) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(e.organisation_id, e.number,
        to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_id,
        e.verb, e.subject, e.detail, e.previous_hash)::text, 'UTF8')), 'hex')
$$;

-- Runs as the owner: the application may not write the head, so it cannot rewind the chain. Temporary tables come last
-- in the search path and nobody may hang the function on a table of their own, or a false head could go before ours.
CREATE FUNCTION organisations_audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE head organisations_audithead;
BEGIN
    INSERT INTO organisations_audithead VALUES (NEW.organisation_id, 0, '') ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM organisations_audithead WHERE organisation_id = NEW.organisation_id FOR UPDATE;
    NEW.number := head.number + 1;
    NEW.previous_hash := head.hash;
    NEW.hash := organisations_audit_hash(NEW);
    UPDATE organisations_audithead SET number = NEW.number, hash = NEW.hash
        WHERE organisation_id = NEW.organisation_id;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION organisations_audit_chain() FROM PUBLIC;

CREATE TRIGGER organisations_audit_chain BEFORE INSERT ON organisations_auditentry
    FOR EACH ROW EXECUTE FUNCTION organisations_audit_chain();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_row_security")]

    operations = [
        migrations.RunSQL(HEAD, "DROP TABLE organisations_audithead"),
        protect("organisations_audithead"),
        protect("organisations_auditentry"),
        migrations.RunSQL(
            CHAIN,
            """
            DROP TRIGGER organisations_audit_chain ON organisations_auditentry;
            DROP FUNCTION organisations_audit_chain();
            DROP FUNCTION organisations_audit_hash(organisations_auditentry);
            """,
        ),
        append_only("organisations_auditentry"),
    ]
