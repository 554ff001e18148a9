"""How the addresses of the databases are read."""

from dsptcare import settings


def test_options_of_ours_leave_those_of_the_address() -> None:
    found = settings._database("postgres://app:secret@db.example.org/toolkit?sslmode=require", {"prepare_threshold": 5})

    assert found["OPTIONS"] == {"sslmode": "require", "prepare_threshold": 5}
