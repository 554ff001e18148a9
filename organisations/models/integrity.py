"""Composite keys: a child row can only point at a parent of its own organisation."""

from typing import Any

from django.db.models import BaseConstraint, Model
from django.db.models.constraints import UniqueConstraint


class SameOrganisation(BaseConstraint):
    """FOREIGN KEY (organisation_id, parent_id) to the parent's (organisation_id, id), checked at commit.

    The parent needs UniqueConstraint(organisation, id): see `parent_key`. The Django field says db_constraint=False.
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def _clause(self, model: type[Model], quote: Any) -> str:
        parent = model._meta.get_field(self.field)
        table = parent.related_model._meta.db_table  # type: ignore[union-attr]
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY (organisation_id, {quote(parent.column)}) "  # type: ignore[union-attr]
            f"REFERENCES {quote(table)} (organisation_id, id) DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model: type[Model], schema_editor: Any) -> str:
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: type[Model], schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} ADD {self._clause(model, quote)}"

    def remove_sql(self, model: type[Model], schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """Leave it to PostgreSQL: a form cannot see another organisation's rows anyway."""

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, str]]:
        return ("organisations.models.integrity.SameOrganisation", (), {"field": self.field, "name": self.name})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameOrganisation) and (self.field, self.name) == (other.field, other.name)

    def __hash__(self) -> int:
        return hash((self.field, self.name))


def parent_key(name: str) -> UniqueConstraint:
    """The key that children of this table point at."""
    return UniqueConstraint(fields=["organisation", "id"], name=name)
