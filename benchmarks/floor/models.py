"""A summary row for each assessment, and a row for each answer."""

from django.conf import settings
from django.db import models


class Assessment(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    saves = models.PositiveIntegerField(default=0)
    last_saved_at = models.DateTimeField(null=True)


class Answer(models.Model):
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT)
    ref = models.CharField(max_length=10)
    choice = models.CharField(max_length=20)
    text = models.TextField()
    comment = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "ref"], name="floor_one_answer")]
