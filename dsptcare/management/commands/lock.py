"""Write requirements/run.txt and dev.txt anew from run.in and dev.in, with uv."""

import shutil
import subprocess
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

# No source packages, and no address of an index in what is written.
ALWAYS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-build",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


class Command(BaseCommand):
    help = "Write the hash-pinned locks anew from requirements/run.in and dev.in (needs uv on PATH)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Let uv be told to go past what the locks hold already."""
        parser.add_argument("--upgrade", action="store_true", help="take the newest versions that the .in files allow")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the lock of what runs first: the other one follows it."""
        uv = shutil.which("uv")
        if uv is None:
            raise CommandError("uv is needed to write the locks (https://docs.astral.sh/uv/); it is not on PATH.")
        more = ["--upgrade"] if options["upgrade"] else []
        self._compile(uv, *more, "-o", "requirements/run.txt", "requirements/run.in")
        self._compile(uv, *more, "-c", "requirements/run.txt", "-o", "requirements/dev.txt", "requirements/dev.in")

    def _compile(self, uv: str, *words: str) -> None:
        own = ("--custom-compile-command", "python3 manage.py lock")
        done = subprocess.run([uv, "pip", "compile", *ALWAYS, *own, *words], cwd=settings.BASE_DIR, check=False)
        if done.returncode != 0:
            raise CommandError("uv could not write the lock.")
