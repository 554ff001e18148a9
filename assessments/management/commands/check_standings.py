"""Hold the public facts against what was published: `check_standings`; with `--repair` they are made again."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.models import Coverage, Publication
from assessments.standings import differences, rebuild, standings_of, wanted_standings
from organisations.models import Organisation
from organisations.tenancy import acting_for


class Command(BaseCommand):
    help = "Compare the public facts of every organisation with what it published and declared."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="make what differs again")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for organisation in Organisation.objects.order_by("code").iterator():
            with transaction.atomic(), acting_for(organisation):
                wrong = list(_wrong(organisation))
                if wrong and options["repair"]:
                    rebuild(organisation)
            for words in wrong:
                self.stdout.write(f"{organisation}: {words}")
            found += len(wrong)
        if not found:
            self.stdout.write("All public facts are as they ought to be.")
        elif options["repair"]:
            self.stdout.write(f"{found} made again.")
        else:
            raise CommandError(f"{found} wrong. Run it again with --repair to make them again.")


def _wrong(organisation: Organisation) -> Iterator[str]:
    there, wanted = standings_of(organisation), wanted_standings(organisation)
    for key, row in wanted.items():
        if key not in there:
            yield f"{_name(row)} is missing"
        elif names := differences(there[key], row):
            yield f"{_name(row)} differs in {', '.join(names)}"
    for key, row in there.items():
        if key not in wanted:
            yield f"{_name(row)} ought not to be there"
    yield from _wrong_covers(organisation)


def _name(row: Any) -> str:
    return f"{row.reference or row.source} of {row.published_on}"


def _wrong_covers(organisation: Organisation) -> Iterator[str]:
    """Name covers that no longer fit their publication; these are not made again, for they say who decided what."""
    publications = {one.reference: one for one in Publication.objects.facts().filter(organisation=organisation)}
    for cover in Coverage.objects.filter(organisation=organisation).select_related("site"):
        one = publications.get(cover.reference)
        if one is None or cover.valid_until != one.valid_until:
            yield f"the cover of {cover.site.code} by {cover.reference} does not fit its publication"
        elif one.withdrawn_at and not cover.voided_at:
            yield f"the cover of {cover.site.code} by {cover.reference} still counts, but that was withdrawn"
