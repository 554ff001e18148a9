"""What was published on the national toolkit before a home came here (R6, R79)."""

from datetime import date

import pytest
from django.test import Client

from assessments.models import Assessment
from assessments.snapshots import load_newest
from organisations.models import EarlierPublication, Organisation
from organisations.tenancy import acting_for
from tests.integration.assessments.test_details_step import EARLIER, TODAY, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def first_time(home: Organisation) -> bool:
    with acting_for(home):
        loaded = load_newest(home, today=TODAY)
    assert loaded
    return loaded.case.first_time


@pytest.mark.parametrize("level", EarlierPublication.Standard)
def test_what_was_published_elsewhere_counts_as_published_before(
    client: Client, assessment: Assessment, level: str
) -> None:
    """R6 and R79."""
    home = assessment.organisation
    assert first_time(home)

    send(client, home, "earlier-result", {**EARLIER, "level": level})

    assert not first_time(home)
    with acting_for(home):
        [declared] = EarlierPublication.objects.all()
    assert (declared.level, declared.published_on) == (level, date(2025, 6, 20))


def test_a_declaration_can_be_corrected_and_taken_back(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    send(client, home, "earlier-result")
    send(client, home, "earlier-result", {**EARLIER, "level": "met", "published_on_day": "21"})
    with acting_for(home):
        assert EarlierPublication.objects.get().level == "met"

    send(client, home, "earlier", {"earlier": "none"})

    assert first_time(home)


def test_saying_yes_again_keeps_what_was_said_before(client: Client, assessment: Assessment) -> None:
    send(client, assessment.organisation, "earlier-result")

    send(client, assessment.organisation, "earlier")

    assert not first_time(assessment.organisation)
