"""The directory: what the public ODS and CQC files say. Nobody's own, readable by everybody, written by the import."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class DirectoryEntry(models.Model):
    """One place or head office, by its ODS code, its CQC location id, or both.

    What ODS says about the name and the address wins over CQC, so that loading the files in any order ends the same.
    """

    class Kind(models.TextChoices):
        HEAD_OFFICE = "head-office"
        CARE_SITE = "care-site"
        COUNCIL = "council"
        COUNCIL_SITE = "council-site"

    # None, not "": several entries may lack one, and what there is must be unique.
    code = models.CharField(max_length=12, unique=True, null=True, help_text="ODS code, upper case")  # noqa: DJ001 - as said above
    cqc_location_id = models.CharField(max_length=20, unique=True, null=True)  # noqa: DJ001 - as said above
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=255)
    also_known_as = models.CharField(max_length=255, blank=True)
    address = models.TextField(blank=True, help_text="Address lines, joined by commas, without the postcode")
    town = models.CharField(max_length=60, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True, help_text="The last day it is open (R46)")
    service_types = ArrayField(models.CharField(max_length=100), default=list)
    in_ods = models.BooleanField(default=False)
    in_cqc = models.BooleanField(default=False)
    words = SearchVectorField(null=True)
    grams = ArrayField(models.CharField(max_length=3), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__isnull=False) | Q(cqc_location_id__isnull=False), name="entry_has_a_code"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="entry_words"),
            GinIndex(fields=["grams"], name="entry_grams"),
            models.Index(fields=["postcode"], name="entry_postcode"),
        ]

    def __str__(self) -> str:
        place = f", {self.town}" if self.town else ""
        return f"{self.name}{place} ({self.code or self.cqc_location_id})"


class RelationQuerySet(models.QuerySet["DirectoryRelation"]):
    def on(self, day: date) -> "RelationQuerySet":
        """Keep the relations that hold on a day, both ends included."""
        return self.filter(Q(from_on__isnull=True) | Q(from_on__lte=day), Q(to_on__isnull=True) | Q(to_on__gte=day))


class DirectoryRelation(models.Model):
    """A dated fact about where an entry belongs. A change ends one row and begins another; nothing is overwritten."""

    class Kind(models.TextChoices):
        PARENT = "parent"  # to_code is the head office's or the council's ODS code
        COUNCIL = "council"  # to_name is the local authority it lies in
        REGION = "region"
        PROVIDER = "provider"  # to_code is the CQC provider id
        SUCCESSOR = "successor"  # to_code is the ODS code of what followed it

    entry = models.ForeignKey(DirectoryEntry, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=Kind)
    to_code = models.CharField(max_length=20, blank=True)
    to_name = models.CharField(max_length=255, blank=True)
    from_on = models.DateField(null=True, help_text="None when the files do not say")
    to_on = models.DateField(null=True, help_text="The last day it holds; None while it goes on")

    objects = models.Manager.from_queryset(RelationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "kind"],
                condition=Q(to_on__isnull=True) & ~Q(kind="successor"),
                name="one_open_relation_of_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["kind", "to_code"], name="relation_to_code")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind} {self.to_code or self.to_name}"


class NationalResult(models.Model):
    """One line of the national public export: what a code published there, and when (R79)."""

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=255)
    level = models.CharField(max_length=20, blank=True, help_text='As EarlierPublication.Standard; "" when not known')
    published_on = models.DateField()
    label = models.CharField(max_length=60, help_text='The old words, such as "22/23 Standards Met"')
    sector = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "published_on"], name="one_national_result_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label} on {self.published_on}"


class DirectoryImport(models.Model):
    """One run of the import: what was loaded, when, by whom, and how much changed."""

    kind = models.CharField(max_length=30)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey("organisations.User", null=True, on_delete=models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict, help_text="rows, added, changed, ended, unchanged")

    class Meta:
        ordering = ["-imported_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"
