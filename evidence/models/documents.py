"""The register of documents: what there is, its versions, the questions it supports, what was ticked (R8, R10)."""

from typing import Any

from django.db import models
from django.db.models import Q

from organisations.models import Organisation, User
from organisations.models.integrity import SameOrganisation, parent_key
from organisations.tenancy import tenant_manager


class FileState(models.TextChoices):
    """How far a version's file is. Only a clean one can be had; "" is a version without a file."""

    NONE = ""
    WAITING = "waiting"  # in quarantine until the scanner has spoken
    CLEAN = "clean"
    REFUSED = "refused"  # the scanner found something
    LOST = "lost"  # the store does not have it any more
    GONE = "gone"  # taken away with its document, after the days of undo


class DocumentQuerySet(models.QuerySet["Document"]):
    def current(self) -> "DocumentQuerySet":
        return self.filter(removed_at__isnull=True)

    def removed(self) -> "DocumentQuerySet":
        return self.filter(removed_at__isnull=False)

    def shared(self) -> "DocumentQuerySet":
        return self.filter(removed_at__isnull=True, is_shared=True)


class Document(models.Model):
    """One paper of an organisation, whatever its year: where it is, or its file, and when to look at it again.

    `versions` counts the versions ever; `file_state` is that of the newest one. `version` is for two people at once.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40, blank=True, help_text="A slug of the edition; blank for any other paper")
    title = models.CharField(max_length=200)
    place = models.TextField(blank=True, help_text="Where it is kept, in words")
    link = models.TextField(blank=True)
    owner = models.CharField(max_length=120, blank=True, help_text="Who looks after it: a name or a job")
    written_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True, help_text='The day somebody last said "it is still right"')
    is_shared = models.BooleanField(default=False, help_text="A group's paper that its sites may use")
    came_from = models.CharField(max_length=100, blank=True, help_text="The group whose paper it was (R75)")
    versions = models.PositiveIntegerField(default=0)
    file_state = models.CharField(max_length=10, choices=FileState, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = tenant_manager(DocumentQuerySet)
    # For the sites of a group: row security shows them what it shares.
    seen: Any = models.Manager.from_queryset(DocumentQuerySet)()

    class Meta:
        constraints = [parent_key("document_key")]
        indexes = [
            models.Index(fields=["organisation", "title"]),
            models.Index(fields=["organisation", "review_on"], condition=Q(removed_at=None), name="document_due"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_somewhere(self) -> bool:
        """Say whether somebody could go and find it: a place, a link, or a file that may be had."""
        return bool(self.place or self.link or self.file_state == FileState.CLEAN)


class DocumentVersion(models.Model):
    """One version of a document as it was entered, with the date on the paper and the day it was added.

    Only how its file fares may change: a trigger keeps the rest. `key` is its name in the store.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="history", db_constraint=False)
    number = models.PositiveIntegerField()
    place = models.TextField(blank=True)
    link = models.TextField(blank=True)
    written_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    file_name = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="Bytes in the store")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the bytes in the store")
    key = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=FileState, blank=True)
    waits_for = models.CharField(max_length=20, blank=True, help_text="Why it could not be checked yet")
    found = models.CharField(max_length=120, blank=True, help_text="What the scanner called it")
    scanned_at = models.DateTimeField(null=True, blank=True)
    scanned_with = models.CharField(max_length=120, blank=True)
    tries = models.PositiveIntegerField(default=0)
    try_at = models.DateTimeField(null=True, blank=True)

    objects = tenant_manager()
    # For the sites of a group: row security shows them the versions of what it shares.
    seen: Any = models.Manager()

    class Meta:
        constraints = [
            SameOrganisation(field="document", name="version_same_organisation"),
            models.UniqueConstraint(fields=["organisation", "document", "number"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_version_a_key"),
        ]
        indexes = [
            models.Index(
                fields=["try_at"], condition=Q(state="waiting") | Q(try_at__isnull=False), name="version_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.document_id}"


class DocumentUse(models.Model):
    """A document supports a question of an edition, in every year that uses the edition."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="uses", db_constraint=False)
    edition = models.CharField(max_length=40)
    ref = models.CharField(max_length=10)
    linked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [
            SameOrganisation(field="document", name="use_same_organisation"),
            models.UniqueConstraint(fields=["organisation", "document", "edition", "ref"], name="one_use_a_question"),
        ]
        indexes = [models.Index(fields=["organisation", "edition", "ref"])]

    def __str__(self) -> str:
        return f"{self.document_id} for {self.ref}"


class SharedUse(models.Model):
    """A site uses a paper that its group shares, for a question. Row security lets it name no other paper."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    paper = models.BigIntegerField(help_text="Id of the group's document")
    edition = models.CharField(max_length=40)
    ref = models.CharField(max_length=10)
    linked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    objects = tenant_manager()
    # For the group: row security shows it who uses its papers.
    seen: Any = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "group", "paper", "edition", "ref"], name="one_shared_use_a_question"
            ),
        ]
        indexes = [models.Index(fields=["group", "paper"])]

    def __str__(self) -> str:
        return f"{self.paper} for {self.ref}"


class PaperTick(models.Model):
    """What somebody said to a line of the checklist: have it, not yet, not sure, or does not apply."""

    class Says(models.TextChoices):
        YES = "yes"
        NOT_YET = "not-yet"
        NOT_SURE = "not-sure"
        DOES_NOT_APPLY = "does-not-apply"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    says = models.CharField(max_length=20, choices=Says)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "edition", "kind"], name="one_tick_a_paper")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.says}"
