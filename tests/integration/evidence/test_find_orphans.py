"""The command that holds the store against the register, on disk and on S3."""

import os
import signal
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from evidence import orphans, scanning, storage
from evidence.actions import documents as register
from evidence.models import Document, DocumentVersion
from evidence.receiving import Received
from evidence.tasks import remove_unnamed_files
from organisations.models import AuditEntry, Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import proof
from tests.integration.evidence.filing import again

pytestmark = pytest.mark.django_db
ON_BOTH, ON_DISK = pytest.mark.usefixtures("store"), pytest.mark.usefixtures("disk")

WELL = "Every file has its row, and every row its file."


@pytest.fixture(autouse=True)
def later() -> Iterator[time_machine.Traveller]:
    """Run the command two hours from now, when no upload of now can be on its way."""
    with time_machine.travel(
        datetime.now(timezone.get_current_timezone()) + timedelta(hours=2), tick=True
    ) as traveller:
        yield traveller


def find(*flags: str) -> tuple[list[str], str]:
    """Run the command; give its lines and, if it failed, its last words."""
    out, failure = StringIO(), ""
    try:
        call_command("find_orphans", *flags, stdout=out)
    except CommandError as problem:
        failure = str(problem)
    return out.getvalue().splitlines(), failure


def filed(home: Organisation, by: User, state: str = "clean", **fields: Any) -> DocumentVersion:
    with acting_for(home):
        return proof.document(home, by, file_state=state, **proof.kept(home), **fields).history.get()


def keys() -> set[str]:
    return {stored.key for stored in storage.keys(None)}


@ON_BOTH
def test_what_is_as_it_ought_to_be_is_left_alone(rose_court: Organisation, priya: User) -> None:
    versions = [filed(rose_court, priya, state) for state in ("clean", "waiting")]
    with acting_for(rose_court):
        proof.document(rose_court, priya)  # without a file

    assert find() == ([WELL], "")
    assert find("--repair") == ([WELL], "")
    assert keys() == {version.key for version in versions}


@ON_BOTH
def test_a_file_that_no_row_names_is_found_and_removed(rose_court: Organisation, priya: User) -> None:
    version, alone = filed(rose_court, priya), proof.kept(rose_court)["key"]
    line = f"organisation {rose_court.pk}, {alone}: no row names this file"

    assert find() == ([line], "1 wrong. Run it again with --repair to put them right.")
    assert keys() == {version.key, alone}
    assert find("--repair") == ([line, "1 put right."], "")
    assert keys() == {version.key}
    assert find() == ([WELL], "")


@ON_BOTH
def test_the_file_of_an_upload_on_its_way_is_left_alone(
    rose_court: Organisation, later: time_machine.Traveller
) -> None:
    key = proof.kept(rose_court)["key"]
    later.shift(timedelta(hours=-1, minutes=-1))

    assert find("--repair") == ([WELL], "")
    assert keys() == {key}


@ON_BOTH
@pytest.mark.parametrize("state", ["clean", "waiting"])
def test_a_row_whose_file_is_missing_is_found_and_marked_as_lost(
    rose_court: Organisation, priya: User, state: str
) -> None:
    version, other = filed(rose_court, priya, state), filed(rose_court, priya)
    storage.remove(version.key)
    line = f"organisation {rose_court.pk}, {version.key}: the file of this row is missing"

    assert find() == ([line], "1 wrong. Run it again with --repair to put them right.")
    assert again(version).state == state
    assert find("--repair") == ([line, "1 put right."], "")
    assert (again(version).state, again(version).document.file_state) == ("lost", "lost")
    assert again(other).state == "clean"
    with acting_for(rose_court):
        entry = AuditEntry.objects.get(verb="file-lost")
        assert (entry.actor_id, entry.subject) == (None, f"document {version.document_id}")
        # Answers that it proved are settled by the next sweep.
        assert scanning.take_changed(rose_court.pk) == {version.document_id}
    assert find() == ([WELL], "")


def test_a_row_whose_file_has_another_size_is_lost(rose_court: Organisation, priya: User, store: Any) -> None:
    version = filed(rose_court, priya)
    _put(store, version.key, b"Our")

    assert find("--repair")[0] == [
        f"organisation {rose_court.pk}, {version.key}: the file of this row has another size",
        "1 put right.",
    ]
    assert again(version).state == "lost"
    assert keys() == {version.key}  # a row names it


def test_a_lost_file_that_is_back_is_checked_again(rose_court: Organisation, priya: User, store: Any) -> None:
    version = filed(rose_court, priya)
    content = storage.read(version.key)
    storage.remove(version.key)
    find("--repair")
    _put(store, version.key, content)

    assert find("--repair")[0][0].endswith("the file of this row was lost and is back")
    assert (again(version).state, again(version).document.file_state) == ("waiting", "waiting")


def _put(store: Any, key: str, content: bytes) -> None:
    """Put bytes under a key behind the product's back, as somebody with access to the store could."""
    if isinstance(store, Path):
        (store / key).parent.mkdir(exist_ok=True)
        (store / key).write_bytes(content)
    else:
        store.put_object(Key=key, Body=content)


@ON_DISK
@pytest.mark.parametrize("state", ["refused", "gone"])
def test_a_file_that_any_row_names_is_never_removed_as_an_orphan(
    rose_court: Organisation, priya: User, state: str
) -> None:
    version = filed(rose_court, priya, state)

    assert find("--repair") == ([WELL], "")
    assert keys() == {version.key}


@ON_DISK
def test_a_row_that_came_between_looking_and_repairing_keeps_its_file(rose_court: Organisation, priya: User) -> None:
    file = proof.kept(rose_court)
    [orphan] = orphans.find(now=timezone.now())
    with acting_for(rose_court):
        version = proof.document(rose_court, priya, file_state="waiting", **file).history.get()

    orphans.repair(orphan, now=timezone.now())

    assert storage.exists(version.key)


def test_a_file_that_came_back_between_looking_and_repairing_is_not_lost(
    rose_court: Organisation, priya: User, store: Any
) -> None:
    version = filed(rose_court, priya)
    content = storage.read(version.key)
    storage.remove(version.key)
    [orphan] = orphans.find(now=timezone.now())
    _put(store, version.key, content)

    orphans.repair(orphan, now=timezone.now())

    assert again(version).state == "clean"


@ON_DISK
def test_an_older_versions_missing_file_leaves_its_document_alone(rose_court: Organisation, priya: User) -> None:
    version = filed(rose_court, priya)
    with acting_for(rose_court):
        Document.objects.update(versions=2, file_state="clean")
    storage.remove(version.key)

    find("--repair")

    assert (again(version).state, again(version).document.file_state) == ("lost", "clean")


@ON_BOTH
def test_every_organisation_is_looked_at(rose_court: Organisation, priya: User) -> None:
    elm_view = f.organisation("VB002", "Elm View", by=f.person("Owen"))
    missing = filed(elm_view, priya)
    storage.remove(missing.key)
    alone = [proof.kept(home)["key"] for home in (rose_court, elm_view)]

    lines, _ = find("--repair")

    assert {line.split(", ")[1].split(":")[0] for line in lines[:-1]} == {missing.key, *alone}
    assert lines[-1] == "3 put right."
    assert keys() == set()


@ON_DISK
def test_what_came_to_nothing_lately_goes_by_itself_and_the_rest_waits_for_an_operator(
    rose_court: Organisation, priya: User, later: time_machine.Traveller
) -> None:
    version, alone = filed(rose_court, priya), proof.kept(rose_court)["key"]
    later.shift(timedelta(days=2))
    assert remove_unnamed_files() == 0
    assert keys() == {version.key, alone}

    later.shift(timedelta(days=-1))
    assert remove_unnamed_files() == 1
    assert keys() == {version.key}


def test_on_disk_empty_folders_are_tidied(disk: Path, rose_court: Organisation) -> None:
    proof.kept(rose_court)

    find("--repair")

    assert [path for path in disk.iterdir() if not path.name.startswith(".")] == []


def test_a_disk_that_is_not_there_costs_no_row(disk: Path, rose_court: Organisation, priya: User) -> None:
    version = filed(rose_court, priya)
    disk.rename(disk.with_name("elsewhere"))

    lines, failure = find("--repair")

    assert lines == []
    assert failure.startswith("The store cannot be reached, so nothing is known")
    assert again(version).state == "clean"


@ON_BOTH
@pytest.mark.django_db(transaction=True)
def test_a_process_killed_between_file_and_row_leaves_one_orphan_and_none_after_the_sweep(
    rose_court: Organisation, priya: User
) -> None:
    _killed_while_adding(rose_court, priya)

    lines, _ = find()
    assert [line.split(": ")[1] for line in lines] == ["no row names this file"]
    with acting_for(rose_court):
        assert not Document.objects.exists()
    assert remove_unnamed_files() == 1
    assert keys() == set()
    assert find() == ([WELL], "")


def _killed_while_adding(home: Organisation, by: User) -> None:
    """Let a child add a document with a file, and die after the last statement, before the commit."""
    connection.ensure_connection()
    child = os.fork()
    if child == 0:
        _inherited, connection.connection = connection.connection, None  # kept: closing it would close the parent's
        with acting_for(home, user=by):
            received = Received(**proof.kept(home))
            words = {"title": "Privacy notice", "kind": "privacy-notice"}
            register.add(organisation=home, words=words, received=received, by=by, at=f.NOW)
            os.kill(os.getpid(), signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
