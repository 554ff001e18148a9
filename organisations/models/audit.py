"""What has happened: append-only, numbered without gaps and chained, one chain an organisation."""

from django.db import models

from organisations.tenancy import tenant_manager


class AuditEntry(models.Model):
    """One change. It has no foreign keys, so that nothing it describes can take it along.

    A database trigger gives `number`, `previous_hash` and `hash`; UPDATE, DELETE and TRUNCATE are refused.
    """

    organisation_id = models.BigIntegerField()
    number = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64, default="")

    objects = tenant_manager(field="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "number"], name="audit_number_once"),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"
