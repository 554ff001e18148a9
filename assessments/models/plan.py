"""What people wrote on the action plan.

Which rows the plan has, and which are closed, is worked out from the answers (R17), so it cannot drift from them.
"""

from django.db import models

from assessments.models.assessments import Assessment
from organisations.models import Organisation, User
from organisations.models.integrity import SameOrganisation
from organisations.tenancy import tenant_manager


class PlanRow(models.Model):
    class Progress(models.TextChoices):
        NOT_STARTED = "not-started", "Not started"
        IN_PROGRESS = "in-progress", "In progress"
        DONE = "done", "Done"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="plan_rows", db_constraint=False)
    ref = models.CharField(max_length=10)
    action = models.TextField(blank=True)
    owner = models.CharField(max_length=120, blank=True)
    target_on = models.DateField(null=True, blank=True)
    progress = models.CharField(max_length=12, choices=Progress, default=Progress.NOT_STARTED)
    comments = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [
            SameOrganisation(field="assessment", name="plan_same_organisation"),
            models.UniqueConstraint(fields=["organisation", "assessment", "ref"], name="one_plan_row_a_question"),
        ]

    def __str__(self) -> str:
        return f"Plan for {self.ref}"
