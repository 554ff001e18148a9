"""One row of a list: added, changed, refused with everything kept, and never written over in silence."""

import pytest
from django.test import Client

from evidence.models import InformationAsset, Supplier, TrainedPerson
from organisations.models import Organisation, User
from organisations.permissions import Role
from tests import factories as f
from tests.integration.assessments.listing import MAY, on_list, put_on_list, trail
from tests.integration.assessments.reading import browser, buttons, of, press, refusals, summary, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
TOM = {
    "version": "0",
    "name": " Tom  Hill ",
    "job": "Carer",
    "trained_on_day": "4",
    "trained_on_month": "5",
    "trained_on_year": "2026",
    "away_because": "",
}


def add(client: Client, home: Organisation, **changes: str):
    return client.post(of(home, "add_row", "training"), {**TOM, **changes})


@pytest.fixture
def tom(rose_court: Organisation, priya: User) -> TrainedPerson:
    """Give Tom Hill's row."""
    [row] = put_on_list(TrainedPerson, rose_court, priya, {"name": "Tom Hill", "job": "Carer", "trained_on": MAY})
    return row


def test_a_row_is_added(client: Client, rose_court: Organisation) -> None:
    assert press(client.get(of(rose_court, "add_row", "training"))) == "Save"

    page = client.post(of(rose_court, "add_row", "training"), TOM, follow=True)

    assert page.redirect_chain == [(of(rose_court, "list_page", "training"), 302)]
    assert "Tom Hill is on the list now." in words(page)
    assert on_list(TrainedPerson, rose_court, "job", "trained_on", "version") == [("Tom Hill", "Carer", MAY, 1)]
    assert trail(rose_court) == [("added-to-list", "training")]


def test_every_kind_of_cell_can_be_filled(client: Client, rose_court: Organisation) -> None:
    client.post(
        of(rose_court, "add_row", "suppliers"),
        {"version": "0", "name": "Rota Ltd", "handles_data": "yes", "runs_systems": "no", "has_data_terms": ""},
    )
    client.post(
        of(rose_court, "add_row", "information"), {"version": "0", "name": "Plans", "shared_with": "GP\r\nCouncil"}
    )

    fields = ("handles_data", "runs_systems", "has_data_terms", "contract_ends_on")
    assert on_list(Supplier, rose_court, *fields) == [("Rota Ltd", "yes", "no", "", None)]
    assert on_list(InformationAsset, rose_court, "shared_with") == [("Plans", "GP\nCouncil")]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": " "}, "Enter the name"),
        ({"name": "x" * 121}, "Name must be 120 characters or fewer"),
        ({"trained_on_day": "23", "trained_on_month": "11"}, "The date must be today or before today"),
        ({"trained_on_month": "13"}, "The date must be a real date"),
        ({"trained_on_day": ""}, "The date must include a day"),
    ],
)
def test_what_a_row_refuses_stays_typed(client, rose_court, changes, refusal):
    page = add(client, rose_court, **changes)

    assert refusals(page) == [refusal]
    assert typed(page, "job") == "Carer"
    assert on_list(TrainedPerson, rose_court) == []


def test_training_of_today_counts_as_done(client: Client, rose_court: Organisation) -> None:
    assert add(client, rose_court, trained_on_day="22", trained_on_month="11").status_code == 302


def test_pressing_twice_adds_once(client: Client, rose_court: Organisation) -> None:
    for _ in range(2):
        assert add(client, rose_court).status_code == 302

    assert len(on_list(TrainedPerson, rose_court)) == 1


def test_what_is_on_the_list_already_needs_a_name_of_its_own(client, rose_court, that_day):
    add(client, rose_court)
    that_day.shift(11)

    assert refusals(add(client, rose_court)) == ["This is on the list already. Give this one a name of its own"]
    assert add(client, rose_court, job="Cook").status_code == 302
    assert len(on_list(TrainedPerson, rose_court)) == 2


def test_a_row_is_changed(client: Client, rose_court: Organisation, tom: TrainedPerson) -> None:
    path = of(rose_court, "change_row", "training", tom.pk)
    page = client.get(path)
    assert (typed(page, "name"), typed(page, "trained_on_day"), typed(page, "version")) == ("Tom Hill", "4", "1")

    page = client.post(path, {**TOM, "version": "1", "job": "Cook"}, follow=True)

    assert "Saved: Tom Hill." in words(page)
    assert on_list(TrainedPerson, rose_court, "job", "version") == [("Tom Hill", "Cook", 2)]
    assert trail(rose_court) == [("changed-list", "training")]


def test_saving_a_row_as_it_is_makes_no_new_version(client: Client, rose_court: Organisation, tom) -> None:
    client.post(of(rose_court, "change_row", "training", tom.pk), {**TOM, "version": "1"})

    assert on_list(TrainedPerson, rose_court, "version") == [("Tom Hill", 1)]
    assert trail(rose_court) == []


def test_two_who_change_a_row_see_both(client: Client, rose_court: Organisation, tom: TrainedPerson) -> None:
    path = of(rose_court, "change_row", "training", tom.pk)
    jo = browser(f.member(rose_court, Role.CONTRIBUTOR, "Jo"))
    jo.post(path, {**TOM, "version": "1", "job": "Cook"})

    page = client.post(path, {**TOM, "version": "1", "job": "Driver"})

    assert refusals(page) == ["Someone else saved this while you were typing. Read both, then save the one you want."]
    assert "What Jo saved" in words(page)
    assert summary(page)["Job"] == "Cook"
    assert typed(page, "job") == "Driver"
    assert on_list(TrainedPerson, rose_court, "job") == [("Tom Hill", "Cook")]

    assert client.post(path, {**TOM, "version": typed(page, "version"), "job": "Driver"}).status_code == 302
    assert on_list(TrainedPerson, rose_court, "job") == [("Tom Hill", "Driver")]


def test_who_types_while_somebody_removes_the_row_can_bring_it_back(client, rose_court, tom):
    path = of(rose_court, "change_row", "training", tom.pk)
    client.post(of(rose_court, "remove_row", "training", tom.pk))

    page = client.post(path, {**TOM, "version": "1", "job": "Driver"})

    assert len(refusals(page)) == 1
    assert "This was taken off the list on 22 November 2026. Save it to bring it back." in words(page)
    assert typed(page, "job") == "Driver"
    assert "Take it off the list" not in buttons(page)

    client.post(path, {**TOM, "version": typed(page, "version"), "job": "Driver"})
    assert on_list(TrainedPerson, rose_court, "job") == [("Tom Hill", "Driver")]


def test_what_was_typed_when_the_session_ran_out_is_there_again(rose_court: Organisation, priya: User, tom) -> None:
    for path in (of(rose_court, "add_row", "training"), of(rose_court, "change_row", "training", tom.pk)):
        client = Client()
        client.post(path, {**TOM, "version": "1", "job": "Night driver"})
        client.force_login(priya)

        assert typed(client.get(path), "job") == "Night driver"


def test_a_row_of_one_list_is_none_of_another(client: Client, rose_court: Organisation, tom: TrainedPerson) -> None:
    for number in (tom.pk, 0, 10**30):
        assert client.get(of(rose_court, "change_row", "devices", number)).status_code == 404
        assert client.post(of(rose_court, "remove_row", "devices", number)).status_code == 404


def test_who_may_only_read_sees_a_row_and_no_button(rose_court: Organisation, tom: TrainedPerson) -> None:
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))
    path = of(rose_court, "change_row", "training", tom.pk)

    page = jo.get(path)

    assert (typed(page, "name"), buttons(page)) == ("Tom Hill", [])
    assert jo.post(path, {**TOM, "version": "1"}).status_code == 403
