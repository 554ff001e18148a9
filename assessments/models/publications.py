"""What was published: a frozen record that a trigger keeps from changing (R34)."""

from django.db import models

from assessments.models.assessments import Assessment, ToolkitYear
from assessments.rules.levels import Level
from assessments.rules.validity import ValidityPolicy
from organisations.models import Organisation, User
from organisations.models.integrity import SameOrganisation, parent_key
from organisations.tenancy import tenant_manager

LEVELS = [(level.value, level.value) for level in Level]
POLICIES = [(policy.value, policy.value) for policy in ValidityPolicy]


class PublicationQuerySet(models.QuerySet["Publication"]):
    def facts(self) -> "PublicationQuerySet":
        """Leave the frozen answers in the database: lists and rules need only level and dates."""
        return self.select_related("year").defer("snapshot").order_by("-published_at", "-id")


class Publication(models.Model):
    """A level reached on a day, with all it was based on as canonical JSON and that text's SHA-256."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="publications")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="publications", db_constraint=False
    )
    year = models.ForeignKey(ToolkitYear, on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=20)
    level = models.CharField(max_length=20, choices=LEVELS)
    reference = models.CharField(max_length=20, unique=True)
    published_at = models.DateTimeField()
    published_on = models.DateField(help_text="The London date of published_at")
    valid_until = models.DateField(help_text="The last day it counts, included (R27)")
    validity = models.CharField(max_length=20, choices=POLICIES)
    certificate_expires_on = models.DateField(null=True, blank=True, help_text="Cyber Essentials Plus (R23)")
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = tenant_manager(PublicationQuerySet)

    class Meta:
        constraints = [
            parent_key("publication_parent_key"),
            SameOrganisation(field="assessment", name="publication_same_organisation"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(level="approaching", withdrawn_at__isnull=True),
                name="approaching_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-published_at"])]

    def __str__(self) -> str:
        return f"{self.level} {self.reference}"
