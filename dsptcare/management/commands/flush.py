from django.core.management.commands import flush

from dsptcare.management.owner import OwnerCommand


class Command(OwnerCommand, flush.Command):
    """As Django's, on the owner's alias."""
