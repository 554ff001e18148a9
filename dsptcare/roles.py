"""The two roles of every database: one owns and migrates, the other runs the pages and owns nothing."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

APPLICATION, OWNER = "DATABASE_URL", "OWNER_DATABASE_URL"
ONE_AT_A_TIME = 6_402_026  # any number, as long as every command takes the same
ABLE = "SELECT rolname, rolcreatedb FROM pg_roles WHERE rolname = ANY(%s)"
MIGHTY = """SELECT rolname FROM pg_roles
            WHERE rolname = ANY(%s) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)"""


class Unavailable(Exception):
    """Say, in one sentence, why the database that DATABASE_URL names cannot be used."""


class Roles(NamedTuple):
    """The names of the two roles on one server."""

    owner: str
    application: str


EMBEDDED = Roles("owner", "app")  # on a server of our own
SHARED = Roles("dsptcare_owner", "dsptcare_app")  # on a server that has other people's roles too


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the role of a DATABASE_URL may do."""

    can_make_roles: bool
    can_make_databases: bool
    is_superuser: bool


def socket_url(database: str, *, host: str, user: str) -> str:
    """Give libpq's own form of an address, in which any folder may be named."""
    return f"postgres:///{quote(database)}?" + urlencode({"host": host, "user": user}, quote_via=quote)


def network_url(database: str, *, host: str, port: str, user: str, password: str) -> str:
    """Give an address with a password; a host that is a folder is written in libpq's own form."""
    if host.startswith("/"):
        query = {"host": host, "port": port, "user": user, "password": password}
        return f"postgres:///{quote(database)}?" + urlencode(query, quote_via=quote)
    return f"postgres://{quote(user)}:{quote(password, safe='')}@{host}:{port}/{quote(database)}"


def make(connection: psycopg.Connection, names: Roles, *, tests: bool) -> list[str]:
    """Make the roles that are missing and give their names; none may bypass anything, tests' owner makes databases."""
    known = {row[0]: row[1] for row in connection.execute(ABLE, [list(names)]).fetchall()}
    missing = [name for name in names if name not in known]
    for name in missing:
        _alter(connection, "CREATE ROLE {} LOGIN", name)
    if tests and not known.get(names.owner, False):
        _alter(connection, "ALTER ROLE {} CREATEDB", names.owner)
    for (name,) in connection.execute(MIGHTY, [list(names)]).fetchall():
        _alter(connection, "ALTER ROLE {} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION", name)
    return missing


def make_database(connection: psycopg.Connection, database: str, owner: str) -> None:
    """Make a database that belongs to the owner, if there is none of that name."""
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        names = [sql.Identifier(name) for name in (database, owner)]
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(*names))


def take_over(given: str, secrets_file: Path, *, tests: bool) -> dict[str, str]:
    """Make our two roles where DATABASE_URL's own role may, and give both addresses; otherwise change nothing.

    Raises Unavailable.
    """
    try:
        return _take_over(given, secrets_file, tests=tests)
    except psycopg.Error as reason:
        raise Unavailable(_sentence(APPLICATION, reason)) from reason


def _take_over(given: str, secrets_file: Path, *, tests: bool) -> dict[str, str]:
    named = conninfo_to_dict(given)
    database = str(named.get("dbname") or named.get("user") or "postgres")
    with _connect(given, database) as connection:
        able = _abilities(connection)
        if not able.can_make_roles:
            return {}
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        addresses = _made(connection, given, database, secrets_file, tests=tests and able.can_make_databases)
        if not able.is_superuser:  # to give it a database, one must be able to act as it
            _alter(connection, "GRANT {} TO CURRENT_USER", SHARED.owner)
        make_database(connection, database, SHARED.owner)
    with psycopg.connect(given, autocommit=True) as connection:
        _alter(connection, "GRANT USAGE, CREATE ON SCHEMA public TO {}", SHARED.owner)
    return addresses


def _made(
    connection: psycopg.Connection, given: str, database: str, secrets_file: Path, *, tests: bool
) -> dict[str, str]:
    """Make the roles and give their addresses, with a new password only where ours does not open the door."""
    host, port = connection.info.host or connection.info.hostaddr, str(connection.info.port)
    passwords = _passwords(secrets_file, f"{host}:{port}")
    for name in make(connection, SHARED, tests=tests):
        _alter(connection, "ALTER ROLE {} PASSWORD {}", name, passwords[name])
    for name in SHARED:
        try:
            psycopg.connect(given, dbname=connection.info.dbname, user=name, password=passwords[name]).close()
        except psycopg.OperationalError:  # another clone made it, with another password
            _alter(connection, "ALTER ROLE {} PASSWORD {}", name, passwords[name])
    return {
        variable: network_url(database, host=host, port=port, user=name, password=passwords[name])
        for variable, name in ((OWNER, SHARED.owner), (APPLICATION, SHARED.application))
    }


def check(url: str, variable: str) -> None:
    """Connect once, so that a wrong address is one sentence and not a traceback. Raises Unavailable."""
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.Error as reason:
        raise Unavailable(_sentence(variable, reason)) from reason


def _connect(given: str, database: str) -> psycopg.Connection:
    """Connect to the database named, or beside it when it has still to be made."""
    try:
        return psycopg.connect(given, autocommit=True, connect_timeout=10)
    except psycopg.Error as reason:
        if f'database "{database}" does not exist' in str(reason):
            return psycopg.connect(given, dbname="postgres", autocommit=True, connect_timeout=10)
        raise


def _sentence(variable: str, reason: psycopg.Error) -> str:
    return f"The database that {variable} names cannot be used: {' '.join(str(reason).split())}"


def _abilities(connection: psycopg.Connection) -> Abilities:
    found = connection.execute(
        "SELECT rolcreaterole OR rolsuper, rolcreatedb OR rolsuper, rolsuper FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    return Abilities(*(found or (False, False, False)))


def _passwords(file: Path, server: str) -> dict[str, str]:
    """Remember two random passwords for each server, readable by us alone."""
    known: dict[str, dict[str, str]] = json.loads(file.read_text()) if file.exists() else {}
    if server not in known:
        known[server] = {name: secrets.token_urlsafe(24) for name in SHARED}
        file.parent.mkdir(exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps(known))
    return known[server]


def _alter(connection: psycopg.Connection, statement: str, name: str, password: str | None = None) -> None:
    values = [sql.Identifier(name), *([sql.Literal(password)] if password else [])]
    connection.execute(sql.SQL(statement).format(*values))
