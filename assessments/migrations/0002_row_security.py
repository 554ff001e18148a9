"""Row security for the assessment's tables. Toolkit years belong to everybody."""

from django.db import migrations

from organisations.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("organisations", "0003_audit_chain")]

    operations = [
        protect("assessments_assessment"),
        protect("assessments_answer"),
        protect("assessments_answerrevision"),
        protect("assessments_answerdraft"),
        protect("assessments_confirmation"),
        protect("assessments_planrow"),
        protect("assessments_publication"),
    ]
