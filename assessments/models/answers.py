"""Answers, one row each with a version; every version ever saved; confirmations of assertions."""

from django.db import models

from assessments.models.assessments import Assessment
from organisations.models import Organisation, User
from organisations.models.integrity import SameOrganisation
from organisations.tenancy import tenant_manager


class Words(models.Model):
    """What a person can say to one question."""

    choice = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    kept_at = models.TextField(blank=True)
    link = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    staff_total = models.PositiveIntegerField(null=True, blank=True)
    staff_trained = models.PositiveIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        abstract = True


# Names of the fields above, in order: what a revision copies and what a form gives.
WORDS = ("choice", "text", "kept_at", "link", "on", "reason", "staff_total", "staff_trained", "comment")


class Answer(Words):
    """The current answer. A save names the version it read; a database trigger files every version."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers", db_constraint=False)
    ref = models.CharField(max_length=10)
    check_again = models.BooleanField(default=False)
    carried = models.BooleanField(default=False)
    came_from = models.CharField(max_length=100, blank=True, help_text="The group that it was inherited from (R75)")
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [
            SameOrganisation(field="assessment", name="answer_same_organisation"),
            models.UniqueConstraint(fields=["organisation", "assessment", "ref"], name="one_answer_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} version {self.version}"


class AnswerRevision(Words):
    """A version that was saved, or words that lost a clash and were set aside. Append-only."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="revisions", db_constraint=False)
    ref = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    is_set_aside = models.BooleanField(default=False)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [SameOrganisation(field="assessment", name="revision_same_organisation")]
        indexes = [models.Index(fields=["assessment", "ref", "-id"])]

    def __str__(self) -> str:
        return f"{self.ref} version {self.version}"


class AnswerDraft(Words):
    """What one person is still typing, kept by autosave. It is never part of the answer until they save."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="drafts", db_constraint=False)
    ref = models.CharField(max_length=10)
    version = models.PositiveIntegerField(help_text="The version of the answer this was typed over")
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [
            SameOrganisation(field="assessment", name="draft_same_organisation"),
            models.UniqueConstraint(
                fields=["organisation", "assessment", "ref", "saved_by"], name="one_draft_a_person_and_question"
            ),
        ]

    def __str__(self) -> str:
        return f"Draft of {self.ref}"


class Confirmation(models.Model):
    """Somebody says an assertion's answers in one part are true this year.

    Some assertions have questions in several parts; such an assertion is confirmed when every part's row is there.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="confirmations", db_constraint=False
    )
    assertion = models.CharField(max_length=10)
    section = models.CharField(max_length=40)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [
            SameOrganisation(field="assessment", name="confirmation_same_organisation"),
            models.UniqueConstraint(
                fields=["organisation", "assessment", "assertion", "section"], name="one_confirmation_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assertion} in {self.section}"
