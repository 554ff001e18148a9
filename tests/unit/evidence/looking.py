"""Looking into a file in this process: quicker, and the reason is at hand."""

from collections.abc import Callable
from typing import Any

from evidence.refusing import FileRefused, Reason


def why_not(check: Callable[..., Any], *args: Any) -> Reason | None:
    """Say why something is refused, or None."""
    try:
        check(*args)
    except FileRefused as problem:
        return problem.reason
    return None
