"""Public facts: what counts for whom, and from when to when. Read by everybody, written by the actions (R29, R36)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.fields import BigIntegerField

from assessments.models.assessments import ToolkitYear
from assessments.models.publications import Publication
from organisations.models import Organisation, User
from organisations.models.integrity import SameOrganisation
from organisations.tenancy import tenant_manager


class Standing(models.Model):
    """One publication, or one declared earlier result, as the public may see it.

    A projection of `Publication` and `EarlierPublication`: `standings.rebuild` makes it again, and a command checks it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="standings")
    source = models.CharField(max_length=20, help_text="As rules.history.Source")
    reference = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=20, blank=True, help_text='"" when it gives no standing (Entry Level, unknown)')
    year_label = models.CharField(max_length=7)
    published_at = models.DateTimeField(null=True)
    published_on = models.DateField()
    valid_until = models.DateField()
    certificate_expires_on = models.DateField(null=True)
    proof_issued_on = models.DateField(null=True, help_text="A certificate that renews the published one (R23)")
    proof_expires_on = models.DateField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    label = models.CharField(max_length=60, blank=True)

    objects = tenant_manager()
    # For everybody: these are public facts, and the policy says so.
    public = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source", "reference", "published_on"], name="one_standing_each"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-published_on"])]

    def __str__(self) -> str:
        return f"{self.level} of {self.organisation_id} on {self.published_on}"


class Coverage(models.Model):
    """A site that a head office's or council's publication counts for, from one day to another, both included (R36).

    `to_on` never passes the publication's last day. PostgreSQL lets no two of them share a site and a day; one that
    never counts is voided, so that its row stays for the history.
    """

    class Ended(models.TextChoices):
        REPLACED = "replaced"  # a newer publication of the same group covers or leaves out the site
        REMOVED = "removed"  # taken out by the group (R41)
        SOLD = "sold"  # the directory names another parent (R45)
        CLOSED = "closed"  # R46
        TAKEN_OVER = "taken-over"  # the directory's parent, or an operator's decision (R44)
        WITHDRAWN = "withdrawn"  # its publication was an error (R34)
        MERGED = "merged"  # R47

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="coverages")
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="coverages", db_constraint=False
    )
    reference = models.CharField(max_length=20, help_text="The publication's, so that its public facts can be joined")
    site = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="covered_by")
    from_on = models.DateField()
    to_on = models.DateField(help_text="The last day it counts")
    valid_until = models.DateField(help_text="The publication's own last day")
    is_amendment = models.BooleanField(default=False, help_text="Added after the publication was made (R40)")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended = models.CharField(max_length=12, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    replaced_by_publication = models.CharField(max_length=20, blank=True, help_text="Its reference, if one did")
    voided_at = models.DateTimeField(null=True, blank=True)

    objects = tenant_manager()
    # For everybody: these are public facts, and the policy says so.
    public = models.Manager()

    class Meta:
        constraints = [
            SameOrganisation(field="publication", name="coverage_same_organisation"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="coverage_in_order"),
            models.CheckConstraint(condition=Q(to_on__lte=F("valid_until")), name="coverage_within_validity"),
            # A range of one id compares as equality does, without an extension.
            ExclusionConstraint(
                name="one_cover_a_site_and_day",
                expressions=[
                    (
                        Func(F("site"), F("site"), Value("[]"), function="int8range", output_field=BigIntegerField()),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("from_on"), F("to_on"), Value("[]"), function="daterange", output_field=DateRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["site", "from_on"]), models.Index(fields=["reference"])]

    def __str__(self) -> str:
        return f"{self.site_id} by {self.reference}"


class SiteTick(models.Model):
    """Whether the next publication of a group is to count for a site, and if not, why (R38)."""

    class Reason(models.TextChoices):
        NOT_READY = "not-ready", "It is not ready"
        SOLD = "sold", "It is sold or closing"
        DIFFERENT = "different", "It works differently"
        OTHER = "other", "Another reason"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="site_ticks")
    year = models.ForeignKey(ToolkitYear, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_ticked = models.BooleanField()
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    # R74: said different here, and covered all the same because ...
    all_the_same = models.TextField(blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "site"], name="one_tick_a_site")]

    def __str__(self) -> str:
        return f"{'with' if self.is_ticked else 'without'} {self.site_id}"
