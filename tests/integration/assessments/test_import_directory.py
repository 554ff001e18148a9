"""`python3 manage.py import_directory`: the lists from the command line, with what follows for those who are here."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from organisations.models import DirectoryEntry, DirectoryImport, Organisation
from tests import factories as f
from tests.factories import directory as d

pytestmark = pytest.mark.django_db

SITES = d.headless(*d.many_sites(40, 20))
OFFICES = d.headless(*d.many_offices(20))


def run(*words: object, **options: object) -> str:
    """Run the command and give what it says."""
    said = StringIO()
    call_command("import_directory", *map(str, words), stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def put(folder: Path, **files: bytes) -> list[Path]:
    """Write files by their names without ".csv"."""
    paths = [folder / f"{name}.csv" for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    return paths


def test_it_loads_and_says_what_changed(tmp_path: Path) -> None:
    said = run(*put(tmp_path, ecarehomesite=SITES))

    assert "ecarehomesite.csv: ODS list of care sites (ecarehomesite), loaded" in said
    assert "40 new" in said
    assert DirectoryEntry.objects.count() == 40
    assert DirectoryImport.objects.get().imported_by is None


def test_a_second_time_nothing_changes(tmp_path: Path) -> None:
    paths = put(tmp_path, ecarehomesite=SITES)
    run(*paths)

    [facts] = json.loads(run(*paths, json=True))

    assert facts["loaded"]
    assert {name: facts["lists"][0][name] for name in ("rows", "added", "changed", "vanished", "unchanged")} == {
        "rows": 40,
        "added": 0,
        "changed": 0,
        "vanished": 0,
        "unchanged": 40,
    }


def test_files_are_loaded_in_the_order_that_they_need(tmp_path: Path) -> None:
    content = d.headless(d.successor("VAAAA", "VAAAB"))

    said = run(*put(tmp_path, succ=content, ecarehomesite=SITES, ecarehomehq=OFFICES))

    assert [line.partition(":")[0] for line in said.splitlines() if line.endswith("loaded")] == [
        "ecarehomehq.csv",
        "ecarehomesite.csv",
        "succ.csv",
    ]
    assert DirectoryEntry.objects.get(code="VAAAA").relations.filter(kind="successor").count() == 1


def test_a_dry_run_changes_nothing_and_gives_examples(tmp_path: Path) -> None:
    said = run(*put(tmp_path, ecarehomesite=SITES), dry_run=True)

    assert "would change" in said
    assert "added VAAAA" in said
    assert not DirectoryEntry.objects.exists()
    assert not DirectoryImport.objects.exists()


def test_a_list_that_nothing_names_needs_its_kind(tmp_path: Path) -> None:
    paths = put(tmp_path, list=SITES)

    with pytest.raises(CommandError, match=r"Choose the list that it is(.|\n)*Nothing was loaded"):
        run(*paths)

    assert "40 new" in run(*paths, kind="ecarehomesite")


def test_far_more_vanishing_than_usual_needs_saying_so(tmp_path: Path) -> None:
    run(*put(tmp_path, ecarehomesite=SITES))
    paths = put(tmp_path, ecarehomesite=d.headless(*d.many_sites(10, 20)))

    with pytest.raises(CommandError, match="Nothing of this file was loaded"):
        run(*paths)
    assert "no longer listed" in run(*paths, even_if_many_vanish=True)


def test_what_went_before_a_wrong_file_is_loaded_and_said(tmp_path: Path) -> None:
    wrong = d.headless(*d.many_sites(10), d.care("V L"))

    with pytest.raises(CommandError, match=r"Row 11, column 1 \(code\)(.|\n)*1 before it were"):
        run(*put(tmp_path, ecarehomehq=OFFICES, ecarehomesite=wrong))

    assert set(DirectoryEntry.objects.values_list("kind", flat=True)) == {"head-office"}


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no such file"):
        run(tmp_path / "ecarehomesite.csv")


def test_a_closed_site_that_has_an_account_here_is_closed_here_too(tmp_path: Path) -> None:
    rose_court = f.organisation("VLABC")

    run(*put(tmp_path, ecarehomesite=d.headless(d.care("VLABC", parent="A1B", closed="20261031"))))

    assert Organisation.objects.get(pk=rose_court.pk).closed_on == date(2026, 10, 31)
