"""The lists that answer questions: training, information assets, processing, suppliers, devices (F17)."""

from typing import Any

from django.db import models

from organisations.models import Organisation, User
from organisations.tenancy import tenant_manager


class RowQuerySet(models.QuerySet[Any]):
    def current(self) -> "RowQuerySet":
        return self.filter(removed_at__isnull=True)

    def removed(self) -> "RowQuerySet":
        return self.filter(removed_at__isnull=False)


class YesNo(models.TextChoices):
    UNKNOWN = "", "Not known"
    YES = "yes", "Yes"
    NO = "no", "No"


class ListRow(models.Model):
    """A row of a list. A save names the version it read; a removed row can come back for 30 days."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class TrainedPerson(ListRow):
    """Somebody who works here and the day they last did the training; with a reason for being away, not counted."""

    name = models.CharField(max_length=120)
    job = models.CharField(max_length=120, blank=True)
    trained_on = models.DateField(null=True, blank=True)
    away_because = models.CharField(max_length=200, blank=True)

    objects = tenant_manager(RowQuerySet)

    class Meta:
        indexes = [models.Index(fields=["organisation", "name"])]

    def __str__(self) -> str:
        return self.name


class TrainingCount(models.Model):
    """The two numbers of a home that keeps its list of people elsewhere. Counts are as on `counted_on` (R25)."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="training_count")
    staff_total = models.PositiveIntegerField()
    staff_trained = models.PositiveIntegerField()
    counted_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = tenant_manager()

    def __str__(self) -> str:
        return f"{self.staff_trained} of {self.staff_total}"


class InformationAsset(ListRow):
    """A set of records: what it is, where it is kept, who looks after it and who gets a copy."""

    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    shared_with = models.TextField(blank=True)
    kept_for = models.CharField(max_length=120, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    objects = tenant_manager(RowQuerySet)

    class Meta:
        indexes = [models.Index(fields=["organisation", "name"])]

    def __str__(self) -> str:
        return self.name


class ProcessingActivity(ListRow):
    """A way that personal data is used: why, whose, the legal reason, who gets it, how long it is kept."""

    name = models.CharField(max_length=200, help_text="Why the data is used")
    people = models.CharField(max_length=200, blank=True)
    data = models.TextField(blank=True)
    legal_reason = models.CharField(max_length=200, blank=True)
    shared_with = models.TextField(blank=True)
    kept_for = models.CharField(max_length=120, blank=True)

    objects = tenant_manager(RowQuerySet)

    class Meta:
        indexes = [models.Index(fields=["organisation", "name"])]

    def __str__(self) -> str:
        return self.name


class Supplier(ListRow):
    """A firm that does something for the organisation, with when its contract and its certificate end."""

    name = models.CharField(max_length=200)
    does = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    handles_data = models.CharField(max_length=3, choices=YesNo, blank=True)
    runs_systems = models.CharField(max_length=3, choices=YesNo, blank=True)
    has_data_terms = models.CharField(max_length=3, choices=YesNo, blank=True)
    contract_ends_on = models.DateField(null=True, blank=True)
    certificate = models.CharField(max_length=200, blank=True)
    certificate_ends_on = models.DateField(null=True, blank=True)

    objects = tenant_manager(RowQuerySet)

    class Meta:
        indexes = [models.Index(fields=["organisation", "name"])]

    def __str__(self) -> str:
        return self.name


class Device(ListRow):
    """A computer, telephone, router, program or online service, and the day its maker's support ends."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    software = models.CharField(max_length=200, blank=True, help_text="What it runs, such as Windows 11")
    support_ends_on = models.DateField(null=True, blank=True)
    has_antivirus = models.CharField(max_length=3, choices=YesNo, blank=True)
    is_encrypted = models.CharField(max_length=3, choices=YesNo, blank=True)
    matters_most = models.CharField(max_length=3, choices=YesNo, blank=True)

    objects = tenant_manager(RowQuerySet)

    class Meta:
        indexes = [models.Index(fields=["organisation", "name"])]

    def __str__(self) -> str:
        return self.name
