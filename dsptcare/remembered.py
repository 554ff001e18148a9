"""What was set up already, so that a second start does only what has changed."""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import ProgrammingError, connection, transaction


def once(file: Path, step: str, made_from: Callable[[], str], work: Callable[[], list[str]]) -> list[str]:
    """Do the work unless it was done from the same things, and give the lines that it gave then."""
    done = _read(file)
    before = done.get(step)
    if before and before[0] == made_from():
        return before[1:]
    lines = work()
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(json.dumps({**done, step: [made_from(), *lines]}))  # the work may change what it is made from
    unfinished.replace(file)
    return lines


def of_files(files: Iterable[Path]) -> str:
    """Name the present state of files, without reading them."""
    seen = (f"{path}:{(at := path.stat()).st_mtime_ns}:{at.st_size}" for path in sorted(files) if path.is_file())
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def of_database() -> str:
    """Name the migrations that this very database has had; another database had them at other moments."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(applied)::text FROM django_migrations")
            return " ".join(map(str, cursor.fetchone()))
    except ProgrammingError:
        return "empty"


def _read(file: Path) -> dict[str, list[str]]:
    try:
        done: dict[str, list[str]] = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return done
