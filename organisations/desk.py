"""The operators' desk: the claims, disputes and merges of every organisation, and nothing else of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def desk() -> Iterator[None]:
    """Open a transaction in which the desk's tables can be seen, whoever they are about."""
    with transaction.atomic():
        _tell("open")
        yield
        _tell("")


def _tell(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.desk', %s, true)", [word])
