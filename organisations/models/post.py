"""Mail that waits to be sent. PostgreSQL is the queue; a task sends."""

import uuid

from django.db import models


class OutgoingMail(models.Model):
    """One mail to one address. Row security shows it only to the post room (`organisations.post`)."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    # Made here, not by the database: INSERT ... RETURNING would need leave to read.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state__in=["waiting", "sending"]), name="mail_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"
