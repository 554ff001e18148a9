"""Read the edition files into the rules' frozen data, once in each process."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assessments.rules.editions import (
    Assertion,
    Carry,
    ChecklistItem,
    Counts,
    Crosswalk,
    DocumentKind,
    Edition,
    Group,
    Kind,
    Need,
    Question,
    Section,
    Standard,
    Step,
)

FOLDER = Path(__file__).resolve().parent

Entry = Mapping[str, Any]


@cache
def edition_names() -> tuple[str, ...]:
    """Return the names of the editions there are, oldest first."""
    names = (path.stem for path in FOLDER.glob("*.yaml") if not path.stem.startswith("crosswalk-"))
    return tuple(sorted(names, key=lambda name: int(name.rpartition("-")[2])))


@cache
def edition(name: str) -> Edition:
    """Return an edition; raises KeyError for a name there is no file for."""
    if name not in edition_names():
        raise KeyError(name)
    return _edition(_read(FOLDER / f"{name}.yaml"))


def crosswalk(old: str, new: str) -> Crosswalk | None:
    """Return the way from one edition to the next, None when they are the same; raises KeyError when there is none."""
    return None if old == new else _crosswalks()[old, new]


def crosswalks_to(name: str) -> tuple[Crosswalk, ...]:
    """Return every crosswalk that leads to an edition."""
    return tuple(walk for (_, new), walk in _crosswalks().items() if new == name)


@cache
def _crosswalks() -> dict[tuple[str, str], Crosswalk]:
    found = (_crosswalk(_read(path)) for path in sorted(FOLDER.glob("crosswalk-*.yaml")))
    return {(walk.from_edition, walk.to_edition): walk for walk in found}


def _read(path: Path) -> Entry:
    # The C loader reads an edition ten times faster than the Python one.
    data: Entry = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data


def _edition(data: Entry) -> Edition:
    return Edition(
        name=data["edition"],
        title=data["title"],
        counts=Counts(**data["counts"]),
        standards=tuple(Standard(**entry) for entry in data["standards"]),
        sections=tuple(_section(entry) for entry in data["sections"]),
        assertions=tuple(Assertion(**entry) for entry in data["assertions"]),
        document_kinds=tuple(DocumentKind(**entry) for entry in data["document_kinds"]),
        checklist=tuple(ChecklistItem(**{**entry, "starts": tuple(entry["starts"])}) for entry in data["checklist"]),
        questions=tuple(_question(entry) for entry in data["questions"]),
    )


def _section(entry: Entry) -> Section:
    return Section(**{**entry, "groups": tuple(Group(**group) for group in entry["groups"])})


def _question(entry: Entry) -> Question:
    """Build a question; where it came from (`provenance`) is for reviewers of the file, not for people."""
    kept = {key: value for key, value in entry.items() if key not in ("level", "provenance")}
    changed = {
        "need": Need(entry["level"]),
        "kind": Kind(entry["kind"]),
        "evidence": tuple(entry["evidence"]),
        "exempt": frozenset(entry["exempt"]),
    }
    return Question(**{**kept, **changed})


def _crosswalk(data: Entry) -> Crosswalk:
    steps = (
        Step(entry["from"], entry["to"], entry["change"], Carry(entry["carry"]), entry["note"] or "")
        for entry in data["entries"]
    )
    return Crosswalk(data["from_edition"], data["to_edition"], tuple(steps))
