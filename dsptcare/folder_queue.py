"""Celery's transport over a folder, with whole messages only: a reader must never find one that is half written."""

import uuid
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

UNFINISHED = ".part"  # readers look for names that end in their queue's


class Channel(filesystem.Channel):
    """Put a message under a name that nobody looks for, and then give it its own."""

    def _put(self, queue: str, payload: Any, **_: Any) -> None:
        name = f"{monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        unfinished = Path(self.data_folder_out) / f"{name}{UNFINISHED}"
        unfinished.write_bytes(str_to_bytes(dumps(payload)))
        unfinished.rename(Path(self.data_folder_out) / name)


class Transport(filesystem.Transport):
    Channel = Channel
