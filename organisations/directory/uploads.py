"""A file somebody has sent and not loaded yet: kept on disk under its fingerprint, with the name it came by."""

import hashlib
import re
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from django.conf import settings
from django.http import Http404

from organisations.directory.reading import File, file_at

FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")
ODD: Final = re.compile(r"[^\w .()-]+")
LONGEST_NAME: Final = 100
KEPT_FOR: Final = timedelta(days=1)


def keep(pieces: Iterable[bytes], name: str, *, at: datetime) -> str:
    """Write a file to disk, a piece at a time, and give the fingerprint it is kept by."""
    _clear_away(at)
    digest = hashlib.sha256()
    with NamedTemporaryFile(dir=_folder(), delete=False) as written:
        for piece in pieces:
            digest.update(piece)
            written.write(piece)
    let_go(digest.hexdigest())
    place = _folder() / digest.hexdigest()
    place.mkdir(exist_ok=True)
    Path(written.name).rename(place / _safe(name))
    return digest.hexdigest()


def kept_or_404(fingerprint: str) -> File:
    """Find a kept file, or say that there is none."""
    place = _folder() / fingerprint
    found = next(place.iterdir(), None) if FINGERPRINT.fullmatch(fingerprint) and place.is_dir() else None
    if found is None:
        raise Http404
    return file_at(found)


def let_go(fingerprint: str) -> None:
    """Remove a kept file."""
    shutil.rmtree(_folder() / fingerprint, ignore_errors=True)


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "uploads" / "directory"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _clear_away(at: datetime) -> None:
    """Remove what nobody has loaded within a day."""
    oldest = (at - KEPT_FOR).timestamp()
    for left in _folder().iterdir():
        if left.stat().st_mtime < oldest:
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def _safe(name: str) -> str:
    """Give a name that is one, whatever was sent: its letters say which list it is."""
    tidy = ODD.sub("_", Path(name).name).strip(" .")
    return tidy.encode()[-LONGEST_NAME:].decode(errors="ignore") or "file"  # a file system counts bytes
