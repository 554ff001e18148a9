"""The sweep over files: every one that waits is shown to the scanner, and only what it calls clean can be had.

The table is the queue. A file is looked at under its row's lock, in a transaction of its own, so two sweeps at once and
a process that dies do no harm; no file is ever given up.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from celery import current_app
from django.db.models import QuerySet
from kombu.exceptions import OperationalError

from evidence import storage
from evidence.checking import begin, is_due
from evidence.clamd import NoAnswer, Reason
from evidence.file_room import file_room
from evidence.models import DocumentVersion, FileState
from evidence.tidying import delete_expired, tidy
from organisations.tenancy import acting_for

logger = logging.getLogger(__name__)

# The next sweep goes on with the rest, so that one does not last for hours.
MOST_IN_A_SWEEP: Final = 500
WITHOUT_BYTES: Final = {FileState.REFUSED, FileState.GONE}


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did; `changed` are the (organisation id, document id) that `take_changed` will give."""

    checked: int
    changed: frozenset[tuple[int, int]]

    @property
    def organisations(self) -> list[int]:
        return sorted({organisation for organisation, _ in self.changed})


@dataclass(frozen=True, slots=True)
class _Due:
    organisation: int
    version: int
    waits_for: str
    tries: int


def ring() -> None:
    """Wake a worker. If nobody can be reached the files wait for the next round: the table is the queue."""
    try:
        current_app.send_task("assessments.tasks.check_files", retry=False)
    except (OperationalError, OSError) as problem:
        logger.warning("The queue could not be reached (%s). Files wait for the next round.", problem)


def sweep(*, now: datetime) -> Swept:
    """Check the files that are due, delete those of documents removed long ago, and say which documents changed."""
    tidy(now=now)
    delete_expired(now=now)
    checked = _check(_due_everywhere(now), now)
    with file_room():
        changed = _settled(DocumentVersion.seen.all()).values_list("organisation", "document")
        return Swept(checked, frozenset(changed))


def take_changed(organisation_id: int) -> set[int]:
    """Return the documents of an organisation whose files have a new state that nobody has acted on yet.

    Takes the marks off in the caller's transaction, which needs the organisation's scope. Before that the store loses
    what is not to be kept, so that a crash in between only does it again. Raises storage.Unreachable.
    """
    mine = _settled(DocumentVersion.objects.filter(organisation=organisation_id))
    taken = list(mine.select_for_update(skip_locked=True, of=("self",)))
    for version in taken:
        if version.state in WITHOUT_BYTES:
            storage.remove(version.key)
    DocumentVersion.objects.filter(pk__in=[version.pk for version in taken]).update(try_at=None)
    return {version.document_id for version in taken if version.state != FileState.GONE}


def _settled(versions: QuerySet[Any]) -> QuerySet[Any]:
    """Choose the versions with a new state that nobody has acted on yet."""
    return versions.exclude(state__in=[FileState.WAITING, FileState.NONE]).exclude(try_at=None)


def _due_everywhere(now: datetime) -> list[_Due]:
    """Return the files to check, those of an organisation together."""
    with file_room():
        due = DocumentVersion.seen.filter(is_due(now)).order_by("organisation", "pk")
        return [_Due(*row) for row in due.values_list("organisation", "pk", "waits_for", "tries")]


def _check(due: list[_Due], now: datetime) -> int:
    """Check the files and return how many have an answer; when the scanner falls silent the rest wait for it."""
    checked = 0
    if not due:
        return checked
    try:
        checker = begin(now)
        for one in due[:MOST_IN_A_SWEEP]:
            checked += checker.check(one.organisation, one.version)
    except NoAnswer as nothing:
        _say_why(due, nothing.reason)
    return checked


def _say_why(due: Iterable[_Due], reason: Reason) -> None:
    """Write down what files wait for, but where it is known, or a reason of the file's own is. No try is counted."""
    unknown = [one for one in due if one.waits_for != reason and not one.tries]
    for organisation, some in groupby(unknown, attrgetter("organisation")):
        with acting_for(organisation):
            versions = [one.version for one in some]
            DocumentVersion.objects.filter(pk__in=versions, state=FileState.WAITING).update(waits_for=reason)
