"""Why a file is not taken. Standard library only: the process that looks into files says these reasons, too."""

from enum import StrEnum


class Reason(StrEnum):
    """Name why a file is refused; `evidence.words` has one sentence for each."""

    EMPTY = "empty"
    TOO_BIG = "too-big"
    CUT_SHORT = "cut-short"  # the sender went away, or the line broke
    NO_ROOM = "no-room"  # the organisation has used all its room
    NO_STORE = "no-store"  # the store cannot be reached, or our own disk is full
    BUSY = "busy"  # too many files are being looked at
    UNREADABLE = "unreadable"  # looking into it took too long, or failed
    KIND = "kind"  # not one of the kinds that are taken
    OLD_OFFICE = "old-office"
    IPHONE_PICTURE = "iphone-picture"
    NAME = "name"  # it ends in two ways: bill.exe.pdf
    OTHER_KIND = "other-kind"  # the name says one thing, the bytes another
    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105 - a reason, not a password
    MACROS = "macros"
    SCRIPTS = "scripts"  # a PDF that does something by itself
    FILES_INSIDE = "files-inside"
    READS_ELSEWHERE = "reads-elsewhere"
    UNPACKS_TOO_BIG = "unpacks-too-big"
    TOO_MANY_PIXELS = "too-many-pixels"
    ODD_CHARACTERS = "odd-characters"
    WEB_PAGE = "web-page"


class FileRefused(Exception):
    """Raised when a file is not taken; nothing of it is kept."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
