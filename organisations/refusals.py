"""How an action says no: with a code, so that the page finds the words."""


class Refused(Exception):
    """Raised by an action before its first write when a rule forbids it; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
