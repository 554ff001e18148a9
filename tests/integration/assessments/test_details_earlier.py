"""What was published on the national toolkit before a home came here (R6, R79)."""

import re
from datetime import date

import pytest
from django.test import Client

from assessments.models import Assessment
from assessments.snapshots import load_newest
from organisations.models import EarlierPublication, FormerCode, NationalResult, Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.assessments.reading import of
from tests.integration.assessments.test_details_step import EARLIER, TODAY, send
from tests.integration.organisations.reading import words

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


class TestTheNationalList:
    """What it says is shown, and counts whatever is declared (R79)."""

    LISTED = "The national list says: Standards Met, 25 June 2026"

    @pytest.fixture
    def _listed(self, assessment: Assessment) -> None:
        on_the_list(assessment.organisation.code)

    @pytest.mark.usefixtures("_listed")
    def test_is_shown_where_it_is_asked_about_with_yes_chosen(self, client: Client, assessment: Assessment) -> None:
        response = client.get(of(assessment.organisation, "details_step", "earlier"))

        assert f"{self.LISTED}." in words(response)
        assert re.search(r'value="some"[^>]* checked', response.content.decode())

    @pytest.mark.usefixtures("_listed")
    def test_saves_asking_what_it_was(self, client: Client, assessment: Assessment) -> None:
        home = assessment.organisation

        joining = client.post(of(home, "details_step", "earlier") + "?joining", {"earlier": "some"})
        later = send(client, home, "earlier")

        assert joining["Location"] == of(home, "details_step", "nhsmail") + "?joining"
        assert later["Location"] == of(home, "details")
        assert self.LISTED in words(client.get(of(home, "details")))

    @pytest.mark.usefixtures("_listed")
    def test_a_newer_result_can_still_be_told(self, client: Client, assessment: Assessment) -> None:
        home = assessment.organisation

        shown = client.get(of(home, "details_step", "earlier")).content.decode()
        send(client, home, "earlier-result")

        assert f'href="{of(home, "details_step", "earlier-result")}"' in shown
        with acting_for(home):
            assert EarlierPublication.objects.count() == 1

    @pytest.mark.usefixtures("_listed")
    @pytest.mark.parametrize("said", ["none", "unknown"])
    def test_counts_whatever_is_said(self, client: Client, assessment: Assessment, said: str) -> None:
        send(client, assessment.organisation, "earlier", {"earlier": said})

        assert not first_time(assessment.organisation)

    def test_knows_the_code_of_before(self, client: Client, assessment: Assessment) -> None:
        home = assessment.organisation
        with acting_for(home):
            FormerCode.objects.create(organisation=home, code="VZ999", changed_at=f.NOW)
        on_the_list("VZ999")

        assert self.LISTED in words(client.get(of(home, "details_step", "earlier")))

    def test_a_result_of_no_known_level_is_said_in_its_own_words_and_asked_about(
        self, client: Client, assessment: Assessment
    ) -> None:
        home = assessment.organisation
        on_the_list(home.code, level="", label="21/22 Baseline")

        assert "The national list says: 21/22 Baseline, 25 June 2026." in words(
            client.get(of(home, "details_step", "earlier"))
        )
        assert send(client, home, "earlier")["Location"] == of(home, "details_step", "earlier-result")

    def test_of_somebody_else_is_not_shown(self, client: Client, assessment: Assessment) -> None:
        on_the_list("VZ999")

        shown = words(client.get(of(assessment.organisation, "details_step", "earlier")))

        assert "national list" not in shown


def on_the_list(code: str, level: str = "met", label: str = "25/26 Standards Met") -> None:
    NationalResult.objects.create(
        code=code, name="Rose Court", level=level, published_on=date(2026, 6, 25), label=label
    )
