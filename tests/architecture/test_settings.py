"""Migrations follow one line and say all that the models say; production settings pass Django's own checks."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.architecture.source import PACKAGES, ROOT

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "dsptcare.settings",
    "SITE_URL": "https://toolkit.example.org",
    "ALLOWED_HOSTS": "toolkit.example.org",
    "SECRET_KEY": "tests only, but long and with many different letters: qwertyuiopasdfghjklzxcvbnm",
    "DSPTCARE_DEMO": "0",
    "DEBUG": "0",
}


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_migrations_say_all_that_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


@pytest.mark.parametrize("app", PACKAGES)
def test_the_migrations_of_an_app_follow_one_line(app: str) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    mine = sorted(key for key in loader.disk_migrations if key[0] == app)
    parents = [[one for one in loader.disk_migrations[key].dependencies if one[0] == app] for key in mine]

    assert parents == [[], *([key] for key in mine[:-1])][: len(mine)]


def test_django_finds_nothing_to_warn_of_in_production() -> None:
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    checked = subprocess.run(
        [sys.executable, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT,
        env={**inherited, **PRODUCTION, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout
