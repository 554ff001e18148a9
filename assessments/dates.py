"""How a date is written in a sentence."""

from datetime import date


def in_full(on: date) -> str:
    """Write a date as "30 June 2026"."""
    return f"{on.day} {on:%B %Y}"
