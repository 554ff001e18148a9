import os
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError

from dsptcare import commandline, debian
from dsptcare.management.commands.demo import only_one, tell
from dsptcare.remembered import of_files, once
from dsptcare.routers import OwnerMigrates, migrating

OWNERS = ("migrate", "createcachetable", "flush", "sqlflush", "showmigrations", "sqlmigrate")


@pytest.mark.parametrize("name", OWNERS)
def test_commands_about_the_schema_are_the_owners(name: str) -> None:
    command = load_command_class(get_commands()[name], name)
    needed = ["organisations", "0001"] if name == "sqlmigrate" else []

    assert command.create_parser("manage.py", name).parse_args(needed).database == "owner"


def test_only_the_owner_may_migrate() -> None:
    router = OwnerMigrates()

    assert router.allow_migrate("owner", "assessments")
    assert not router.allow_migrate("default", "assessments")


def test_queries_go_to_the_owner_only_inside_a_migration() -> None:
    router = OwnerMigrates()
    assert router.db_for_read(object) is None  # type: ignore[arg-type]

    token = migrating.set(True)
    try:
        assert router.db_for_write(object) == "owner"  # type: ignore[arg-type]
    finally:
        migrating.reset(token)


def test_a_second_demonstration_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with only_one(tmp_path / "demo.lock") as notice:
        tell(notice, 8123)
        where = rf"already running: http://localhost:8123/ \(process {os.getpid()}\)"
        with pytest.raises(CommandError, match=where), only_one(tmp_path / "demo.lock"):
            pass  # never reached

    with only_one(tmp_path / "demo.lock") as again:
        assert again.read() == ""


def test_work_is_done_again_only_when_what_it_is_made_from_has_changed(tmp_path: Path) -> None:
    source, done = tmp_path / "demonstration.py", []

    def set_up() -> list[str]:
        return once(tmp_path / "state.json", "database", lambda: of_files([source]), work)

    def work() -> list[str]:
        done.append("work")
        return ["Priya signs in as priya@rosecourt.example"]

    source.write_text("one")
    assert set_up() == set_up() == ["Priya signs in as priya@rosecourt.example"]
    assert done == ["work"]

    source.write_text("another")
    set_up()
    assert done == ["work", "work"]


def test_missing_packages_are_one_line_for_somebody_who_may_not_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = debian.Package("chromium", "journeys in a browser", debian.program("no-such-browser"))
    monkeypatch.setitem(debian.NEEDED, "test", (missing,))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    debian.provide("test")

    assert capsys.readouterr().err.endswith(
        "Not installed: chromium (journeys in a browser). apt-get install chromium\n"
    )


def test_a_command_that_finds_no_database_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DSPTCARE_BOOTSTRAP", "off")
    monkeypatch.setenv("DATABASE_URL", "postgres://priya@127.0.0.1:1/toolkit")
    monkeypatch.delenv("OWNER_DATABASE_URL")

    assert commandline.main(["manage.py", "showmigrations"]) == 1
    assert capsys.readouterr().err.startswith("The database that DATABASE_URL names cannot be used: ")
