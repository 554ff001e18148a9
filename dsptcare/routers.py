"""Which role does what: the owner migrates, the application reads and writes."""

from contextvars import ContextVar

from django.db.models import Model

OWNER = "owner"
migrating: ContextVar[bool] = ContextVar("migrating", default=False)


class OwnerMigrates:
    """Send everything to the owner while a migration runs, and let nobody else change a table."""

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """Allow changes of schema to the owner alone."""
        return db == OWNER

    def db_for_read(self, model: type[Model], **hints: object) -> str | None:
        """Give the owner inside a migration, which may forget to say whose rows it reads."""
        return OWNER if migrating.get() else None

    def db_for_write(self, model: type[Model], **hints: object) -> str | None:
        """Give the owner inside a migration, which may forget to say whose rows it writes."""
        return OWNER if migrating.get() else None
