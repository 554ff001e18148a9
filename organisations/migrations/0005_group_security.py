"""Row security for groups: the group's own rows, and what a site, a decider or an operator may see of them."""

from django.db import migrations

from organisations.row_security import ACTING_FOR, ME, protect

# Opened by `organisations.desk` for operators: claims, disputes and merges, and nothing else.
DESK = "(SELECT current_setting('app.desk', true)) = 'open'"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_directory_and_groups")]

    operations = [
        protect(
            "organisations_groupsite",
            f"""
            CREATE POLICY site ON organisations_groupsite FOR SELECT USING (site_id = ANY ({ACTING_FOR}));
            CREATE POLICY site_answers ON organisations_groupsite FOR UPDATE
                USING (site_id = ANY ({ACTING_FOR})) WITH CHECK (site_id = ANY ({ACTING_FOR}));
            """,
        ),
        protect(
            "organisations_claim",
            f"""
            CREATE POLICY own ON organisations_claim FOR SELECT USING (user_id = {ME});
            CREATE POLICY decider ON organisations_claim FOR SELECT USING (decider_id = ANY ({ACTING_FOR}));
            CREATE POLICY desk ON organisations_claim FOR SELECT USING ({DESK});
            """,
        ),
        protect(
            "organisations_dispute",
            f"""
            CREATE POLICY holder ON organisations_dispute FOR SELECT USING (holder_id = ANY ({ACTING_FOR}));
            CREATE POLICY desk ON organisations_dispute FOR SELECT USING ({DESK});
            """,
        ),
        protect("organisations_formercode", "CREATE POLICY read ON organisations_formercode FOR SELECT USING (true);"),
        protect("organisations_merge", f"CREATE POLICY desk ON organisations_merge FOR SELECT USING ({DESK});"),
    ]
