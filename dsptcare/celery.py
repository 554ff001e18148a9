"""The queue's way in: tasks are doorbells, the work itself waits in PostgreSQL."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

# kombu's own lets a worker read a message before it is written, and dies of it.
TRANSPORT_ALIASES["filesystem"] = "dsptcare.folder_queue:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsptcare.settings")

app = Celery("dsptcare")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
