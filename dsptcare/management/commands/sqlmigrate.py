from django.core.management.commands import sqlmigrate

from dsptcare.management.owner import OwnerCommand


class Command(OwnerCommand, sqlmigrate.Command):
    """As Django's, on the owner's alias."""
