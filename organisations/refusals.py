"""How an action says no: with a code for callers, and words for the person where no page has better ones."""


class Refused(Exception):
    """Raised by an action before its first write when a rule forbids it; `reason` is a stable code."""

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(reason)
        self.reason, self.words = reason, words
