"""Doorbells: each wakes a sweep and says nothing."""

from celery import shared_task
from django.utils import timezone

from evidence import orphans


@shared_task(name="evidence.tasks.remove_unnamed_files")
def remove_unnamed_files() -> int:
    return orphans.remove_unnamed(now=timezone.now())
