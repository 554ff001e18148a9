import re
from pathlib import Path

import pytest

from dsptcare.embedded import ROOT

REQUIREMENTS = ROOT / "requirements"
LOCKS = ("run.txt", "dev.txt")


def logical_lines(lock: Path) -> list[str]:
    """Give the lock's lines with continuations joined and comments left out."""
    kept = (line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#"))
    return [line for line in re.sub(r"\\\n", " ", "\n".join(kept)).splitlines() if line.strip()]


def pins(lock: Path) -> dict[str, str]:
    return dict(line.split()[0].split("==") for line in logical_lines(lock))


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_an_index(name: str) -> None:
    assert not re.search(r"://|index-url|find-links", (REQUIREMENTS / name).read_text())


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_one_version_with_hashes(name: str) -> None:
    lines = logical_lines(REQUIREMENTS / name)

    assert lines
    assert [line for line in lines if not re.match(r"[\w.\[\],-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_the_development_lock_holds_all_that_runs_at_the_same_versions() -> None:
    # The environment is marked complete for running when only this lock was installed.
    development = pins(REQUIREMENTS / "dev.txt")

    assert {name: development.get(name) for name in pins(REQUIREMENTS / "run.txt")} == pins(REQUIREMENTS / "run.txt")


@pytest.mark.parametrize("name", ["run.in", "dev.in"])
def test_every_dependency_says_why(name: str) -> None:
    lines = (REQUIREMENTS / name).read_text().splitlines()
    unexplained = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line and not line.startswith(("#", "-r ")) and not before.startswith("#")
    ]

    assert unexplained == []
