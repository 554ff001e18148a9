"""Row security for the register and the lists: a group's shared papers can be read by its sites, and by nobody else.

The file room (scanning, orphans) sees which files there are, of every organisation, to find its work; it changes them
in the scope of one organisation like everybody else.
"""

from django.db import migrations

from organisations.row_security import ACTING_FOR, force, protect, stays, tenant_policy

MY_GROUPS = f"""
    SELECT link.organisation_id FROM organisations_groupsite link
    WHERE link.site_id = ANY ({ACTING_FOR}) AND link.state = 'active'
"""
# Seen through the reader's own policies: what a site cannot see it cannot use.
SHARED_PAPERS = "SELECT paper.id FROM evidence_document paper WHERE paper.is_shared AND paper.removed_at IS NULL"
NEWEST = "(SELECT paper.versions FROM evidence_document paper WHERE paper.id = document_id)"
FILE_ROOM = "(SELECT current_setting('app.file_room', true)) = 'open'"
LISTS = ("trainedperson", "trainingcount", "informationasset", "processingactivity", "supplier", "device")

VERSION_STAYS = """
    CREATE FUNCTION evidence_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a version of a document stays as it was added'; END $$;
    CREATE TRIGGER evidence_documentversion_is_kept BEFORE UPDATE ON evidence_documentversion
        FOR EACH ROW WHEN (
            (NEW.document_id, NEW.number, NEW.place, NEW.link, NEW.written_on, NEW.added_by_id, NEW.added_at,
             NEW.file_name, NEW.media_type, NEW.size, NEW.sha256, NEW.key)
            IS DISTINCT FROM
            (OLD.document_id, OLD.number, OLD.place, OLD.link, OLD.written_on, OLD.added_by_id, OLD.added_at,
             OLD.file_name, OLD.media_type, OLD.size, OLD.sha256, OLD.key))
        EXECUTE FUNCTION evidence_version_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("organisations", "0008_verified_groups")]

    operations = [
        protect(
            "evidence_document",
            f"""
            CREATE POLICY sites ON evidence_document FOR SELECT
                USING (is_shared AND removed_at IS NULL AND organisation_id IN ({MY_GROUPS}));
            CREATE POLICY file_room ON evidence_document FOR SELECT USING (removed_at IS NOT NULL AND {FILE_ROOM});
            """,
        ),
        protect(
            "evidence_documentversion",
            f"""
            CREATE POLICY sites ON evidence_documentversion FOR SELECT
                USING (organisation_id IN ({MY_GROUPS}) AND document_id IN ({SHARED_PAPERS}) AND number = {NEWEST});
            CREATE POLICY file_room ON evidence_documentversion FOR SELECT USING (key <> '' AND {FILE_ROOM});
            """,
        ),
        migrations.RunSQL(
            VERSION_STAYS,
            """
            DROP TRIGGER evidence_documentversion_is_kept ON evidence_documentversion;
            DROP FUNCTION evidence_version_stays();
            """,
        ),
        protect(
            "evidence_documentuse",
            f"""
            CREATE POLICY sites ON evidence_documentuse FOR SELECT
                USING (organisation_id IN ({MY_GROUPS}) AND document_id IN ({SHARED_PAPERS}));
            """,
        ),
        force(
            "evidence_shareduse",
            tenant_policy("evidence_shareduse")
            + f"""
            CREATE POLICY shared_only ON evidence_shareduse AS RESTRICTIVE FOR INSERT
                WITH CHECK (group_id IN ({MY_GROUPS}) AND paper IN ({SHARED_PAPERS} AND paper.organisation_id = group_id));
            CREATE POLICY sharer ON evidence_shareduse FOR SELECT USING (group_id = ANY ({ACTING_FOR}));
            """
            + stays("evidence_shareduse"),
        ),
        protect("evidence_papertick"),
        *(protect(f"evidence_{name}") for name in LISTS),
    ]
