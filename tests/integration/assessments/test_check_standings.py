"""The command that holds the public facts against what was published."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Coverage, Standing
from assessments.rules.status import StatusKind
from assessments.standings import status_on_day
from organisations.models import Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a

pytestmark = pytest.mark.django_db


def check(*flags: str) -> str:
    out = StringIO()
    call_command("check_standings", *flags, stdout=out)
    return out.getvalue()


@pytest.fixture
def rose_court() -> Organisation:
    home = f.organisation()
    a.published(home)
    return home


def test_what_the_actions_wrote_is_right(rose_court: Organisation) -> None:
    assert "All public facts are as they ought to be." in check()


def test_it_says_what_differs_and_makes_it_again(rose_court: Organisation) -> None:
    with acting_for(rose_court):
        Standing.objects.filter(organisation=rose_court).update(level="exceeded")

    out = StringIO()
    with pytest.raises(CommandError, match="1 wrong"):
        call_command("check_standings", stdout=out)
    assert "Rose Court, Leeds (VA001): " in out.getvalue()
    assert "differs in level" in out.getvalue()
    assert "1 made again" in check("--repair")
    assert "All public facts" in check()


def test_missing_and_strange_rows_are_found(rose_court: Organisation) -> None:
    with acting_for(rose_court):
        Standing.objects.filter(organisation=rose_court).update(reference="AAAA-AAAA")

    assert status_on_day(rose_court, f.NOW.date()).kind is StatusKind.MET
    said = check("--repair")

    assert "is missing" in said
    assert "ought not to be there" in said
    assert "All public facts" in check()


def test_cover_of_what_was_withdrawn_is_named_and_left(rose_court: Organisation) -> None:
    other = f.organisation("VA002", "Elm View", by=f.person("Tom"))
    with acting_for(rose_court):
        publication = rose_court.publications.get()
        Coverage.objects.create(
            organisation=rose_court,
            publication=publication,
            reference=publication.reference,
            site=other,
            from_on=publication.published_on,
            to_on=publication.valid_until,
            valid_until=publication.valid_until,
            made_at=f.NOW,
            made_by=publication.published_by,
        )
        publication.withdrawn_at, publication.withdrawn_reason = f.NOW, "In error"
        publication.save(update_fields=["withdrawn_at", "withdrawn_reason"])

    assert "still counts, but that was withdrawn" in check("--repair")
