"""What the scanner says of files, and what follows from that for answers."""

import logging
from contextlib import ExitStack
from datetime import datetime

from assessments.actions.proof import files_changed
from evidence import scanning, storage
from organisations.models import Organisation
from organisations.tenancy import acting_for

logger = logging.getLogger(__name__)


def check(*, now: datetime) -> int:
    """Check the files that wait, settle the answers that they prove, and return how many were checked."""
    swept = scanning.sweep(now=now)
    with ExitStack() as every:  # where one organisation fails, the others are still followed, and the task fails
        for organisation in Organisation.objects.filter(pk__in=swept.organisations):
            every.callback(_follow, organisation, now)
    return swept.checked


def _follow(organisation: Organisation, now: datetime) -> None:
    """Settle the answers in the transaction that takes the marks off the files, so that neither is lost alone."""
    try:
        with acting_for(organisation):
            documents = scanning.take_changed(organisation.pk)
            if documents:
                files_changed(organisation=organisation, documents=documents, by=None, at=now)
    except storage.Unreachable as problem:
        logger.warning("A file could not be removed (%s). The next round does it.", problem)
