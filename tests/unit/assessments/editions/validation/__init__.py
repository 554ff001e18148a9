"""Check edition files and crosswalks before anybody answers them: shape, counts, references and plain words.

It reads the files as they are written, not as loading.py understands them, so that it also finds what loading drops.
Reading grades are a check against drift, not proof of plain words.
"""

from pathlib import Path
from typing import Any

import yaml

from tests.unit.assessments.editions.validation.crosswalks import check_crosswalk
from tests.unit.assessments.editions.validation.editions import check_edition
from tests.unit.assessments.editions.validation.report import Report

# What each edition is expected to have, so that a question lost or moved is noticed even if its counts were edited too.
EXPECTED = {
    "care-7": {"questions": 77, "met": 43, "approaching": 27},
    "care-8": {"questions": 77, "met": 45, "approaching": 27},
}
CROSSWALKS = {"crosswalk-7-to-8": ("care-7", "care-8")}


def read(path: Path) -> dict[str, Any]:
    """Read one file as plain data."""
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data


def problems_in(files: dict[str, dict[str, Any]]) -> list[str]:
    """List what is wrong with the files given by name; every edition and crosswalk expected must be among them."""
    report = Report()
    report.check(set(files) == set(EXPECTED) | set(CROSSWALKS), "files", f"found {sorted(files)}")
    for name, counts in EXPECTED.items():
        check_edition(report, name, files[name], counts)
    for name, (old, new) in CROSSWALKS.items():
        check_crosswalk(report, name, files[name], files[old], files[new])
    return report.problems
