"""Files on their way in: streamed into quarantine, never more than the cap, and without a name on the disk.

A file without a name is gone as soon as nobody holds it: after the request, after an error, after a crash.
"""

import logging
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, NoReturn, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

from evidence.refusing import Reason

logger = logging.getLogger(__name__)

ROUND_IT: Final = 1_000_000  # bytes; the words of a form and what stands around them, beside the files
FIELD: Final = "file"  # what every form calls its file, for one that stopped before it got that far


class NotWhole(UploadedFile):
    """What stands in a form's files for one that was too big or broke off; nothing of it is kept."""

    def __init__(self, name: str, size: int, reason: Reason) -> None:
        super().__init__(file=BytesIO(), name=name, size=size)
        self.reason = reason


def nameless() -> BinaryIO:
    """Open an empty file in quarantine that no name leads to."""
    folder = Path(settings.QUARANTINE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return cast(BinaryIO, TemporaryFile(dir=folder))


def _cap(request: HttpRequest) -> int:
    """Give the most bytes of a request's files; operators may send more to some addresses."""
    is_operator = getattr(getattr(request, "user", None), "is_operator", False)
    most: int = settings.EVIDENCE_MAX_BYTES
    return settings.UPLOAD_CAPS.get(request.path_info, most) if is_operator else most


class QuarantineUploadHandler(FileUploadHandler):
    """Read every form that may hold files. The cap is of one request."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()  # without the request: each would keep the other alive, and with it the file
        self.cap = _cap(request)

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile]]:
        """Read the form through a stream that ends at the cap; what was typed before a file broke off stays."""
        body = _Body(input_data, self.cap + ROUND_IT, content_length)
        files = _Files(self.cap)
        try:
            posted, sent = MultiPartParser(META, body, [files], "utf-8").parse()  # whatever the sender calls it
        finally:
            files.let_go()
        reason = files.reason or body.reason
        if reason:
            sent.setlistdefault(files.field_name or FIELD, []).append(
                NotWhole(files.file_name or FIELD, max(files.count, body.count), reason)
            )
        return posted, sent


class _Body:
    """The body of a request, as far as it may be read."""

    def __init__(self, stream: Any, most: int, said: int) -> None:
        self.stream, self.most, self.said = stream, most, said
        self.count = 0

    def read(self, size: int) -> bytes:
        """Give the next bytes, or none at the end or at the cap."""
        piece: bytes = self.stream.read(min(size, self.most - self.count)) if self.count < self.most else b""
        self.count += len(piece)
        return piece

    @property
    def reason(self) -> Reason | None:
        """Say why not all of it was read: it is too big, or less arrived than was said."""
        if self.count >= self.said:
            return None
        return Reason.TOO_BIG if self.count >= self.most else Reason.CUT_SHORT


class _Files(FileUploadHandler):
    """Write each file of a form into quarantine, and stop the request when they have become too big together."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.count = most, 0
        self.field_name = self.file_name = None
        self.reason: Reason | None = None
        self.writing: BinaryIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start a file."""
        super().new_file(*args, **kwargs)
        try:
            self.writing = nameless()
        except OSError as problem:
            self._stop(problem)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what arrived; raises StopUpload above the cap, and when the disk is full."""
        self.count += len(raw_data)
        if self.count > self.most:
            self.reason = Reason.TOO_BIG
            raise StopUpload(connection_reset=True)
        try:
            if self.writing:
                self.writing.write(raw_data)
        except OSError as problem:
            self._stop(problem)

    def _stop(self, problem: OSError) -> NoReturn:
        logger.error("Files cannot be taken in: %s", problem)
        self.reason = Reason.NO_STORE
        raise StopUpload(connection_reset=True) from problem

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Hand over a whole file, and forget it."""
        file, self.writing = self.writing, None
        if file is None:
            return None
        file.seek(0)
        self.field_name, name = None, self.file_name
        return UploadedFile(file, name, self.content_type, file_size, self.charset, self.content_type_extra)

    def let_go(self) -> None:
        """Close the file that is being written, if any; with that it is gone."""
        if self.writing:
            self.writing.close()
            self.writing = None
