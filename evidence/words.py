"""What people read about files: one plain sentence for each reason why one is not taken."""

from typing import Final

from django.conf import settings

from evidence.refusing import FileRefused, Reason

MEGABYTE: Final = 1_000_000

# Without a full stop, as error messages are.
FILE_REFUSALS: Final = {
    Reason.EMPTY: "This file is empty, so choose another one",
    Reason.TOO_BIG: "This file must be smaller than {cap}",
    Reason.CUT_SHORT: "The file did not arrive whole, so choose it again",
    Reason.NO_ROOM: "Your {room} for files is full, so just tell us where you keep this one",
    Reason.NO_STORE: "We cannot keep files just now, so just tell us where you keep this one",
    Reason.BUSY: "We are busy just now, so choose the file again in a minute",
    Reason.UNREADABLE: "We could not read this file, so save it as a PDF and send that",
    Reason.KIND: "The file must be a PDF, Word, Excel, JPG, PNG, text or CSV file",
    Reason.OLD_OFFICE: "This kind of file is too old, so save it as a .docx or .xlsx file",
    Reason.IPHONE_PICTURE: "This kind of picture cannot be kept, so save it as a JPG",
    Reason.NAME: "This name looks like a program, so give the file another name",
    Reason.OTHER_KIND: "The name of this file does not fit what is in it, so save it again as a PDF",
    Reason.DAMAGED: "This file is damaged, so open it, save it again and send that",
    Reason.PASSWORD: "This file has a password, so save it without one or tell us where you keep it",
    Reason.MACROS: "This file has a program in it, so save it as a PDF and send that",
    Reason.SCRIPTS: "This PDF does things by itself, so print it to a new PDF and send that",
    Reason.FILES_INSIDE: "There are other files in this one, so save it as a PDF without them",
    Reason.READS_ELSEWHERE: "This file needs things from other places, so save it as a PDF and send that",
    Reason.UNPACKS_TOO_BIG: "This file grows too big when it is opened, so tell us where you keep it",
    Reason.TOO_MANY_PIXELS: "This picture is too large, so make it smaller and send that",
    Reason.ODD_CHARACTERS: "Some of this text cannot be read, so save it as a PDF and send that",
    Reason.WEB_PAGE: "This file is a web page, so save it as a PDF and send that",
}


def file_refusal(refused: FileRefused) -> str:
    """Say to a person why a file was not taken, and what to do."""
    return FILE_REFUSALS[refused.reason].format(
        cap=_size(settings.EVIDENCE_MAX_BYTES), room=_size(settings.EVIDENCE_QUOTA_BYTES)
    )


def _size(count: int) -> str:
    return f"{count / MEGABYTE:,.1f}".removesuffix(".0") + " MB"
