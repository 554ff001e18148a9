"""A list: its sentence, its rows fifty a page, how to find one, and where to start when there is none."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.actions.lists import remove_row
from evidence.lists.samples import samples_for
from evidence.lists.specs import LISTS, SUPPLIERS, TRAINING
from evidence.models import Device, ProcessingActivity, Supplier, TrainedPerson
from organisations.models import Organisation, User
from organisations.permissions import Role
from organisations.profiles import profile_of
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.assessments.listing import MAY, on_list, put_on_list, table, trail
from tests.integration.assessments.reading import browser, buttons, elements, links, of, press, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
A_PAGE = 50
NOTHING = "\N{EN DASH}"


def test_an_empty_list_says_what_it_is_for_and_where_to_start(client: Client, rose_court: Organisation) -> None:
    page = client.get(of(rose_court, "list_page", "suppliers"))

    assert "Your firms will be listed here. There are none yet." in words(page)
    assert SUPPLIERS.why in words(page)
    assert press(page) == "Add a firm"
    assert buttons(page) == ["Add a firm", "Paste or send many", "Start from these rows"]


def test_a_list_shows_what_it_has_room_for(client: Client, rose_court: Organisation, priya: User) -> None:
    rota = {"name": "Rota Ltd", "does": "Rotas", "contact": "Jo", "handles_data": "yes", "contract_ends_on": MAY}
    put_on_list(Supplier, rose_court, priya, rota, "Elm IT")

    page = client.get(of(rose_court, "list_page", "suppliers"))

    assert table(page) == [
        ["Elm IT", NOTHING, NOTHING, NOTHING, NOTHING],
        ["Rota Ltd", "Rotas", "Yes", "4 May 2026", NOTHING],
    ]
    assert "2 firms are on this list. 1 has a contract that has ended." in words(page)
    assert "There are none yet" not in words(page)
    assert not {"Start from these rows"} & set(buttons(page))


@pytest.mark.parametrize(
    ("slug", "model", "rows", "sentence"),
    [
        (
            "training",
            TrainedPerson,
            [{"trained_on": MAY}, {"away_because": "Ill"}, {}],
            "3 people are on this list. 1 has no training date.",
        ),
        ("processing", ProcessingActivity, [{"legal_reason": "Consent"}], "1 use of data is on this list."),
        ("devices", Device, [{"support_ends_on": MAY}] * 2, "2 devices are on this list. 2 are out of support."),
        ("devices", Device, [{"support_ends_on": date(2026, 11, 22)}], "1 device is on this list."),
    ],
)
def test_each_list_counts_what_it_lacks(client, rose_court, priya, slug, model, rows, sentence):
    put_on_list(model, rose_court, priya, *({"name": f"Row {at}", **row} for at, row in enumerate(rows)))

    [lede] = elements(client.get(of(rose_court, "list_page", slug)), "p", cls="app-lede")

    assert text(lede) == sentence


def test_there_are_fifty_rows_a_page_and_a_row_is_found(client: Client, rose_court: Organisation, priya: User) -> None:
    put_on_list(TrainedPerson, rose_court, priya, *(f"Tom {at:03}" for at in range(A_PAGE + 2)), job="Carer")
    put_on_list(TrainedPerson, rose_court, priya, "ann LEE", job="Night cook")
    path = of(rose_court, "list_page", "training")

    first, second = client.get(path), client.get(path, {"page": "2"})

    assert (len(table(first)), len(table(second))) == (A_PAGE, 3)
    assert table(first)[0][0] == "ann LEE"
    assert "(page 2 of 2)" in second.content.decode()
    for search in ("lee ann", "COOK", " night   Ann "):
        found = client.get(path, {"q": search})
        assert [row[0] for row in table(found)] == ["ann LEE"]
        assert "1 person found for" in words(found)
    assert links(client.get(path, {"q": "tom"}))["Next page"] == "?q=tom&page=2"
    assert "Nothing fits “zebra”." in words(client.get(path, {"q": "zebra"}))
    assert client.get(path, {"q": "\0"}).status_code == 200
    assert client.get(path, {"page": "many"}).status_code == 200


def test_a_short_list_needs_no_search(client: Client, rose_court: Organisation, priya: User) -> None:
    put_on_list(Device, rose_court, priya, "Laptop")

    assert elements(client.get(of(rose_court, "list_page", "devices")), "input", name="q") == []


def test_a_list_costs_the_same_however_long_it_is(client: Client, rose_court: Organisation, priya: User) -> None:
    f.assessment(rose_court)
    [tom] = put_on_list(TrainedPerson, rose_court, priya, "Tom", trained_on=MAY)[:1]
    client.post(of(rose_court, "remove_row", "training", tom.pk))
    put_on_list(TrainedPerson, rose_court, priya, "Ann", trained_on=MAY)
    costs = set()

    for _ in range(2):
        for path in (of(rose_court, "list_page", "training"), of(rose_court, "lists")):
            with CaptureQueriesContext(connection) as statements:
                client.get(path)
            costs.add((path, len(statements)))
        gone = put_on_list(TrainedPerson, rose_court, priya, *(f"Tom {at}" for at in range(60)), trained_on=MAY)
        for row in gone[:5]:
            client.post(of(rose_court, "remove_row", "training", row.pk))

    assert len(costs) == 2


# --- Sample rows ---


def test_sample_rows_fit_the_kind_of_care_and_come_in_one_press(
    client: Client, rose_court: Organisation, priya: User
) -> None:
    with acting_for(rose_court, user=priya):
        profile = profile_of(rose_court)
        profile.care_kinds = ["home_care"]
        profile.save()
    shown = [text(line) for line in elements(client.get(of(rose_court, "list_page", "information")), "li")]

    page = client.post(of(rose_court, "add_samples", "information"), follow=True)

    names = [row[0] for row in table(page)]
    assert "Key safe codes" in names
    assert "Camera recordings" not in names
    assert set(names) <= set(shown)
    assert f"We added {len(names)} sets of records." in words(page)
    assert trail(rose_court) == [("started-list", "information")]


def test_sample_rows_come_once_and_never_among_ones_own(client: Client, rose_court: Organisation, priya: User) -> None:
    for _ in range(2):
        client.post(of(rose_court, "add_samples", "devices"))
    put_on_list(Supplier, rose_court, priya, "Rota Ltd")
    client.post(of(rose_court, "add_samples", "suppliers"))

    assert len(trail(rose_court)) == 1
    assert on_list(Supplier, rose_court) == [("Rota Ltd",)]


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.slug)
@pytest.mark.parametrize("kind", [(), ("care_home",), ("home_care", "supported_living"), ("other",)])
def test_sample_rows_are_rows_that_the_list_would_take(listed, kind):
    fields = {column.field: column for column in listed.columns}
    rows = samples_for(listed, kind)

    assert len(rows) >= 3
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) <= set(fields)
        assert all(len(words) <= fields[field].most for field, words in row.items())
        assert all(isinstance(words, str) for words in row.values())


# --- Off the list and back ---


def test_a_row_comes_off_and_back_within_thirty_days(client: Client, rose_court: Organisation, priya: User) -> None:
    [rota, _] = put_on_list(Supplier, rose_court, priya, "Rota Ltd", "Elm IT")

    page = client.post(of(rose_court, "remove_row", "suppliers", rota.pk), follow=True)

    assert [row[0] for row in table(page)] == ["Elm IT"]
    assert "Rota Ltd is off the list. You can bring it back below." in words(page)
    assert "Taken off the list (1)" in words(page)

    page = client.post(of(rose_court, "restore_row", "suppliers", rota.pk), follow=True)

    assert [row[0] for row in table(page)] == ["Elm IT", "Rota Ltd"]
    assert "Taken off the list" not in words(page)
    assert trail(rose_court) == [("removed-from-list", "suppliers"), ("brought-back-to-list", "suppliers")]


def test_pressing_twice_removes_and_brings_back_once(client: Client, rose_court: Organisation, priya: User) -> None:
    [rota] = put_on_list(Supplier, rose_court, priya, "Rota Ltd")

    for name in ("remove_row", "remove_row", "restore_row", "restore_row"):
        assert client.post(of(rose_court, name, "suppliers", rota.pk)).status_code == 302

    assert len(trail(rose_court)) == 2


def test_after_thirty_days_a_row_stays_away(client, rose_court, priya, that_day):
    [rota] = put_on_list(Supplier, rose_court, priya, "Rota Ltd")
    with acting_for(rose_court, user=priya):
        remove_row(organisation=rose_court, listed=SUPPLIERS, row_id=rota.pk, by=priya, at=f.NOW)
    that_day.shift(30 * 24 * 3600)
    client.force_login(priya)

    refused = client.post(of(rose_court, "restore_row", "suppliers", rota.pk))

    assert refused.status_code == 409
    assert "This was removed more than 30 days ago. Add it again." in words(refused)
    assert "Taken off the list" not in words(client.get(of(rose_court, "list_page", "suppliers")))
    assert on_list(Supplier, rose_court) == []


# --- Who may do what ---


def test_who_may_only_read_sees_the_list_and_no_button(rose_court: Organisation, priya: User) -> None:
    [rota] = put_on_list(Supplier, rose_court, priya, "Rota Ltd")
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    page = jo.get(of(rose_court, "list_page", "suppliers"))

    assert [row[0] for row in table(page)] == ["Rota Ltd"]
    assert buttons(page) == []
    for name in ("remove_row", "restore_row"):
        assert jo.post(of(rose_court, name, "suppliers", rota.pk)).status_code == 403
    for name in ("add_row", "paste_rows"):
        assert jo.get(of(rose_court, name, "suppliers")).status_code == 403
    assert jo.post(of(rose_court, "add_samples", "devices")).status_code == 403
    assert jo.get(of(rose_court, "list_file", "suppliers")).status_code == 200


def test_a_head_offices_lists_are_its_own(
    grace: Client, fern: Organisation, rose_court: Organisation, priya: User
) -> None:
    put_on_list(Supplier, rose_court, priya, "Rota Ltd")

    assert table(grace.get(of(fern, "list_page", "suppliers"))) == []
    assert grace.get(of(rose_court, "list_page", "suppliers")).status_code == 404


@pytest.mark.parametrize("slug", ["nonsense", "training-2"])
def test_there_are_no_other_lists(client: Client, rose_court: Organisation, slug: str) -> None:
    for name in ("list_page", "add_row", "paste_rows", "list_file"):
        assert client.get(of(rose_court, name, slug)).status_code == 404
    assert client.post(of(rose_court, "add_samples", slug)).status_code == 404


def test_the_training_list_offers_what_it_amounts_to(client: Client, rose_court: Organisation, priya: User) -> None:
    """What it says is tested with the offers."""
    f.assessment(rose_court)
    put_on_list(TrainedPerson, rose_court, priya, *(f"Tom {at}" for at in range(20)), trained_on=MAY)

    page = client.get(of(rose_court, "list_page", "training"))

    assert any("3.2.1" in text(section) for section in elements(page, "section"))
    assert client.get(of(rose_court, "list_page", TRAINING.slug), {"on": "2027-06-01"}).status_code == 200
