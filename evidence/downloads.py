"""Having a file: which version it is, whether it may be had, and under which name and headers it leaves."""

import logging
import re
import unicodedata
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from evidence import storage
from evidence.clamd import Reason
from evidence.inspection.kinds import ENDINGS, MEDIA_TYPES
from evidence.models import DocumentVersion, FileState
from organisations.models import Organisation

logger = logging.getLogger(__name__)

# The kinds that are taken; whatever a row says beyond these is so many bytes.
KINDS: Final = {MEDIA_TYPES[kind]: kind for kind in MEDIA_TYPES}
BYTES: Final = "application/octet-stream"
LONGEST: Final = 100  # letters of a name before its ending
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
_ODD: Final = re.compile(r'[<>:"|?*%;]')
_PLAIN: Final = re.compile(r"[^A-Za-z0-9 ._()-]")


class CannotBeHad(Exception):
    """Raised for a file that nobody may have now: how it fares, and what it waits for."""

    def __init__(self, state: str, waits_for: str = "") -> None:
        super().__init__(state)
        self.state, self.waits_for = state, waits_for


def own_version(organisation: Organisation, document_id: int, number: int) -> DocumentVersion | None:
    """Return a version of an organisation's own document that has a file."""
    with_file = DocumentVersion.objects.exclude(state=FileState.NONE)
    return with_file.filter(organisation=organisation, document=document_id, number=number).first()


def shared_version(organisation: Organisation, paper_id: int, number: int) -> DocumentVersion | None:
    """Return a version, with a file, of a paper that the organisation's group shares with it: row security decides."""
    shared = DocumentVersion.seen.filter(document__is_shared=True, document__removed_at=None)
    found: DocumentVersion | None = (
        shared.exclude(state=FileState.NONE)
        .exclude(organisation=organisation)
        .filter(document=paper_id, number=number)
        .first()
    )
    return found


def refuse_unless_clean(version: DocumentVersion) -> None:
    """Raise CannotBeHad unless the scanner called the file clean."""
    if version.state != FileState.CLEAN:
        raise CannotBeHad(version.state, version.waits_for)


def content_of(version: DocumentVersion) -> bytes:
    """Return the bytes that were kept, and no others; raises CannotBeHad."""
    try:
        content = storage.read(version.key)
    except storage.Missing as problem:
        logger.exception("The file %s is missing from the store", version.key)
        raise CannotBeHad(FileState.LOST) from problem
    except storage.Unreachable as problem:
        logger.warning("The store could not be read: %s", problem)
        raise CannotBeHad(FileState.WAITING, Reason.STORE) from problem
    if len(content) != version.size or sha256(content).hexdigest() != version.sha256:
        logger.error("The file %s was changed in the store", version.key)
        raise CannotBeHad(FileState.LOST)
    return content


def media_type(version: DocumentVersion) -> str:
    """Return the type that the file leaves with: one of those we take, or nothing that a browser shows."""
    return version.media_type if version.media_type in KINDS else BYTES


def headers(version: DocumentVersion) -> dict[str, str]:
    """Give the headers that make a browser keep the file and never show it."""
    name = harmless_name(version.file_name, version.media_type)
    plain = _PLAIN.sub("_", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {**HEADERS, "Content-Disposition": disposition, "Content-Length": str(version.size)}


def harmless_name(name: str, media_type: str) -> str:
    """Give the name to keep a file under: no letters that hide others, and the ending of what it really is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    stem, _, ending = " ".join(_ODD.sub("_", seen).split()).rpartition(".")
    kind = KINDS.get(media_type)
    if kind and ENDINGS.get(ending.lower()) is kind:
        return f"{_short(stem)}.{ending.lower()}"
    whole = f"{stem}.{ending}" if stem else ending
    return f"{_short(whole.replace('.', '_'))}.{kind or 'bin'}"


def _short(stem: str) -> str:
    return stem[:LONGEST].strip(" .") or "file"
