from django.core.management.commands import migrate

from dsptcare.management.owner import OwnerCommand


class Command(OwnerCommand, migrate.Command):
    """As Django's, on the owner's alias."""
