"""The sweep over files, before a real clamd: only what is clean can be had, and no file is lost or given up."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from evidence import checking, scanning, storage
from evidence.models import Document
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.evidence.filing import again, told, waiting
from tests.integration.evidence.scanners import BAD, BREAKS_OFF, HANGS, NAME, Clamd, broken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk", "quarantine")]

MINUTE = timedelta(minutes=1)


def test_a_clean_file_can_be_had(rose_court: Organisation, priya: User, clamd: Clamd) -> None:
    version = waiting(rose_court, priya)

    swept = scanning.sweep(now=f.NOW)

    version = again(version)
    assert (version.state, version.document.file_state) == ("clean", "clean")
    assert version.scanned_at == f.NOW
    assert version.scanned_with.startswith("ClamAV 1.")
    assert swept == scanning.Swept(1, frozenset({(rose_court.pk, version.document_id)}))
    assert told(rose_court) == [f"file-clean document {version.document_id} 1"]


def test_a_file_with_a_virus_is_refused_and_its_bytes_are_removed(
    rose_court: Organisation, priya: User, clamd: Clamd
) -> None:
    version = waiting(rose_court, priya, b"before " + BAD + b" after", title="Rota")

    swept = scanning.sweep(now=f.NOW)
    with acting_for(rose_court):
        changed = scanning.take_changed(rose_court.pk)

    after = again(version)
    assert (after.state, after.document.file_state) == ("refused", "refused")
    assert after.found == f"{NAME}.UNOFFICIAL"
    assert (after.sha256, after.document.title) == (version.sha256, "Rota")
    assert swept.changed == {(rose_court.pk, after.document_id)}
    assert changed == {after.document_id}
    assert not storage.exists(version.key)
    assert told(rose_court) == [f"file-refused document {after.document_id} 1"]


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_file_that_is_not_what_was_kept_is_lost(
    rose_court: Organisation, priya: User, clamd: Clamd, disk: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    version = waiting(rose_court, priya)
    if damage == "missing":
        (disk / version.key).unlink()
    else:
        (disk / version.key).write_bytes(b"Our privacy NOTICE")

    scanning.sweep(now=f.NOW)

    assert (again(version).state, again(version).document.file_state) == ("lost", "lost")
    assert told(rose_court) == [f"file-lost document {version.document_id} 1"]
    assert version.key in caplog.text


def test_an_older_version_says_nothing_about_its_document(rose_court: Organisation, priya: User, clamd: Clamd) -> None:
    version = waiting(rose_court, priya)
    with acting_for(rose_court):
        Document.objects.filter(pk=version.document_id).update(versions=2, file_state="")

    scanning.sweep(now=f.NOW)

    assert (again(version).state, again(version).document.file_state) == ("clean", "")


def test_the_files_of_every_organisation_are_found(rose_court: Organisation, priya: User, clamd: Clamd) -> None:
    elm_view = f.organisation("VB002", "Elm View", by=f.person("Owen"))
    versions = [waiting(home, priya) for home in (rose_court, elm_view, rose_court)]

    swept = scanning.sweep(now=f.NOW)

    assert [again(version).state for version in versions] == ["clean"] * 3
    assert swept.organisations == [rose_court.pk, elm_view.pk]
    assert scanning.sweep(now=f.NOW).checked == 0


def test_what_changed_is_given_once_and_again_if_nobody_could_act_on_it(
    rose_court: Organisation, priya: User, clamd: Clamd
) -> None:
    version = waiting(rose_court, priya)
    scanning.sweep(now=f.NOW)

    with acting_for(rose_court):
        assert scanning.take_changed(rose_court.pk) == {version.document_id}
        transaction.set_rollback(True)  # whoever acts on it fails

    assert scanning.sweep(now=f.NOW).organisations == [rose_court.pk]
    with acting_for(rose_court):
        assert scanning.take_changed(rose_court.pk) == {version.document_id}
        assert scanning.take_changed(rose_court.pk) == set()
    assert scanning.sweep(now=f.NOW).organisations == []


def test_a_sweep_with_nothing_to_do_costs_the_same_however_many_files_there_are(
    rose_court: Organisation, priya: User, clamd: Clamd
) -> None:
    counts = []
    for _ in range(2):
        for _ in range(5):
            waiting(rose_court, priya)
        scanning.sweep(now=f.NOW)
        with acting_for(rose_court):
            scanning.take_changed(rose_court.pk)
        with CaptureQueriesContext(connection) as statements:
            assert scanning.sweep(now=f.NOW) == scanning.Swept(0, frozenset())
        counts.append(len(statements))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("url", "reason"), [("", "none"), ("unix:///nowhere/clamd", "off")])
def test_without_a_scanner_nothing_can_be_had_and_later_everything_is_checked(
    rose_court: Organisation, priya: User, start_clamd: Callable[..., Clamd], settings: Any, url: str, reason: str
) -> None:
    settings.CLAMAV_URL = url
    versions = [waiting(rose_court, priya, f"Paper {number}".encode()) for number in range(19)]
    versions.append(waiting(rose_court, priya, BAD))

    for round_ in range(5):
        assert scanning.sweep(now=f.NOW + round_ * MINUTE).checked == 0
    seen = [again(version) for version in versions]
    assert {(one.state, one.waits_for, one.tries, one.try_at) for one in seen} == {("waiting", reason, 0, None)}

    settings.CLAMAV_URL = start_clamd().url
    assert scanning.sweep(now=f.NOW + 5 * MINUTE).checked == 20
    assert [again(version).state for version in versions] == ["clean"] * 19 + ["refused"]
    assert {again(version).waits_for for version in versions} == {""}


@pytest.mark.parametrize("act", HANGS + BREAKS_OFF)
@pytest.mark.usefixtures("impatient")
def test_a_scanner_that_hangs_holds_up_a_sweep_once_and_loses_nothing(
    rose_court: Organisation, priya: User, start_clamd: Callable[..., Clamd], settings: Any, act: str
) -> None:
    versions = [waiting(rose_court, priya, f"Paper {number}".encode()) for number in range(3)]
    with broken(act) as settings.CLAMAV_URL:
        assert scanning.sweep(now=f.NOW).checked == 0

    assert {(again(version).state, again(version).waits_for) for version in versions} == {("waiting", "silent")}
    assert sum(again(version).tries for version in versions) <= 1
    settings.CLAMAV_URL = start_clamd().url
    scanning.sweep(now=f.NOW + MINUTE)
    assert [again(version).state for version in versions] == ["clean"] * 3


@pytest.mark.usefixtures("impatient")
def test_a_file_that_breaks_the_scanner_does_not_hold_up_the_others(
    rose_court: Organisation, priya: User, settings: Any
) -> None:
    first, second = waiting(rose_court, priya, b"the one that does it"), waiting(rose_court, priya)
    with broken("hangs up at: the one that does it") as settings.CLAMAV_URL:
        for round_ in range(2):
            scanning.sweep(now=f.NOW + round_ * timedelta(seconds=30))

    assert (again(first).state, again(second).state) == ("waiting", "clean")


def test_a_file_beyond_the_scanners_limits_waits_longer_and_longer_and_for_ever(
    rose_court: Organisation, priya: User, start_clamd: Callable[..., Clamd], settings: Any
) -> None:
    settings.CLAMAV_URL = start_clamd(StreamMaxLength="1M").url
    version, other = waiting(rose_court, priya, b"x" * 1_100_000), waiting(rose_court, priya)
    now, pauses = f.NOW, []

    for _ in range(6):
        scanning.sweep(now=now)
        pauses.append((again(version).try_at - now) // MINUTE)
        assert scanning.sweep(now=now + 59 * MINUTE / 60).checked == 0
        now = again(version).try_at

    assert pauses == [1, 5, 15, 60, 60, 60]
    assert (again(version).state, again(version).waits_for) == ("waiting", "limit")
    assert again(other).state == "clean"
    settings.CLAMAV_URL = start_clamd().url
    scanning.sweep(now=now)
    assert again(version).state == "clean"


def test_a_scanner_killed_in_the_middle_of_a_scan_leaves_the_file_waiting(
    rose_court: Organisation,
    priya: User,
    start_clamd: Callable[..., Clamd],
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scanner = start_clamd()
    settings.CLAMAV_URL = scanner.url
    version = waiting(rose_court, priya, os.urandom(1_000_000))

    class Deadly(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 500_000:
                scanner.kill()
            return super().read(size)

    with monkeypatch.context() as patched:
        patched.setattr(checking, "BytesIO", Deadly)
        swept = scanning.sweep(now=f.NOW)

    assert swept.checked == 0
    assert (again(version).state, again(version).waits_for) == ("waiting", "silent")
    scanner.start()
    assert scanning.sweep(now=f.NOW + MINUTE).checked == 1
    assert again(version).state == "clean"


def test_a_store_that_cannot_be_reached_costs_no_file_and_no_try(
    rose_court: Organisation, priya: User, clamd: Clamd, disk: Path
) -> None:
    version = waiting(rose_court, priya)
    disk.rename(disk.with_name("elsewhere"))

    assert scanning.sweep(now=f.NOW).checked == 0
    assert (again(version).state, again(version).waits_for, again(version).tries) == ("waiting", "store", 0)

    disk.with_name("elsewhere").rename(disk)
    scanning.sweep(now=f.NOW)
    assert again(version).state == "clean"


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_check_each_file_once(rose_court: Organisation, priya: User, clamd: Clamd) -> None:
    versions = [waiting(rose_court, priya, f"Paper {number}".encode()) for number in range(20)]
    together = Barrier(2)

    def sweep(_: int) -> int:
        together.wait()
        try:
            return scanning.sweep(now=f.NOW).checked
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        checked = list(both.map(sweep, range(2)))

    assert sum(checked) == 20
    assert {again(version).state for version in versions} == {"clean"}
    assert len(told(rose_court)) == 20
