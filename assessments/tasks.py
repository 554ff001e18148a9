"""Doorbells: each wakes a sweep and says nothing."""

from celery import shared_task
from django.utils import timezone

from assessments import following_files


@shared_task(name="assessments.tasks.check_files")
def check_files() -> int:
    return following_files.check(now=timezone.now())
