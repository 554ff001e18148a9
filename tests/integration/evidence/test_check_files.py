"""The task that follows what the scanner, and the store, say of files: answers are settled with them."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import call_command

from assessments import following_files
from assessments.actions.proof import files_changed
from assessments.editions import edition
from assessments.models import Assessment, Confirmation
from assessments.snapshots import load
from assessments.tasks import check_files
from evidence import storage
from evidence.models import Document
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import proof
from tests.factories.assessments import answer
from tests.integration.evidence.scanners import BAD, Clamd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk", "quarantine", "that_day")]
NOTICE = "1.1.3"  # asks for a document


@pytest.fixture
def assessment(rose_court: Organisation) -> Assessment:
    """Give a year in which a question is answered yes, and a document that is nothing but a file is to prove it."""
    made = f.assessment(rose_court)
    answer(made, NOTICE, choice="yes")
    return made


def filed(assessment: Assessment, by: User, content: bytes = b"Our privacy notice") -> Document:
    home = assessment.organisation
    with acting_for(home, user=by):
        made = proof.document(home, by, place="", file_state="waiting", **proof.kept(home, content))
        proof.use(made, NOTICE, by)
    return made


def is_proven(assessment: Assessment) -> tuple[bool, int]:
    """Say whether the question is satisfied as the pages see it, and how many the row counts."""
    with acting_for(assessment.organisation):
        loaded = load(assessment.organisation, assessment.year.label, today=f.NOW.date())
        return NOTICE in loaded.case.satisfied, Assessment.objects.get(pk=assessment.pk).met_done


def test_a_file_proves_nothing_until_it_is_clean(assessment: Assessment, priya: User, clamd: Clamd) -> None:
    filed(assessment, priya)
    proven, count = is_proven(assessment)
    assert not proven

    assert check_files() == 1

    assert is_proven(assessment) == (True, count + 1)
    assert check_files() == 0


def test_a_file_with_a_virus_proves_nothing_and_its_bytes_go(assessment: Assessment, priya: User, clamd: Clamd) -> None:
    filed(assessment, priya, BAD)
    before = is_proven(assessment)

    assert check_files() == 1

    assert is_proven(assessment) == before
    assert list(storage.keys(assessment.organisation_id)) == []


def test_what_a_lost_file_proved_is_confirmed_no_more(assessment: Assessment, priya: User, clamd: Clamd) -> None:
    filed(assessment, priya)
    check_files()
    _, count = is_proven(assessment)
    confirm(assessment, priya)
    [stored] = storage.keys(assessment.organisation_id)
    storage.remove(stored.key)

    call_command("find_orphans", "--repair", stdout=StringIO())
    check_files()

    assert is_proven(assessment) == (False, count - 1)
    assert not is_confirmed(assessment)


def confirm(assessment: Assessment, by: User) -> None:
    """Say that what the question is about is true."""
    question = edition(assessment.edition).question(NOTICE)
    with acting_for(assessment.organisation, user=by):
        Confirmation.objects.create(
            organisation=assessment.organisation,
            assessment=assessment,
            section=question.section,
            assertion=question.assertion,
            confirmed_by=by,
            confirmed_at=f.NOW,
        )


def is_confirmed(assessment: Assessment) -> bool:
    with acting_for(assessment.organisation):
        return Confirmation.objects.filter(assessment=assessment).count() > 0


def test_a_round_that_died_before_the_answers_were_settled_is_made_up_for(
    assessment: Assessment, priya: User, clamd: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(assessment, priya)
    _, count = is_proven(assessment)
    with monkeypatch.context() as patched:
        patched.setattr(following_files, "files_changed", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            check_files()
    assert is_proven(assessment) == (True, count)  # the row's count is behind

    check_files()

    assert is_proven(assessment) == (True, count + 1)


def test_one_organisation_that_fails_does_not_hold_up_the_others(
    assessment: Assessment, priya: User, clamd: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [f.assessment(f.organisation(code, "Elm View", by=f.person(code))) for code in ("VB002", "VC003")]
    for one in (assessment, *others):
        filed(one, priya)
        answer(one, NOTICE, choice="yes")

    def fails_for_elm_view(**said: Any) -> None:
        if said["organisation"] == others[0].organisation:
            raise ZeroDivisionError
        files_changed(**said)

    with monkeypatch.context() as patched:
        patched.setattr(following_files, "files_changed", fails_for_elm_view)
        with pytest.raises(ZeroDivisionError):
            check_files()

    assert [is_proven(one)[1] for one in (assessment, *others)] == [1, 0, 1]


def test_what_cannot_be_removed_from_the_store_now_is_removed_in_the_next_round(
    assessment: Assessment, priya: User, clamd: Clamd, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(assessment, priya, BAD)
    with monkeypatch.context() as patched:
        patched.setattr(storage, "remove", _unreachable)
        check_files()
    assert len(list(storage.keys(assessment.organisation_id))) == 1

    check_files()

    assert list(storage.keys(assessment.organisation_id)) == []


def _unreachable(key: str) -> None:
    raise storage.Unreachable(key)


def test_beat_rings_every_minute() -> None:
    tasks = {one["task"]: one["schedule"] for one in project.CELERY_BEAT_SCHEDULE.values()}

    assert tasks["assessments.tasks.check_files"] == 60
    assert tasks["evidence.tasks.remove_unnamed_files"] == 3600
