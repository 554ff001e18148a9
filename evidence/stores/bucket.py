"""Files in a bucket of an S3-compatible store. Nothing here ever makes an address that others could open."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from evidence.stores.disk import NO_ADDRESS

CONNECT, READ = 5, 20  # seconds; somebody may be waiting for the page
NOT_THERE = {"404", "NoSuchKey", "NotFound"}


class Bucket(S3Storage):
    """A bucket whose refusals are OSErrors, as those of a disk are."""

    def __init__(self, *, addressing_style: str | None = None, **options: Any) -> None:
        config = Config(
            connect_timeout=CONNECT,
            read_timeout=READ,
            retries={"max_attempts": 2},
            signature_version="s3v4",
            s3={"addressing_style": addressing_style},
            # Stores other than Amazon's do not all know the newer sums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=config, default_acl=None, querystring_auth=True, **options)

    def _save(self, name: str, content: Any) -> str:
        """Put it in one piece: an upload in parts that breaks off would leave the parts."""
        content.seek(0)
        with _answering():
            self.bucket.Object(name).put(Body=content.read(), ContentType=self.default_content_type)
        return name

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _answering():
            return File(BytesIO(self.bucket.Object(name).get()["Body"].read()), name)

    def delete(self, name: str) -> None:
        with _answering():
            super().delete(name)

    def size(self, name: str) -> int:
        with _answering():
            return int(super().size(name))

    def entries(self, folder: str) -> Iterator[tuple[str, int, datetime]]:
        """Give name, bytes and time (UTC) of each file in a folder."""
        with _answering():
            for found in self.bucket.objects.filter(Prefix=f"{folder}/"):
                yield found.key, found.size, found.last_modified

    def folders(self) -> list[str]:
        """Name the folders there are."""
        with _answering():
            return list(super().listdir("")[0])

    def drop_unfinished(self, before: datetime) -> None:
        """Do nothing: what was not sent whole is not there."""

    def drop_empty_folders(self) -> None:
        """Do nothing: a bucket has none."""

    def url(self, *_args: Any, **_options: Any) -> str:
        raise NotImplementedError(NO_ADDRESS)


@contextmanager
def _answering() -> Iterator[None]:
    """Say with the errors of a disk what the store refused."""
    try:
        yield
    except ClientError as refused:
        if refused.response.get("Error", {}).get("Code") in NOT_THERE:
            raise FileNotFoundError(str(refused)) from refused
        raise ConnectionError(str(refused)) from refused
    except (BotoCoreError, Boto3Error) as refused:
        raise ConnectionError(str(refused)) from refused
