"""How long what was removed can come back."""

from datetime import datetime, timedelta
from typing import Final

UNDO: Final = timedelta(days=30)


def can_undo(removed_at: datetime, at: datetime) -> bool:
    """Say whether what was removed can still come back."""
    return at <= removed_at + UNDO
