from importlib import import_module

from django.apps import AppConfig


class DsptcareConfig(AppConfig):
    name = "dsptcare"

    def ready(self) -> None:
        """Make our Celery application the current one, so that a page can ring the bell by a task's name."""
        import_module("dsptcare.celery")
