"""How a file fares, in words: why it cannot be had, and what to do."""

from django.conf import settings

from evidence.clamd import Reason
from evidence.models import FileState

# What a list says beside the document.
LABELS = {
    FileState.WAITING: "Waiting to be checked",
    FileState.REFUSED: "Virus found",
    FileState.LOST: "File lost",
    FileState.GONE: "File deleted",
}
WAITING = {
    "": "We are checking this file for viruses. Look again in a minute.",
    Reason.NONE: (
        "We cannot check files for viruses here yet, so nobody can open this one. Tell us where you keep it as well."
    ),
    Reason.OFF: (
        "Our virus checker is not working just now, so this file must wait. We keep it safe. We check it as soon as we"
        " can."
    ),
    Reason.LIMIT: (
        "Our virus checker could not look at all of this file, so nobody can open it. Add a smaller or simpler copy."
        " Or tell us where you keep it."
    ),
    Reason.STORE: "We cannot reach this file just now. We try again every minute.",
}
ELSE = {
    FileState.REFUSED: (
        "We found a virus in this file, so we took it away. Check your computer for viruses. Then add a clean copy."
    ),
    FileState.LOST: "We cannot find this file any more. We are sorry. Please add it again.",
    FileState.GONE: "We deleted this file, because its document was removed a while ago. Add it again if you need it.",
}


def label(state: str) -> str:
    """Give a word or two for a list; "" for a file that can be had, and for no file."""
    return LABELS.get(FileState(state), "")


def why_not(state: str, waits_for: str = "") -> str:
    """Say why a file cannot be had, and what to do; "" when it can, and for no file."""
    if state == FileState.WAITING:
        return WAITING[_waiting_for(waits_for)]
    return ELSE.get(FileState(state), "")


def _waiting_for(reason: str) -> str:
    """Name what the words are about: before anybody looked, it is known already whether there is a scanner."""
    if not settings.CLAMAV_URL and reason != Reason.STORE:
        return Reason.NONE
    if reason in {Reason.SILENT, Reason.UNKNOWN}:
        return Reason.OFF
    return "" if reason == Reason.NONE else reason
