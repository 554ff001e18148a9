"""Rows to start a list from, in our own words, for each kind of care. They are there to be changed."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from evidence.lists.columns import ListSpec

FILE: Final = Path(__file__).with_name("samples.yaml")
FOR_ALL: Final = "all"

Sample = Mapping[str, str]


def samples_for(listed: ListSpec, care_kinds: Collection[str]) -> tuple[Sample, ...]:
    """Give the rows for every kind of care and those for the kinds that are given here, each name once."""
    written = _written()[listed.slug]
    wanted = [row for kind in (FOR_ALL, *sorted(care_kinds)) for row in written.get(kind, ())]
    return tuple({row["name"]: row for row in reversed(wanted)}.values())[::-1]


@cache
def _written() -> Any:
    return yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
