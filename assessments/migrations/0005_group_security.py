"""Row security for cover and shared answers: public facts may be read by all, shared answers by the group's sites."""

from django.db import migrations

from organisations.row_security import ACTING_FOR, protect

MY_GROUPS = f"""
    SELECT link.organisation_id FROM organisations_groupsite link
    WHERE link.site_id = ANY ({ACTING_FOR}) AND link.state = 'active'
"""


def public(table: str) -> str:
    return f"CREATE POLICY read ON {table} FOR SELECT USING (true);"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_groups"), ("organisations", "0005_group_security")]

    operations = [
        protect("assessments_standing", public("assessments_standing")),
        protect("assessments_coverage", public("assessments_coverage")),
        protect("assessments_sitetick"),
        protect(
            "assessments_sharedanswer",
            f"CREATE POLICY sites ON assessments_sharedanswer FOR SELECT USING (organisation_id IN ({MY_GROUPS}));",
        ),
        protect("assessments_sitereply"),
        protect("assessments_sitedifference"),
        protect(
            "assessments_routereply",
            f"""
            CREATE POLICY site ON assessments_routereply FOR SELECT
                USING (site_id = ANY ({ACTING_FOR}) AND asked_at IS NOT NULL);
            CREATE POLICY site_tells ON assessments_routereply FOR UPDATE
                USING (site_id = ANY ({ACTING_FOR}) AND asked_at IS NOT NULL)
                WITH CHECK (site_id = ANY ({ACTING_FOR}) AND asked_at IS NOT NULL);
            """,
        ),
        protect("assessments_routeresult"),
    ]
