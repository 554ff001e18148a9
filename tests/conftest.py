"""The test database: made by the owner, used as the application's role, so that row security is real in every test."""

from collections.abc import Iterator

import pytest
from django.db import connections

APPEND_ONLY = ("organisations_auditentry", "assessments_answerrevision")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests with real transactions the owner too: only the owner can empty the tables after them."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        options = dict(mark.kwargs) if mark else {}
        fixtures = set(getattr(item, "fixturenames", ()))
        if options.get("transaction") or {"transactional_db", "live_server"} & fixtures:
            options |= {"transaction": True, "databases": ["default", "owner"]}
            item.add_marker(pytest.mark.django_db(**options), append=False)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: pytest.FixtureRequest,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Make the test database as the owner and point the application's role at it before the first migration."""
    owner, application = connections["owner"], connections["default"]
    live_name = owner.settings_dict["NAME"]
    with django_db_blocker.unblock():
        application.close()
        application.settings_dict["NAME"] = owner.creation._get_test_db_name()
        owner.creation.create_test_db(
            verbosity=0, autoclobber=True, keepdb=django_db_keepdb and not django_db_createdb, serialize=False
        )
        with owner.cursor() as cursor:
            for table in APPEND_ONLY:  # flush must empty it; that the application cannot is tested by its privileges
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")
        _assert_it_is_the_test_database(application, owner.settings_dict["NAME"])
        application.close()
    yield
    with django_db_blocker.unblock():
        for alias in (application, owner):
            _end_other_sessions(alias)
        application.close()
        if not django_db_keepdb:
            owner.creation.destroy_test_db(live_name, verbosity=0)


def _end_other_sessions(alias: object) -> None:
    """End what a live server's threads left open, each role its own, or the database could not be dropped."""
    with alias.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


def _assert_it_is_the_test_database(application: object, name: str) -> None:
    with application.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT current_database(), rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        database, is_powerful = cursor.fetchone()
    assert database == name
    assert not is_powerful
