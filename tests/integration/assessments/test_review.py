"""Coming back next year: what to look at first, what is out of date, what is the same (R3, R4)."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from assessments.editions import edition
from assessments.models import Assessment
from assessments.rules.levels import Level
from organisations.models import Organisation
from organisations.permissions import Role
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, links, of, of_year, press, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
TRAINING = "3.2.1"


@pytest.fixture
def carried(rose_court: Organisation) -> Assessment:
    """Give the second year of a home that published Standards Met, its staff counted again."""
    a.published(rose_court, at=LAST_YEAR)
    year = f.assessment(rose_court)
    a.answer(year, TRAINING, staff_total=20, staff_trained=20)
    return year


def hub(client: Client, year: Assessment) -> tuple[str, str, str]:
    """Return the hub's words, its button and where that leads."""
    page = client.get(of_year(year, "review"))
    return words(page), press(page), links(page)[press(page)]


def test_with_nothing_new_it_leads_to_the_details_then_part_by_part_then_to_publishing(
    client: Client, carried: Assessment
) -> None:
    shown, button, address = hub(client, carried)
    assert "Nothing is new." in shown
    assert "43 answers are the same as before." in shown
    assert (button, address) == ("Check your service's details", of(carried.organisation, "details"))

    client.post(of(carried.organisation, "confirm_details"))
    parts = []
    while "Read: " in (step := hub(client, carried))[1]:
        parts.append(step[1])
        client.post(step[2])

    assert parts == [
        "Read: staff and training",
        "Read: policies and paperwork",
        "Read: keeping data safe",
        "Read: computers and phones",
    ]
    assert hub(client, carried)[1:] == ("Go to publish", of_year(carried, "publish"))


def test_training_is_counted_again_every_year(client: Client, rose_court: Organisation) -> None:
    """R25."""
    a.published(rose_court, at=LAST_YEAR)
    year = f.assessment(rose_court)

    shown, button, address = hub(client, year)

    assert "Out of date Yearly training for staff Count your staff again" in shown
    assert (button, address) == ("Look at: yearly training for staff", of_year(year, "follow_up", TRAINING))


def test_changed_words_come_first_with_what_has_changed(client: Client, rose_court: Organisation) -> None:
    a.published(rose_court, at=LAST_YEAR)
    a.operators_year("2026-27", edition="care-8")
    year = f.assessment(rose_court)

    shown, _, address = hub(client, year)

    short = edition("care-8").question("1.1.5").short
    assert f"{short} Was who is in charge; now how senior people lead" in shown
    assert "The words have changed" in shown
    assert address == of_year(year, "question", "1.1.5")
    assert "This year you need Standards Met." in shown  # 4.3.1 and 7.1.1 are needed now
    assert "2 left." in shown


def test_a_changed_question_leaves_the_pile_once_it_was_looked_at(client: Client, rose_court: Organisation) -> None:
    a.published(rose_court, at=LAST_YEAR)
    a.operators_year("2026-27", edition="care-8")
    year = f.assessment(rose_court)

    a.answer(year, "1.1.5", choice="yes", text="Priya leads and speaks about it every month")

    assert "Was who is in charge" not in hub(client, year)[0]


def test_what_was_not_done_last_year_is_to_be_done_now(client: Client, rose_court: Organisation) -> None:
    """R12: after Approaching Standards only Standards Met is left."""
    a.published(rose_court, Level.APPROACHING, at=LAST_YEAR)
    year = f.assessment(rose_court)

    shown, button, _ = hub(client, year)

    assert "16 things need a look first." in shown
    assert "This year you need Standards Met. 16 left." in shown
    assert button == "Look at: who needs what training"


def test_a_date_that_is_over_a_year_old_is_out_of_date(client: Client, rose_court: Organisation) -> None:
    year = a.published(rose_court, at=LAST_YEAR).assessment
    a.answer(year, "4.2.1", choice="yes", on=date(2025, 11, 21), at=LAST_YEAR)
    carried = f.assessment(rose_court)

    assert "The date is over a year old" in hub(client, carried)[0]

    a.answer(carried, "4.2.1", on=date(2025, 11, 22))

    assert "The date is over a year old" not in hub(client, carried)[0]


def test_a_fee_that_has_run_out_leads_to_where_it_is_cured(client: Client, carried: Assessment) -> None:
    """R26."""
    a.described(carried.organisation, ico_expires_on=date(2026, 11, 21))

    shown, button, address = hub(client, carried)

    assert "Your data protection fee number The certificate has run out" in shown
    assert (button, address) == (
        "Look at: your data protection fee number",
        of(carried.organisation, "details_step", "ico"),
    )


def test_a_cyber_certificate_that_has_run_out_leads_there_too(client: Client, rose_court: Organisation) -> None:
    """R22."""
    a.described(rose_court, at=LAST_YEAR, **a.certificate(LAST_YEAR.date()))
    a.answered(f.assessment(rose_court, at=LAST_YEAR), but=["4.2.4"], at=LAST_YEAR)
    year = f.assessment(rose_court)

    page = client.get(of_year(year, "review"))

    assert "The certificate has run out" in words(page)
    assert of(rose_court, "details_step", "cyber") in links(page).values()


def test_a_first_year_has_nothing_to_review(client: Client, assessment: Assessment) -> None:
    assert client.get(of_year(assessment, "review")).status_code == 404


def test_a_viewer_may_read_it(carried: Assessment) -> None:
    jo = browser(f.member(carried.organisation, Role.VIEWER, "Jo"))

    assert jo.get(of_year(carried, "review")).status_code == 200
