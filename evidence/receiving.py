"""Receiving a file: inspected, drawn anew if it is a picture, and kept in the store."""

import hashlib
import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.db.models import Sum

from evidence import storage
from evidence.inspection.asking import look_into
from evidence.inspection.kinds import HEAD, MEDIA_TYPES, Kind, refuse_another
from evidence.inspection.names import tidy
from evidence.models import DocumentVersion, FileState
from evidence.refusing import FileRefused, Reason
from evidence.uploads import NotWhole, nameless
from organisations.models import Organisation

# Two files at once may not both take the last of an organisation's room. The number is any that nothing else uses.
ROOM_LOCK: Final = 20_261
TAKES_ROOM: Final = (FileState.WAITING, FileState.CLEAN)
# A text that was not UTF-8, or a picture of a very plain kind, grows a little when it is written anew.
GROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was inspected and kept: `key` is its name in the store, `size` and `sha256` are of what is there."""

    file_name: str
    media_type: str
    size: int
    sha256: str
    key: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that is what its name says, and harmless as far as anybody can see; in quarantine until it is kept."""

    file_name: str
    kind: Kind
    uploaded: UploadedFile

    @property
    def path(self) -> Path:
        """Give where it can be read from, by this process and until the request ends."""
        return Path(f"/proc/self/fd/{self.uploaded.file.fileno()}")


def inspect(uploaded: UploadedFile) -> Inspected:
    """Find out what a file really is; raises FileRefused. Pictures are drawn anew, and only what was drawn is given."""
    if isinstance(uploaded, NotWhole):
        raise FileRefused(uploaded.reason)
    name, kind = tidy(uploaded.name or "")
    if not uploaded.size:
        raise FileRefused(Reason.EMPTY)
    if uploaded.size > settings.EVIDENCE_MAX_BYTES:
        raise FileRefused(Reason.TOO_BIG)
    content = _in_quarantine(uploaded)
    refuse_another(kind, content.read(HEAD))
    with nameless() as anew, nameless() as answer:
        if look_into(content, kind, anew, answer, most_written=GROWS * settings.EVIDENCE_MAX_BYTES):
            _put_in_place(uploaded, anew)
    return Inspected(name, kind, uploaded)


def receive(uploaded: UploadedFile | Inspected, *, organisation: Organisation) -> Received:
    """Inspect a file unless a form has done so, and keep it in the store; raises FileRefused.

    The organisation's room stays locked until the transaction ends, so that the row of this file is counted by the
    next. If the transaction is taken back, the sweep removes what was kept.
    """
    file = uploaded if isinstance(uploaded, Inspected) else inspect(uploaded)
    size = file.path.stat().st_size
    _refuse_if_full(organisation, size)
    with file.path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    try:
        key = storage.keep(file.path, organisation.pk)
    except storage.Unreachable as problem:
        raise FileRefused(Reason.NO_STORE) from problem
    return Received(file.file_name, MEDIA_TYPES[file.kind], size, sha256, key)


def _in_quarantine(uploaded: UploadedFile) -> BinaryIO:
    """Give the file as one with a descriptor, from its start; one that came in another way is copied."""
    if isinstance(uploaded.file, BytesIO):
        _put_in_place(uploaded, uploaded.file)
    uploaded.file.seek(0)
    return cast(BinaryIO, uploaded.file)


def _put_in_place(uploaded: UploadedFile, content: BinaryIO) -> None:
    """Let an upload hold other content, in quarantine. The request closes what it holds, and with that it is gone."""
    content.seek(0)
    copied = nameless()
    shutil.copyfileobj(content, copied)
    copied.flush()
    uploaded.close()
    uploaded.file, uploaded.size = copied, copied.tell()


def _refuse_if_full(organisation: Organisation, size: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ROOM_LOCK, organisation.pk])
    kept = DocumentVersion.objects.filter(organisation=organisation, state__in=TAKES_ROOM).aggregate(all=Sum("size"))
    if (kept["all"] or 0) + size > settings.EVIDENCE_QUOTA_BYTES:
        raise FileRefused(Reason.NO_ROOM)
