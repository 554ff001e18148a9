"""One part on one page: all true, or which answers have changed."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from assessments.editions import edition
from assessments.models import Assessment, Confirmation
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, buttons, elements, links, of_year, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

PART = "data-security"
LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
LONG = " ".join(f"word{number}" for number in range(40))


@pytest.fixture
def carried(rose_court: Organisation) -> Assessment:
    before = a.published(rose_court, at=LAST_YEAR).assessment
    a.answer(before, "1.3.13", choice="yes", text=LONG, at=LAST_YEAR)
    return f.assessment(rose_court)


def confirmed(year: Assessment) -> set[str]:
    with acting_for(year.organisation):
        return set(Confirmation.objects.filter(assessment=year, section=PART).values_list("assertion", flat=True))


def test_every_answer_of_the_part_is_shown_with_a_box_to_tick(client: Client, carried: Assessment) -> None:
    page = client.get(of_year(carried, "review_part", PART))

    ticks = [dict(box.attributes)["value"] for box in elements(page, "input", name="changed")]
    assert ticks == [q.ref for q in edition("care-7").in_section(PART) if q.is_needed]
    assert "Keeping data safe, part 3 of 4" in words(page)
    for assertion in edition("care-7").assertions_in(PART):
        assert f"{assertion.ref} {assertion.title}" in words(page)


def test_a_long_answer_is_folded_after_thirty_words(client: Client, carried: Assessment) -> None:
    page = client.get(of_year(carried, "review_part", PART))

    short, whole = [line for line in map(text, elements(page, "p", cls="app-lines")) if "word0" in line]
    assert short.endswith("…")
    assert len(short.split()) == 30 + 1
    assert whole.endswith("word39.")


def test_all_true_confirms_the_part_and_goes_on(client: Client, carried: Assessment) -> None:
    a.answer(carried, "3.2.1", staff_total=20, staff_trained=20)

    page = client.post(of_year(carried, "review_part", PART), follow=True)

    assert confirmed(carried) == {assertion.ref for assertion in edition("care-7").assertions_in(PART)}
    assert "You have finished: Keeping data safe." in words(page)


def test_a_ticked_answer_is_changed_first(client: Client, carried: Assessment) -> None:
    said = {"changed": ["6.1.1", "1.3.13"], "change": "1"}

    page = client.post(of_year(carried, "review_part", PART), said, follow=True)

    assert page.redirect_chain == [(of_year(carried, "question", "1.3.13"), 302)]
    sentence = "Change this answer. You ticked these too: Reporting data breaches. Then come back to the part"
    assert sentence in words(page)
    assert confirmed(carried) == set()


def test_a_tick_wins_over_all_true(client: Client, carried: Assessment) -> None:
    client.post(of_year(carried, "review_part", PART), {"changed": ["1.3.13"]})

    assert confirmed(carried) == set()


def test_asking_to_change_without_a_tick_confirms_nothing(client: Client, carried: Assessment) -> None:
    page = client.post(of_year(carried, "review_part", PART), {"change": "1"}, follow=True)

    assert page.redirect_chain == [(of_year(carried, "review_part", PART), 302)]
    assert "Tick the answers that have changed." in words(page)
    assert confirmed(carried) == set()


def test_a_tick_for_another_parts_question_is_none(client: Client, carried: Assessment) -> None:
    client.post(of_year(carried, "review_part", PART), {"changed": ["2.1.1", "9.9.9"]})

    assert confirmed(carried) != set()


def test_words_that_changed_are_looked_at_before_a_part_is_all_true(client: Client, rose_court: Organisation) -> None:
    """R3."""
    a.published(rose_court, at=LAST_YEAR)
    a.operators_year("2026-27", edition="care-8")
    carried = f.assessment(rose_court)
    address = of_year(carried, "review_part", "staffing-and-roles")

    page = client.post(address)

    assert page.status_code == 409
    short = edition("care-8").question("1.1.5").short
    assert links(page)[f"Look again at: {short}"] == of_year(carried, "question", "1.1.5")

    a.answer(carried, "1.1.5", choice="yes", text="Priya leads")
    assert client.post(address).status_code == 302


def test_a_confirmed_part_says_so(client: Client, carried: Assessment) -> None:
    client.post(of_year(carried, "review_part", PART))

    assert "You have said that this part is true." in words(client.get(of_year(carried, "review_part", PART)))


def test_a_first_year_and_an_unknown_part_are_not_there(client: Client, carried: Assessment) -> None:
    with acting_for(carried.organisation):
        first = carried.carried_from
    assert first is not None
    assert client.get(of_year(first, "review_part", PART)).status_code == 404
    assert client.get(of_year(carried, "review_part", "kitchen")).status_code == 404


def test_a_viewer_may_read_and_not_confirm(carried: Assessment) -> None:
    jo = browser(f.member(carried.organisation, Role.VIEWER, "Jo"))
    address = of_year(carried, "review_part", PART)

    assert "Yes, all true" in buttons(jo.get(address))
    assert jo.post(address).status_code == 403
    assert confirmed(carried) == set()
