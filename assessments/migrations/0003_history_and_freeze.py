"""Every saved version of an answer is filed by the database, and a publication is frozen (R34)."""

from django.db import migrations

from organisations.row_security import append_only

WORDS = 'choice, text, kept_at, link, "on", reason, staff_total, staff_trained, comment'
NEW_WORDS = ", ".join(f"NEW.{word.strip()}" for word in WORDS.split(","))

FILE_EVERY_VERSION = f"""
CREATE FUNCTION assessments_file_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO assessments_answerrevision
        (organisation_id, assessment_id, ref, version, is_set_aside, saved_by_id, saved_at, {WORDS})
    VALUES (NEW.organisation_id, NEW.assessment_id, NEW.ref, NEW.version, false, NEW.saved_by_id, NEW.saved_at,
        {NEW_WORDS});
    RETURN NULL;
END $$;
CREATE TRIGGER assessments_file_first_version AFTER INSERT ON assessments_answer
    FOR EACH ROW EXECUTE FUNCTION assessments_file_version();
CREATE TRIGGER assessments_file_version AFTER UPDATE ON assessments_answer
    FOR EACH ROW WHEN (NEW.version IS DISTINCT FROM OLD.version) EXECUTE FUNCTION assessments_file_version();
"""

FREEZE = """
CREATE FUNCTION assessments_freeze_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL
        AND (to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_reason'])
          = (to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_reason']) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a publication is frozen: correct it by publishing again';
END $$;
CREATE TRIGGER assessments_freeze_publication BEFORE UPDATE OR DELETE ON assessments_publication
    FOR EACH ROW EXECUTE FUNCTION assessments_freeze_publication();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_row_security")]

    operations = [
        migrations.RunSQL(
            FILE_EVERY_VERSION,
            """
            DROP TRIGGER assessments_file_version ON assessments_answer;
            DROP TRIGGER assessments_file_first_version ON assessments_answer;
            DROP FUNCTION assessments_file_version();
            """,
        ),
        append_only("assessments_answerrevision"),
        migrations.RunSQL(
            FREEZE,
            """
            DROP TRIGGER assessments_freeze_publication ON assessments_publication;
            DROP FUNCTION assessments_freeze_publication();
            """,
        ),
    ]
