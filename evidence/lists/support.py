"""When the maker's support of well-known software ends, from a small table of public facts. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

TABLE: Final = Path(__file__).with_name("support_ends.yaml")
# Updates that somebody pays for run longer than the table knows: only the organisation's own date can say until when.
PAID_FOR: Final = frozenset({"esu", "extended"})
_MAKERS: Final = frozenset({"microsoft", "ms", "adobe"})
_SHORT: Final = {"win": "windows", "svr": "server", "edu": "education", "ent": "enterprise"}
_STUCK: Final = re.compile(r"\b(win|windows|office|word|excel|outlook|server)(?=\d)")


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[str, ...]
    needs: frozenset[str]
    unless: frozenset[str]
    ends_on: date


def support_end(software: str) -> date | None:
    """Return the last day that a maker supports some software; None for any that the table does not know.

    Tolerant of case, spaces, the maker's name, "Win 10" and "Win10". Of several programs, the first to end counts.
    """
    said = _words(software)
    if PAID_FOR & set(said):
        return None
    return min((row.ends_on for row in _table() if _is(row, said)), default=None)


def _is(row: _Row, said: tuple[str, ...]) -> bool:
    """Say whether a row is meant. Words match whole and together, so that "Windows 11" is no "Windows 1"."""
    size = len(row.words)
    is_named = any(said[place : place + size] == row.words for place in range(len(said) - size + 1))
    return is_named and row.needs <= set(said) and not row.unless & set(said)


def _words(text: str) -> tuple[str, ...]:
    """Split words apart as the table has them: "Win10 Pro" is "windows", "10", "pro"; "8.1" and "22h2" stay whole."""
    apart = _STUCK.sub(r"\1 ", text.casefold())
    found = (_SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+(?:\.\d+)*", apart))
    return tuple(word for word in found if word not in _MAKERS)


@cache
def _table() -> tuple[_Row, ...]:
    rows = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(_row(row, name) for row in rows for name in row["names"])


def _row(row: Mapping[str, Any], name: str) -> _Row:
    needs, unless = (frozenset(row.get(key, ())) for key in ("with", "unless"))
    return _Row(_words(name), needs, unless, row["ends_on"])
