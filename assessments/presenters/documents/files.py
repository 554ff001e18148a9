"""A version's file: what it is called, and whether it may be had."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings

from evidence.file_words import label, why_not
from evidence.models import DocumentVersion, FileState

SHORT_HASH: Final = 12  # letters that tell two files apart by eye


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file: `href` is "" unless it may be had, and then `words` say why. `sha256` is what its bytes come to."""

    name: str
    size: str
    href: str
    words: str
    sha256: str

    @property
    def short_hash(self) -> str:
        return self.sha256[:SHORT_HASH]


def file_line(version: DocumentVersion, href: str) -> FileLine:
    """Say all about the file of a version; only a clean one leads anywhere."""
    state = FileState(version.state)
    return FileLine(
        name=version.file_name,
        size=size_words(version.size),
        href=href if state is FileState.CLEAN else "",
        words=why_not(version.state, version.waits_for),
        sha256=version.sha256,
    )


def file_label(state: str) -> str:
    """Say in a list that a document has a file, and how it fares; "" for one without."""
    if not state:
        return ""
    why = label(state)
    return f"File: {why[0].lower()}{why[1:]}" if why else "File"


def file_notes() -> tuple[str, ...]:
    """Say what files are taken, and when nobody can open them."""
    taken = f"PDF, Word, Excel, JPG, PNG, text or CSV, up to {size_words(settings.EVIDENCE_MAX_BYTES)}."
    checked = "We cannot check files for viruses here yet. Until we can, nobody can open them."
    return (taken,) if settings.CLAMAV_URL else (taken, checked)


def size_words(size: int) -> str:
    """Say how big a file is, in bytes, thousands of bytes (KB) or millions (MB)."""
    for unit, letters in ((1_000_000, "MB"), (1_000, "KB")):
        if size >= unit:
            return f"{size / unit:.1f} {letters}".replace(".0 ", " ")
    return f"{size} bytes"
