"""Doorbells: each wakes a sweep and says nothing."""

from celery import shared_task
from django.utils import timezone

from organisations import post


@shared_task(name="organisations.tasks.send_mail_queue")
def send_mail_queue() -> int:
    return post.send_due(now=timezone.now())
