"""Files for tests, made on the spot and quickly: harmless ones that must be taken, hostile ones that must not."""

from typing import NamedTuple

from evidence.refusing import Reason


class Hostile(NamedTuple):
    """A file that must be refused: what is wrong with it, the name it comes by, its bytes, and why it is not taken."""

    what: str
    name: str
    content: bytes
    reason: Reason
