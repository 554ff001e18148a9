"""The scope every query runs in: Django's managers and PostgreSQL's row security are told together.

`acting_for` opens it anywhere; the door (`organisations.access`) opens it for a page with two statements fewer.
The setting is local to the transaction, so nothing survives into the next request on a pooled connection.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db import connections, transaction
from django.db.models import Manager, QuerySet
from django_scopes import ScopedManager, scope

if TYPE_CHECKING:
    from organisations.models import Organisation, User

# Above this many organisations the managers stop listing ids and leave the filtering to row security (measured).
MOST_IDS_IN_A_QUERY = 100

_Context = tuple[tuple[int, ...], int | None]
_context: ContextVar[dict[str, _Context] | None] = ContextVar("acting_for", default=None)


class NoScope(Exception):
    """Raised when a change of state is asked for outside `acting_for`."""


def tenant_manager(queryset: type[QuerySet[Any]] = QuerySet, field: str = "organisation") -> Any:
    """Make a manager that raises ScopeError unless a scope is open, and then filters by it."""
    return ScopedManager(_manager_class=Manager.from_queryset(queryset), organisation=field)


def current_context(using: str = "default") -> _Context | None:
    """Return (organisation ids, user id) of the open scope, or None when no scope is open."""
    return (_context.get() or {}).get(using)


def tell_postgresql(organisations: tuple[int, ...], user: int | None, using: str = "default") -> None:
    """Put the organisations and the user into the transaction's settings that every policy reads."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.organisations', %s, true), set_config('app.user', %s, true)",
            ["{" + ",".join(map(str, organisations)) + "}", "" if user is None else str(user)],
        )


@contextmanager
def managers_for(organisations: tuple[int, ...], user: int | None, using: str = "default") -> Iterator[None]:
    """Open the managers' scope for organisations that PostgreSQL has been told of already."""
    token = _context.set({**(_context.get() or {}), using: (organisations, user)})
    if len(organisations) > MOST_IDS_IN_A_QUERY:
        ids: Any = None
    else:
        ids = organisations[0] if len(organisations) == 1 else list(organisations)
    try:
        with scope(organisation=ids):
            yield
    finally:
        _context.reset(token)


@contextmanager
def acting_for(
    *organisations: "Organisation | int", user: "User | int | None" = None, using: str = "default"
) -> Iterator[None]:
    """Open one transaction in which only these organisations' rows can be read or written.

    Nested, it puts the outer scope back inside the savepoint; on an exception the roll-back does that.
    """
    ids = tuple(one if isinstance(one, int) else one.pk for one in organisations)
    user_id = user if isinstance(user, int) or user is None else user.pk
    before = current_context(using)
    if user_id is None and before is not None:
        user_id = before[1]
    with transaction.atomic(using=using):
        tell_postgresql(ids, user_id, using)
        with managers_for(ids, user_id, using):
            yield
        if before is not None:
            tell_postgresql(*before, using)


P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a change of state: it runs only inside a scope, and so inside that scope's one transaction.

    There is no savepoint of its own: an action refuses before its first write, and any later error undoes the request.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if current_context() is None:
            raise NoScope(f"{function.__name__} needs acting_for(...) around it")
        return function(*args, **kwargs)

    run.is_action = True  # type: ignore[attr-defined]
    return run
