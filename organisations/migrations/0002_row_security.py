"""Row security for every table that has an organisation, and for the post room."""

from django.db import migrations

from organisations.row_security import ACTING_FOR, ME, force, own_policy, protect

MY_ADDRESS = f"(SELECT email FROM organisations_user WHERE id = {ME})"
ROW_STAYS = """
CREATE FUNCTION organisations_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a row of % stays with its organisation', TG_TABLE_NAME; END $$;
"""
OPEN = "(SELECT current_setting('app.post_room', true)) = 'open'"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.RunSQL(ROW_STAYS, "DROP FUNCTION organisations_row_stays()"),
        # The directory is public to read; anybody may register; only its own people change an entry.
        force(
            "organisations_organisation",
            f"""
            CREATE POLICY read ON organisations_organisation FOR SELECT USING (true);
            CREATE POLICY register ON organisations_organisation FOR INSERT WITH CHECK (true);
            CREATE POLICY change ON organisations_organisation FOR UPDATE
                USING (id = ANY ({ACTING_FOR})) WITH CHECK (id = ANY ({ACTING_FOR}));
            """,
        ),
        protect("organisations_profile"),
        protect("organisations_earlierpublication"),
        protect("organisations_membership", own_policy("organisations_membership")),
        protect(
            "organisations_invitation",
            f"CREATE POLICY own ON organisations_invitation FOR SELECT USING (email = {MY_ADDRESS});",
        ),
        protect(
            "organisations_joinrequest",
            own_policy("organisations_joinrequest")
            + f"""
            CREATE POLICY ask ON organisations_joinrequest FOR INSERT
                WITH CHECK (user_id = {ME} AND state = 'waiting' AND decided_by_id IS NULL);
            """,
        ),
        # Anybody's page may post a mail; only the post room reads or marks one.
        force(
            "organisations_outgoingmail",
            f"""
            CREATE POLICY post ON organisations_outgoingmail FOR INSERT WITH CHECK (true);
            CREATE POLICY read ON organisations_outgoingmail FOR SELECT USING ({OPEN});
            CREATE POLICY mark ON organisations_outgoingmail FOR UPDATE USING ({OPEN}) WITH CHECK ({OPEN});
            """,
        ),
    ]
