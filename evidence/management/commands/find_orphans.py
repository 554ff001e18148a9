"""Hold the store of files against the register: `find_orphans`; with `--repair` what does not fit is put right."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evidence import orphans, scanning, storage


class Command(BaseCommand):
    help = "Find files that no row names, and rows whose file is not in the store."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="remove such files, and mark such rows as lost")

    def handle(self, *args: Any, **options: Any) -> None:
        now, found = timezone.now(), 0
        try:
            for orphan in orphans.find(now=now):
                found += 1
                self.stdout.write(str(orphan))
                if options["repair"]:
                    orphans.repair(orphan, now=now)
            if options["repair"]:
                storage.drop_empty_folders()
        except storage.Unreachable as problem:
            raise CommandError(f"The store cannot be reached, so nothing is known: {problem}") from problem
        if not found:
            self.stdout.write("Every file has its row, and every row its file.")
        elif options["repair"]:
            scanning.ring()
            self.stdout.write(f"{found} put right.")
        else:
            raise CommandError(f"{found} wrong. Run it again with --repair to put them right.")
