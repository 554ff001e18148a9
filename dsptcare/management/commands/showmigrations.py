from django.core.management.commands import showmigrations

from dsptcare.management.owner import OwnerCommand


class Command(OwnerCommand, showmigrations.Command):
    """As Django's, on the owner's alias."""
