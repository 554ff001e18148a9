"""The files are clean, and the checks that say so notice what they are for."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from assessments.editions.loading import FOLDER
from tests.unit.assessments.editions.validation import problems_in, read

FILES = {path.stem: read(path) for path in sorted(FOLDER.glob("*.yaml"))}
Files = dict[str, dict[str, Any]]


def test_every_edition_and_crosswalk_is_clean() -> None:
    assert problems_in(FILES) == []


def question(files: Files, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = next(q for q in files["care-8"]["questions"] if q["ref"] == ref)
    return found


def entry(files: Files, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in files["crosswalk-7-to-8"]["entries"] if e["to"] == ref)
    return found


def put(part: Callable[[Files, str], dict[str, Any]], ref: str, /, **changes: object) -> Callable[[Files], object]:
    return lambda files: part(files, ref).update(changes)


DAMAGE: dict[str, tuple[Callable[[Files], object], str]] = {
    "a file is missing": (lambda files: files.update(extra={}), "files"),
    "stated counts": (lambda files: files["care-8"]["counts"].update(met=44), "counts say"),
    "a question lost": (lambda files: files["care-8"]["questions"].pop(0), "expected"),
    "a reference twice": (put(question, "1.1.2", ref="1.1.1"), "ref used more than once"),
    "order": (lambda files: files["care-8"]["questions"].reverse(), "out of toolkit order"),
    "keys": (put(question, "1.1.1", extra=1), "keys are"),
    "assertion": (put(question, "1.1.1", assertion="1.9"), "no such assertion"),
    "group": (put(question, "1.1.1", group="kitchen"), "no such group"),
    "section": (put(question, "1.1.1", section="data-security"), "group is not in that section"),
    "document kind": (put(question, "1.1.1", evidence=["kitchen-list"]), "no such document kind kitchen-list"),
    "exemption": (put(question, "1.1.1", exempt=["luck"]), "exempt"),
    "certificate": (put(question, "1.1.1", exempt=["cyber-essentials-plus"]), "does not list the certificate"),
    "level": (put(question, "1.1.1", level="silver"), "level"),
    "minutes": (put(question, "1.1.1", minutes=True), "minutes"),
    "banned word": (put(question, "1.1.1", why="You must comply with the law."), "banned word 'comply'"),
    "a year": (put(question, "1.1.1", why="The rules changed in 2018."), "names a year"),
    "short form": (put(question, "1.1.2", why="Use a VPN."), "VPN is not spelled out"),
    "hard words": (put(question, "1.1.2", why="Organisational accountability necessitates it."), "reads at"),
    "blanks": (put(question, "1.1.1", borrow="Our number is on the wall."), "borrow has no blanks"),
    "sentences": (put(question, "1.1.1", good="One sentence."), "good has 1 sentences"),
    "freshness": (put(question, "1.1.1", freshness_months=12), "no words say so"),
    "provenance": (put(question, "1.1.1", provenance={"grade": "D", "note": "?"}), "must be optional"),
    "checklist": (lambda files: files["care-8"]["checklist"][0].update(starts=["9.9.9"]), "does not exist"),
    "crosswalk misses one": (lambda files: files["crosswalk-7-to-8"]["entries"].pop(), "must appear once"),
    "crosswalk says same": (put(entry, "4.3.1", change="same", carry="keep"), "the editions show level-changed"),
    "crosswalk keeps unchecked": (put(entry, "1.1.5", carry="keep"), "carry is keep"),
    "crosswalk has no note": (put(entry, "1.1.5", note=None), "a change needs a note"),
}


@pytest.mark.parametrize(("damage", "problem"), DAMAGE.values(), ids=DAMAGE)
def test_the_checks_notice(damage: Callable[[Files], object], problem: str) -> None:
    files = deepcopy(FILES)
    damage(files)
    assert any(problem in found for found in problems_in(files))
