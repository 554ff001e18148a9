"""The five lists that answer questions (F17)."""

from typing import Final

from evidence.lists.columns import ListSpec
from evidence.lists.of_data import INFORMATION, PROCESSING
from evidence.lists.of_people import TRAINING
from evidence.lists.of_things import DEVICES, SUPPLIERS

__all__ = ["DEVICES", "INFORMATION", "LISTS", "PROCESSING", "SUPPLIERS", "TRAINING", "list_called"]

LISTS: Final = (TRAINING, INFORMATION, PROCESSING, SUPPLIERS, DEVICES)
_BY_SLUG: Final = {listed.slug: listed for listed in LISTS}


def list_called(slug: str) -> ListSpec | None:
    """Give a list by its slug, or None for one that there is not."""
    return _BY_SLUG.get(slug)
