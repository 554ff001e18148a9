"""What can be wrong with a file, each said as one sentence that a person can act on."""


class NotUnderstood(Exception):
    """Raised when a file cannot be read. `row` and `column` count from one; both are named in the sentence."""

    def __init__(self, words: str, *, row: int | None = None, column: int | None = None, heading: str = "") -> None:
        self.row, self.column, self.heading = row, column, heading
        super().__init__(f"{_place(row, column, heading)}{words}")


class WhichList(NotUnderstood):
    """Raised when a file has the columns of an ODS list and nothing says which of the lists it is."""


class NotLoaded(Exception):
    """Raised when a file was read and must not be loaded; `reason` is a stable code."""

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason


def _place(row: int | None, column: int | None, heading: str) -> str:
    """Write "Row 57, column 10 (postcode): ", as much of it as is known."""
    parts = [f"Row {row:,}"] if row is not None else []
    if column is not None:
        parts.append(f"{'column' if parts else 'Column'} {column}" + (f" ({heading})" if heading else ""))
    return ", ".join(parts) + ": " if parts else ""
