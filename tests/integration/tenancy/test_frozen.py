"""A publication never changes, and every version of an answer is kept, whoever writes."""

import pytest
from django.db import DatabaseError, connections, transaction

from assessments.actions.answers import save_answer
from assessments.actions.publishing import withdraw
from assessments.frozen import digest
from assessments.models import Answer, AnswerRevision, Publication
from assessments.models.answers import WORDS
from organisations.tenancy import acting_for, tell_postgresql
from tests import factories as f
from tests.factories.homes import Home

pytestmark = pytest.mark.django_db(transaction=True)

WITHDRAWAL = {"withdrawn_at", "withdrawn_reason"}
ROLES = ["default", "owner"]
TEXTS = {
    one.column for one in Publication._meta.concrete_fields if one.get_internal_type() in ("CharField", "TextField")
}
OTHER = {"published_at": "published_at + interval '1 day'", "certificate_expires_on": "'2030-01-01'"}


def change(home: Home, role: str, statement: str) -> int:
    """Run a statement as a role in the home's scope; return how many rows it touched."""
    with transaction.atomic(using=role), connections[role].cursor() as cursor:
        tell_postgresql((home.organisation.pk,), None, using=role)
        cursor.execute(statement)
        return int(cursor.rowcount)


@pytest.mark.parametrize("role", ROLES)
def test_no_column_of_a_publication_can_be_changed_but_its_withdrawal(rose_court: Home, role: str) -> None:
    columns = [field.column for field in Publication._meta.concrete_fields if field.column not in WITHDRAWAL]
    refused = {}

    for column in columns:
        other = OTHER.get(column, f"left('9' || {column}, length({column}))" if column in TEXTS else f"{column} + 1")
        try:
            change(rose_court, role, f"UPDATE assessments_publication SET {column} = {other}")
        except DatabaseError as problem:
            refused[column] = "frozen" in str(problem) or "stays with its organisation" in str(problem)

    assert refused == dict.fromkeys(columns, True)


@pytest.mark.parametrize("role", ROLES)
def test_a_publication_cannot_be_removed(rose_court: Home, role: str) -> None:
    with pytest.raises(DatabaseError, match="frozen"):
        change(rose_court, role, "DELETE FROM assessments_publication")


@pytest.mark.parametrize("role", ROLES)
def test_a_withdrawal_can_neither_be_taken_back_nor_reworded(rose_court: Home, role: str) -> None:
    with acting_for(rose_court.organisation):
        withdraw(publication=rose_court.publication, reason="Made in error", by=rose_court.administrator, at=f.NOW)

    for words in ("withdrawn_at = NULL", "withdrawn_reason = 'Another reason'"):
        with pytest.raises(DatabaseError, match="frozen"):
            change(rose_court, role, f"UPDATE assessments_publication SET {words}")


def test_a_withdrawal_leaves_the_frozen_text_as_it_was(rose_court: Home) -> None:
    with acting_for(rose_court.organisation):
        withdraw(publication=rose_court.publication, reason="Made in error", by=rose_court.administrator, at=f.NOW)

        kept = Publication.objects.get()
        assert kept.withdrawn_at == f.NOW
        assert digest(kept.snapshot) == kept.snapshot_sha256 == rose_court.publication.snapshot_sha256


def test_every_version_of_an_answer_is_filed_by_the_database(rose_court: Home) -> None:
    mine = {"assessment": rose_court.assessment, "ref": "1.1.1", "by": rose_court.administrator, "at": f.NOW}

    with acting_for(rose_court.organisation):
        first = Answer.objects.get(assessment=rose_court.assessment, ref="1.1.1").version
        for version, text in enumerate(["ZA2", "ZA3", "ZA4"], start=first):
            save_answer(**mine, words={"text": text}, version=version)
        filed = AnswerRevision.objects.filter(ref="1.1.1", is_set_aside=False).order_by("version")

        assert [(row.version, row.text) for row in filed.filter(version__gt=first)] == [
            (first + 1, "ZA2"),
            (first + 2, "ZA3"),
            (first + 3, "ZA4"),
        ]
        now = Answer.objects.get(assessment=rose_court.assessment, ref="1.1.1")
        assert {name: getattr(filed.last(), name) for name in WORDS} == {name: getattr(now, name) for name in WORDS}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET text = 'nothing'", "DELETE FROM {}"])
def test_a_filed_version_can_be_neither_changed_nor_removed(rose_court: Home, role: str, statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"):
        change(rose_court, role, statement.format("assessments_answerrevision"))
