from django.core.management.commands import createcachetable

from dsptcare.management.owner import OwnerCommand


class Command(OwnerCommand, createcachetable.Command):
    """As Django's, on the owner's alias."""
