"""A group's training: a service's own answer counts, or else its list, and the sum is over people (R25, R73)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.list_rows import lists_of, training_of_sites
from assessments.rules.findings import training
from assessments.rules.list_facts import Counted, Lists, Register, Trainee
from assessments.rules.roll_up import Count
from evidence.models import TrainedPerson, TrainingCount
from organisations.models import GroupSite, Organisation, OrganisationKind, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answer
from tests.factories.groups import administrator_of, group, many_sites, site_of
from tests.factories.sharing import form_of
from tests.integration.assessments.reading import browser, elements, of_year, press, text, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
TODAY = f.NOW.date()
LATELY, LONG_AGO = date(2026, 5, 4), date(2025, 11, 21)


@pytest.fixture
def sites(fern: Organisation) -> list[Organisation]:
    return many_sites(fern, 4)


def staff(site: Organisation, by: User, trained: int, total: int, *, away: int = 0) -> None:
    saved = {"organisation": site, "saved_by": by, "saved_at": f.NOW}
    with acting_for(site, user=by):
        TrainedPerson.objects.bulk_create(
            TrainedPerson(
                name=f"Person {number}",
                trained_on=LATELY if number < trained else LONG_AGO,
                away_because="" if number < total else "Long leave",
                **saved,
            )
            for number in range(total + away)
        )


def counted(site: Organisation, by: User, trained: int, total: int, on: date = LATELY) -> None:
    with acting_for(site, user=by):
        TrainingCount.objects.create(
            organisation=site, staff_trained=trained, staff_total=total, counted_on=on, saved_by=by, saved_at=f.NOW
        )


def rows(page: Any) -> list[str]:
    return [text(line) for line in elements(page, "tr")][1:]


def test_a_list_stands_in_where_a_service_has_not_answered(fern: Organisation, sites: list[Organisation]) -> None:
    grace = administrator_of(fern)
    answer(form_of(sites[0]), "3.2.1", by=grace, choice="yes", staff_total=20, staff_trained=19)
    staff(sites[0], grace, 1, 30)
    staff(sites[1], grace, 48, 50, away=2)
    counted(sites[2], grace, 28, 30)
    page = browser(grace).get(of_year(form_of(fern), "numbers"))

    assert rows(page) == [
        "Home 1 (VB001) 19 20 95%",
        "Home 2 (VB002) 48 50 96% From its list",
        "Home 3 (VB003) 28 30 93% From its list",
        "Home 4 (VB004) Not given yet",
    ]
    said = "1 of 4 services gave numbers. For 2 more we used the lists there."
    assert f"{said} 95 of 100 staff are trained: 95%. That is enough." in words(page)
    assert "Who has not given numbers (1) Home 4" in words(page)

    assert press(page) == "Use these numbers"
    hidden = {name: typed(page, name) for name in ("version", "trained", "total")}
    page = browser(grace).post(of_year(form_of(fern), "numbers"), {"use": "1", **hidden}, follow=True)
    assert "Your own answer says 95 of 100." in words(page)


def test_the_sum_decides_and_one_too_few_is_not_enough(fern: Organisation, sites: list[Organisation]) -> None:
    grace = administrator_of(fern)
    staff(sites[0], grace, 18, 19)
    staff(sites[1], grace, 1, 1)
    page = browser(grace).get(of_year(form_of(fern), "numbers"))
    assert "We used the lists of 2 services. 19 of 20 staff are trained: 95%. That is enough." in words(page)

    staff(sites[2], grace, 0, 1)
    page = browser(grace).get(of_year(form_of(fern), "numbers"))
    assert "We used the lists of 3 services. 19 of 21 staff are trained: 90%. That is not enough yet." in words(page)


def test_an_answer_without_numbers_leaves_the_list_to_speak(fern: Organisation, sites: list[Organisation]) -> None:
    grace = administrator_of(fern)
    answer(form_of(sites[0]), "3.2.1", by=grace, choice="not-yet")
    staff(sites[0], grace, 3, 4)

    assert rows(browser(grace).get(of_year(form_of(fern), "numbers")))[0] == "Home 1 (VB001) 3 4 75% From its list"


def test_what_a_list_cannot_say_is_not_given(fern: Organisation, sites: list[Organisation]) -> None:
    grace = administrator_of(fern)
    staff(sites[0], grace, 0, 0, away=2)
    counted(sites[0], grace, 5, 5)
    counted(sites[1], grace, 5, 5, LONG_AGO)
    counted(sites[2], grace, 0, 0)
    page = browser(grace).get(of_year(form_of(fern), "numbers"))

    assert "No service has given its numbers yet." in words(page)
    assert all(row.endswith("Not given yet") for row in rows(page))


def test_a_service_with_its_own_account_keeps_its_list_from_the_council() -> None:
    leeds = group("Leeds City Council", "LE01", OrganisationKind.COUNCIL)
    own, came = many_sites(leeds, 2)
    with acting_for(leeds):
        GroupSite.objects.filter(site=came).update(how=GroupSite.How.ACCEPTED)
    grace = administrator_of(leeds)
    for site in (own, came):
        staff(site, grace, 1, 1)
    page = browser(grace).get(of_year(form_of(leeds), "numbers"))
    assert rows(page) == ["Home 1 (VB001) 1 1 100% From its list", "Home 2 (VB002) Not given yet"]

    answer(form_of(came), "3.2.1", by=grace, choice="yes", staff_total=2, staff_trained=2)
    page = browser(grace).get(of_year(form_of(leeds), "numbers"))
    assert rows(page)[1] == "Home 2 (VB002) 2 2 100%"


def test_only_the_sites_of_the_scope_are_counted(fern: Organisation, sites: list[Organisation]) -> None:
    elsewhere = f.organisation("VX001", "Elsewhere")
    for site in (sites[0], elsewhere):
        staff(site, administrator_of(fern), 1, 2)

    with acting_for(fern, *sites):
        assert training_of_sites([sites[0].pk, elsewhere.pk], TODAY) == {sites[0].pk: Count(1, 2)}
    with acting_for(elsewhere):
        assert lists_of(sites[0]) == Lists()


DAYS = st.none() | st.dates(TODAY - timedelta(days=380), TODAY + timedelta(days=10))
PEOPLE = st.lists(st.tuples(DAYS, st.sampled_from(["", "", " ", "Ill"])), max_size=6)
COUNTED = st.none() | st.tuples(
    st.integers(0, 3), st.integers(0, 3), st.dates(TODAY - timedelta(days=380), TODAY + timedelta(days=10))
)


def test_the_sum_in_sql_is_what_the_rules_say_of_each_site(fern: Organisation, sites: list[Organisation]) -> None:
    grace = administrator_of(fern)
    saved = {"saved_by": grace, "saved_at": f.NOW}

    @settings(max_examples=25, deadline=None)  # each one writes and reads the rows of four sites
    @given(st.lists(st.tuples(PEOPLE, COUNTED), min_size=4, max_size=4))
    def agree(everywhere: list[Any]) -> None:
        expected = {}
        TrainedPerson.objects.all().delete()
        TrainingCount.objects.all().delete()
        for site, (people, count) in zip(sites, everywhere, strict=True):
            mine = {"organisation": site, **saved}
            TrainedPerson.objects.bulk_create(
                TrainedPerson(name="Tom", trained_on=on, away_because=why, **mine) for on, why in people
            )
            if count:
                TrainingCount.objects.create(staff_trained=count[0], staff_total=count[1], counted_on=count[2], **mine)
            lists = Lists(
                tuple(Trainee("Tom", on, bool(why.strip())) for on, why in people), Counted(*count) if count else None
            )
            found = training(lists, TODAY)
            if found and found.count and found.on == (TODAY if people else count[2]) and not _is_too_old(found):
                expected[site.pk] = found.count
            read = lists_of(site, [Register.TRAINING])
            assert (sorted(read.people, key=repr), read.counted) == (sorted(lists.people, key=repr), lists.counted)
        assert training_of_sites([site.pk for site in sites], TODAY) == expected

    with acting_for(*sites, user=grace):
        agree()


def _is_too_old(found: Any) -> bool:
    return any(lacking.why == "counted-long-ago" for lacking in found.lacks)


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as statements:
        assert client.get(address).status_code == 200
    return len(statements)


def test_many_sites_with_lists_cost_what_one_without_does(fern: Organisation) -> None:
    grace, alone = administrator_of(fern), site_of(fern)
    client, address = browser(grace), of_year(form_of(fern), "numbers")
    one = cost(client, address)
    for site in (alone, *many_sites(fern, 60)):
        staff(site, grace, 2, 3)

    assert cost(client, address) == one
    assert "We used the lists of 61 services. 122 of 183 staff are trained: 66%." in words(client.get(address))
