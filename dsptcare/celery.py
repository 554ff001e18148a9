"""The queue's way in: tasks are doorbells, the work itself waits in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsptcare.settings")

app = Celery("dsptcare")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
