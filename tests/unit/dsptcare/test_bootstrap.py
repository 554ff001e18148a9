import ast
import shutil
from pathlib import Path

import pytest

from dsptcare import bootstrap

PYTHON = {"tag": "cpython-311", "machine": "x86_64", "base": "/usr"}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("django==5.2.19\n")
    (tmp_path / "requirements" / "dev.txt").write_text("django==5.2.19\npytest==9.2.0\n")
    return tmp_path


@pytest.fixture
def environment(clone: Path) -> Path:
    (clone / "bin").mkdir()
    (clone / "bin" / "python").symlink_to(shutil.which("true") or "/bin/true")
    return clone


def test_the_same_lock_python_and_place_give_the_same_key(clone: Path) -> None:
    assert bootstrap.key(clone, PYTHON) == bootstrap.key(clone, dict(reversed(PYTHON.items())))


@pytest.mark.parametrize("changed", PYTHON)
def test_another_python_gives_another_key(clone: Path, changed: str) -> None:
    assert bootstrap.key(clone, PYTHON) != bootstrap.key(clone, {**PYTHON, changed: "another"})


def test_another_lock_gives_another_key(clone: Path) -> None:
    before = bootstrap.key(clone, PYTHON)
    (clone / "requirements" / "run.txt").write_text("django==5.2.20\n")

    assert bootstrap.key(clone, PYTHON) != before


def test_a_moved_clone_gives_another_key(clone: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(clone, tmp_path / "moved here")

    assert bootstrap.key(moved, PYTHON) != bootstrap.key(clone, PYTHON)


def test_an_environment_is_current_only_with_the_stamp_of_this_lock(environment: Path) -> None:
    assert not bootstrap.is_current(environment, "run", root=environment)

    (environment / "run.complete").write_text(bootstrap.lock_hash(environment, "run"))
    assert bootstrap.is_current(environment, "run", root=environment)
    assert not bootstrap.is_current(environment, "dev", root=environment)

    (environment / "requirements" / "run.txt").write_text("django==5.2.20\n")
    assert not bootstrap.is_current(environment, "run", root=environment)


def test_an_environment_whose_python_was_removed_is_not_current(environment: Path) -> None:
    (environment / "run.complete").write_text(bootstrap.lock_hash(environment, "run"))
    (environment / "bin" / "python").unlink()

    assert not bootstrap.is_current(environment, "run", root=environment)


def test_manage_can_be_read_by_old_pythons_so_that_they_are_refused_in_a_sentence() -> None:
    source = (bootstrap.ROOT / "manage.py").read_text()
    tree = ast.parse(source, feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.NamedExpr, ast.Match, ast.AnnAssign, ast.FunctionDef, ast.Nonlocal)

    assert [node for node in ast.walk(tree) if isinstance(node, newer)] == []
    assert source.isascii()  # Python 2 wants to be told of anything else
    assert source.index("sys.exit(") < source.index("from dsptcare")


def test_the_packages_own_module_stays_empty() -> None:
    # It is imported before anything is installed.
    assert (bootstrap.ROOT / "dsptcare" / "__init__.py").read_text() == ""
