"""Django's commands that change or show the schema, as the role that owns it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from dsptcare.routers import OWNER, migrating


class OwnerCommand(BaseCommand):
    """Put before a Django command: it works on the owner's alias unless told otherwise."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Default to the owner."""
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Do the command with the router told that it migrates."""
        if options["database"] == OWNER and OWNER not in connections:
            raise CommandError("OWNER_DATABASE_URL is not set: only the owner's role may do this.")
        token = migrating.set(True)
        try:
            return super().execute(*args, **options)
        finally:
            migrating.reset(token)
