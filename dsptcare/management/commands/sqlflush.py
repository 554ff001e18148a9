from django.core.management.commands import sqlflush

from dsptcare.management.owner import OwnerCommand


class Command(OwnerCommand, sqlflush.Command):
    """As Django's, on the owner's alias."""
