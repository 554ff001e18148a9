"""The five lists with one sentence each, and two numbers in place of a list of names."""

from datetime import date

import pytest
from django.test import Client

from evidence.lists.specs import LISTS
from evidence.models import Device, TrainedPerson, TrainingCount
from organisations.models import Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.assessments.listing import MAY, put_on_list, trail
from tests.integration.assessments.reading import browser, buttons, links, of, refusals, summary, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
NUMBERS = {
    "staff_total": "20",
    "staff_trained": "19",
    "counted_on_day": "4",
    "counted_on_month": "May",
    "counted_on_year": "2026",
    "version": "0",
}


def count(client: Client, home: Organisation, **changes: str):
    return client.post(of(home, "training_counts"), {**NUMBERS, **changes})


def test_every_list_is_there_with_how_it_stands(client: Client, rose_court: Organisation, priya: User) -> None:
    put_on_list(TrainedPerson, rose_court, priya, "Tom", "Ann", trained_on=MAY)
    put_on_list(Device, rose_court, priya, "Laptop", support_ends_on=MAY)

    page = client.get(of(rose_court, "lists"))

    said = summary(page)
    assert list(said) == [listed.title for listed in LISTS]
    assert said["Who has done training"] == "2 people."
    assert said["Computers, phones and programs"] == "1 device. 1 is out of support."
    assert said["Firms that work for you"] == "Nothing here yet."
    assert links(page)["Open firms that work for you"] == of(rose_court, "list_page", "suppliers")


def test_two_numbers_stand_for_a_list_of_names(client: Client, rose_court: Organisation) -> None:
    count(client, rose_court)

    sentence = "You counted on 4 May 2026: 19 of 20 had done it."
    assert sentence in words(client.get(of(rose_court, "list_page", "training")))
    assert summary(client.get(of(rose_court, "lists")))["Who has done training"] == sentence
    with acting_for(rose_court):
        kept = TrainingCount.objects.get()
    assert (kept.staff_total, kept.staff_trained, kept.counted_on, kept.version) == (20, 19, MAY, 1)
    assert trail(rose_court) == [("counted-training", "")]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"staff_total": ""}, "Enter how many staff you have"),
        ({"staff_trained": ""}, "Enter how many did the training"),
        ({"staff_total": "0", "staff_trained": "0"}, "Enter how many staff you have. It must be at least 1"),
        ({"staff_trained": "21"}, "This cannot be more than the number of staff you have"),
        ({"staff_total": "many"}, "How many staff do you have? must be a whole number, like 12"),
        ({"counted_on_day": "", "counted_on_month": "", "counted_on_year": ""}, "Enter the day you counted"),
        ({"counted_on_year": "2027"}, "The date must be today or before today"),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_kept(client, rose_court, changes, refusal):
    """R25."""
    page = count(client, rose_court, **changes)

    assert refusals(page) == [refusal]
    assert typed(page, "staff_trained") == changes.get("staff_trained", "19")
    with acting_for(rose_court):
        assert not TrainingCount.objects.exists()


def test_the_same_numbers_again_are_no_change(client: Client, rose_court: Organisation) -> None:
    for _ in range(2):
        assert count(client, rose_court).status_code == 302

    assert len(trail(rose_court)) == 1


def test_two_who_count_lose_neither_number(client: Client, rose_court: Organisation) -> None:
    tom = browser(f.member(rose_court, Role.CONTRIBUTOR, "Tom"))
    count(tom, rose_court, staff_trained="18")

    page = count(client, rose_court)

    assert refusals(page) == ["Someone else saved this while you were typing. Read both, then save the one you want."]
    assert "Tom wrote: 18 of 20, counted on 4 May 2026" in words(page)
    assert typed(page, "staff_trained") == "19"
    assert count(client, rose_court, version=typed(page, "version")).status_code == 302
    with acting_for(rose_court):
        assert TrainingCount.objects.get().staff_trained == 19


def test_the_day_of_counting_starts_as_today(client: Client, rose_court: Organisation) -> None:
    page = client.get(of(rose_court, "training_counts"))

    assert [typed(page, f"counted_on_{part}") for part in ("day", "month", "year")] == ["22", "11", "2026"]
    assert date(2026, 11, 22) == f.NOW.date()


def test_who_may_only_read_sees_the_numbers_and_no_button(client: Client, rose_court: Organisation) -> None:
    count(client, rose_court)
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    page = jo.get(of(rose_court, "training_counts"))

    assert (typed(page, "staff_total"), buttons(page)) == ("20", [])
    assert count(jo, rose_court).status_code == 403
