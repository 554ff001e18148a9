"""Why a file cannot be had, as a page."""

from dataclasses import dataclass

from evidence.downloads import CannotBeHad
from evidence.file_words import why_not
from evidence.models import DocumentVersion, FileState


@dataclass(frozen=True, slots=True)
class FilePage:
    """`back` leads to the document that the file is of."""

    title: str
    name: str
    words: str
    back: str


def file_page(version: DocumentVersion, why: CannotBeHad, back: str) -> FilePage:
    is_waiting = why.state == FileState.WAITING
    return FilePage(
        title="You cannot open this file yet" if is_waiting else "You cannot open this file",
        name=version.file_name,
        words=why_not(why.state, why.waits_for),
        back=back,
    )
