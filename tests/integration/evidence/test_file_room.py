"""The file room: every organisation's files are seen in it, nothing is changed in it, and it leaves no door open."""

import pytest
from django.db import connection

from evidence.file_room import file_room
from evidence.models import Document, DocumentVersion
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import proof

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk")]


@pytest.fixture
def homes(rose_court: Organisation, priya: User) -> list[Organisation]:
    """Give two homes, each with a file, a document without one, and a removed document."""
    both = [rose_court, f.organisation("VB002", "Elm View", by=f.person("Owen"))]
    for home in both:
        with acting_for(home):
            proof.document(home, priya, file_state="waiting", **proof.kept(home))
            proof.document(home, priya)
            proof.document(home, priya, removed_at=f.NOW, removed_by=priya)
    return both


def setting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.file_room', true)")
        return cursor.fetchone()[0] or ""


def test_the_files_and_removed_documents_of_everybody_are_seen_and_nothing_else(homes: list[Organisation]) -> None:
    ids = {home.pk for home in homes}

    with file_room():
        assert {version.organisation_id for version in DocumentVersion.seen.all()} == ids
        assert {version.key == "" for version in DocumentVersion.seen.all()} == {False}
        assert {document.organisation_id for document in Document.seen.all()} == ids
        assert {document.removed_at for document in Document.seen.all()} == {f.NOW}


def test_nothing_can_be_changed_in_it(homes: list[Organisation]) -> None:
    with file_room():
        assert DocumentVersion.seen.update(state="clean") == 0
        assert DocumentVersion.seen.all().delete() == (0, {})
        assert Document.seen.update(removed_at=None) == 0


def test_outside_it_nobody_elses_files_are_seen(homes: list[Organisation]) -> None:
    mine = homes[0]

    with acting_for(mine):
        with file_room():
            pass
        assert {version.organisation_id for version in DocumentVersion.seen.all()} == {mine.pk}


def test_it_is_closed_again_even_after_an_error(homes: list[Organisation]) -> None:
    mine = homes[0]

    with acting_for(mine):
        with pytest.raises(ZeroDivisionError), file_room():
            raise ZeroDivisionError
        assert setting() == ""
        assert {version.organisation_id for version in DocumentVersion.seen.all()} == {mine.pk}
