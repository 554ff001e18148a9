"""Toolkit years, which everybody shares, and one assessment for each organisation and year (R1, R5)."""

from django.db import models

from organisations.models import Organisation, User
from organisations.models.integrity import SameOrganisation, parent_key
from organisations.tenancy import tenant_manager


class ToolkitYear(models.Model):
    """A year of the toolkit, such as 2026-27. It names the edition in use; an operator may set other dates (R1)."""

    label = models.CharField(max_length=7, unique=True)
    edition = models.CharField(max_length=20)
    opens_at = models.DateTimeField(unique=True)
    deadline = models.DateField(help_text="The shown deadline, a London date, to its last second")
    closes_at = models.DateTimeField()
    last_edit_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="year_closes_after_open"
            ),
            models.CheckConstraint(condition=models.Q(label__regex=r"^\d{4}-\d{2}$"), name="year_label_shape"),
        ]
        ordering = ["opens_at"]

    def __str__(self) -> str:
        return self.label


class Assessment(models.Model):
    """One organisation's draft for one year. Its row is the lock that editors and publishing share.

    `approaching_done` and `met_done` summarise the answers for lists over many organisations; every saving action
    keeps them in its own transaction.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assessments")
    year = models.ForeignKey(ToolkitYear, on_delete=models.PROTECT, related_name="assessments")
    edition = models.CharField(max_length=20, help_text="Pinned when the assessment opens (R5)")
    opened_at = models.DateTimeField()
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    approaching_done = models.PositiveSmallIntegerField(default=0)
    met_done = models.PositiveSmallIntegerField(default=0)
    last_saved_at = models.DateTimeField(null=True, blank=True)
    profile_confirmed_at = models.DateTimeField(null=True, blank=True)
    profile_confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = tenant_manager()

    class Meta:
        constraints = [
            parent_key("assessment_parent_key"),
            models.UniqueConstraint(fields=["organisation", "year"], name="one_assessment_a_year"),
            SameOrganisation(field="carried_from", name="carried_from_same_organisation"),
        ]

    def __str__(self) -> str:
        return f"Assessment {self.pk}"
