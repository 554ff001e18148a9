"""`python3 manage.py import_directory FILE...`: load the public ODS and CQC files, or say what loading would change."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.loading import load_directory
from organisations.directory.importing import preview, too_many_words
from organisations.directory.kinds import WORDS, Kind
from organisations.directory.problems import NotLoaded, NotUnderstood
from organisations.directory.reading import File, file_at, parts_of
from organisations.directory.reports import Loaded, PartReport, Preview


class Command(BaseCommand):
    help = "Load lists of the ODS, the CQC or the national toolkit: .csv, .zip, .json, .xlsx or .ods, as they come."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--kind", choices=[kind.value for kind in Kind], help="which list it is, when neither it nor its name says"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument(
            "--even-if-many-vanish", action="store_true", help="load also when far more vanish than usual"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = Kind(options["kind"]) if options["kind"] else None
        done: list[Preview | Loaded] = []
        for path, file in self._in_turn(options["files"], kind):
            try:
                done.append(self._one(file, kind, options))
            except (NotUnderstood, NotLoaded) as problem:
                raise CommandError(f"{path}: {problem}\nNothing of this file was loaded.{_before(done)}") from problem
            if not options["json"]:
                self._say(done[-1])
        if options["json"]:
            self.stdout.write(json.dumps([_facts(one) for one in done], indent=2))

    def _in_turn(self, paths: list[Path], kind: Kind | None) -> list[tuple[Path, File]]:
        """Put the files in the order to load them; whatever is wrong with one is said before any is loaded."""
        found = []
        for path in paths:
            if not path.is_file():
                raise CommandError(f"{path}: there is no such file.")
            try:
                turn = parts_of(file_at(path), kind)[0].kind.turn
            except NotUnderstood as problem:
                raise CommandError(f"{path}: {problem}\nNothing was loaded.") from problem
            found.append((turn, path))
        return [(path, file_at(path)) for _, path in sorted(found)]

    def _one(self, file: File, kind: Kind | None, options: dict[str, Any]) -> Preview | Loaded:
        if options["dry_run"]:
            return preview(file, at=timezone.now(), kind=kind, progress=self._progress)
        return load_directory(
            file,
            by=None,
            at=timezone.now(),
            kind=kind,
            progress=self._progress,
            even_if_many_vanish=options["even_if_many_vanish"],
        )

    def _progress(self, words: str, count: int) -> None:
        self.stderr.write(f"  {words}: {count:,}" if count else f"  {words}")

    def _say(self, done: Preview | Loaded) -> None:
        for part in done.parts:
            self.stdout.write("\n".join(in_lines(part, is_preview=isinstance(done, Preview))))


def in_lines(part: PartReport, *, is_preview: bool) -> list[str]:
    """Write what a list changes for a terminal."""
    tally = part.tally
    counts = {
        "rows": tally.rows,
        "new": tally.added,
        "changed": tally.changed,
        "of these, newly closed": tally.closed,
        "no longer listed": tally.vanished,
        "relations ended": tally.ended,
        "as before": tally.unchanged,
        "not for us": tally.left_out,
        "repeated": tally.repeated,
        "odd": tally.odd,
    }
    lines = [f"{part.name}: {WORDS[part.kind]}, {'would change' if is_preview else 'loaded'}"]
    lines += [f"  {count:>9,} {words}" for words, count in counts.items() if count or words in ("rows", "as before")]
    if is_preview:
        lines += [
            f"    {sort} {one.code} {one.name}: {one.words}" for sort in part.samples for one in part.samples[sort]
        ]
        lines += [f"  {too_many_words(part)}"] if tally.too_many_vanish else []
    return lines + [f"  {note}" for note in part.notes]


def _facts(done: Preview | Loaded) -> dict[str, Any]:
    return {
        "file": done.file_name,
        "sha256": done.sha256,
        "loaded": isinstance(done, Loaded),
        "lists": [{"kind": part.kind.value, "name": part.name, **part.tally.as_counts()} for part in done.parts],
    }


def _before(done: list[Preview | Loaded]) -> str:
    return f" {len(done)} before it were." if done else ""
