"""Asking the scanner about files that wait."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring() -> None:
    """Wake a worker. If nobody can be reached the files wait for the next round: the table is the queue."""
    try:
        current_app.send_task("assessments.tasks.check_files", retry=False)
    except (OperationalError, OSError) as problem:
        logger.warning("The queue could not be reached (%s). Files wait for the next round.", problem)
