"""Checking one file under its row's lock: read from the store, compared with the row, and shown to the scanner."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Final

from django.conf import settings
from django.db.models import Q

from evidence import storage
from evidence.actions import files
from evidence.clamd import Answer, Cannot, Clean, Found, NoAnswer, Reason, Scanner
from evidence.models import DocumentVersion, FileState
from organisations.tenancy import acting_for

logger = logging.getLogger(__name__)

# After the first try that told nothing, the second, and so on; the last for ever.
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))


def is_due(now: datetime) -> Q:
    """Choose the versions whose files are to be checked now."""
    return Q(state=FileState.WAITING) & (Q(try_at=None) | Q(try_at__lte=now))


@dataclass(frozen=True, slots=True)
class Checker:
    """A scanner that answers, and what it calls itself; `now` is when the sweep began."""

    scanner: Scanner
    scanned_with: str
    now: datetime

    def check(self, organisation_id: int, version_id: int) -> bool:
        """Check one file if it is still due and nobody else is at it; say whether its row has a new state.

        Raises NoAnswer when all other files would fare the same. Only a scanner that broke off in the middle counts as
        this file's try: it may be the file that does that, and the others must not wait behind it.
        """
        with acting_for(organisation_id):
            waiting = DocumentVersion.objects.select_for_update(skip_locked=True, of=("self",))
            version = waiting.filter(is_due(self.now), pk=version_id).first()
            answer = self._answer(version) if version else None
            if version and answer:
                self._write(version, answer)
        if answer == Cannot(Reason.SILENT):
            raise NoAnswer(Reason.SILENT)
        return isinstance(answer, Clean | Found)

    def _answer(self, version: DocumentVersion) -> Answer | None:
        """Ask the scanner; None when the store has no such file, which is written down here."""
        try:
            content = storage.read(version.key)
        except storage.Missing:
            content = None
        except storage.Unreachable as problem:
            logger.warning("The store could not be read (%s). Files wait for the next round.", problem)
            raise NoAnswer(Reason.STORE) from problem
        if content is None or sha256(content).hexdigest() != version.sha256:
            logger.error("The file %s is missing from the store, or changed there", version.key)
            files.lose_file(version=version, by=None, at=self.now)
            return None
        answer = self.scanner.scan(BytesIO(content))
        if answer == Cannot(Reason.OFF):
            raise NoAnswer(Reason.OFF)
        return answer

    def _write(self, version: DocumentVersion, answer: Answer) -> None:
        match answer:
            case Clean():
                files.find_clean(version=version, scanned_with=self.scanned_with, by=None, at=self.now)
            case Found(name):
                files.refuse_file(version=version, found=name, scanned_with=self.scanned_with, by=None, at=self.now)
            case Cannot(reason):
                self._put_off(version, reason)

    def _put_off(self, version: DocumentVersion, reason: Reason) -> None:
        version.try_at = self.now + PAUSES[min(version.tries, len(PAUSES) - 1)]
        version.waits_for, version.tries = reason, version.tries + 1
        version.save(update_fields=["try_at", "waits_for", "tries"])


def begin(now: datetime) -> Checker:
    """Ask the scanner whether it is there; raises NoAnswer."""
    if not settings.CLAMAV_URL:
        raise NoAnswer(Reason.NONE)
    scanner = Scanner(settings.CLAMAV_URL)
    return Checker(scanner, scanner.version(), now)
