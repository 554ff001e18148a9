"""Which services a group publishes for: the list, the check, and the press (R38, R39, R44, R74)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, SiteTick
from assessments.rules.levels import Level
from organisations.actions.grouping import end_link
from organisations.models import DirectoryEntry, NationalResult, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import covering as c
from tests.factories import groups as g
from tests.integration.assessments.grouping import replied, shared
from tests.integration.assessments.reading import browser, buttons, links, press, refusals, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
YEAR = "2026-27"
DAY = timedelta(days=1)


@pytest.fixture
def elm(fern: Organisation) -> Organisation:
    return g.site_of(fern)


@pytest.fixture
def oak(fern: Organisation, elm: Organisation) -> Organisation:
    return g.site_of(fern, "VA102", "Oak Lodge")


@pytest.fixture
def year(fern: Organisation) -> Assessment:
    return c.ready_group(fern)


@pytest.fixture
def client(fern: Organisation) -> Client:
    return browser(g.administrator_of(fern))


def cover(page: str = "") -> str:
    return reverse("assessments:cover", args=["AB01", YEAR]) + page


CHECK = "/g/AB01/y/2026-27/cover/check/"


def ticks(fern: Organisation) -> dict[str, tuple[bool, str, str]]:
    with acting_for(fern):
        rows = SiteTick.objects.select_related("site")
        return {row.site.code: (row.is_ticked, row.reason, row.all_the_same) for row in rows}


def publish(client: Client) -> HttpResponse:
    return client.post("/o/AB01/y/2026-27/publish/met/", {"allowed": "on", "after": ""})


def test_new_services_are_not_ticked_for_you(
    client: Client, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    page = client.get(cover())

    assert "0 of 2 services are ticked." in words(page)
    assert "Elm View (VA101)" in words(page)
    assert press(page) == "Save and check"


def test_what_is_ticked_is_kept_and_what_is_left_out_has_a_reason(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    response = client.post(cover(), {f"tick-{elm.pk}": "on", f"reason-{oak.pk}": "not-ready", "go": "check"})

    assert response["Location"] == CHECK
    assert ticks(fern) == {"VA101": (True, "", ""), "VA102": (False, "not-ready", "")}
    check = client.get(CHECK)
    assert "You are publishing for 1 service" in words(check)
    assert "What you publish next will count for Elm View." in words(check)
    assert "Oak Lodge (VA102) It is not ready" in words(check)
    assert press(check) == "Go on to publish"


def test_without_a_reason_nothing_is_lost(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    page = client.post(cover(), {f"tick-{elm.pk}": "on", "go": "check"})

    assert refusals(page) == ["Tick Oak Lodge, or choose why it is left out"]
    assert f'name="tick-{elm.pk}" type="checkbox" value="on" checked' in page.content.decode()
    assert ticks(fern) == {}


def test_one_press_ticks_all(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    client.post(cover(), {"go": "all"})

    assert ticks(fern) == {"VA101": (True, "", ""), "VA102": (True, "", "")}


def test_no_services_at_all_is_asked_about(client: Client, year: Assessment, elm: Organisation) -> None:
    """R39."""
    client.post(cover(), {f"reason-{elm.pk}": "other", "go": "check"})

    page = client.get(CHECK)

    assert "This covers your head office only" in words(page)
    assert press(page) == "Yes, only our head office"


def test_covered_last_time_is_ticked_and_new_is_not(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation
) -> None:
    """R38."""
    c.published_for(year, elm)
    with acting_for(fern):
        SiteTick.objects.all().delete()
    with time_machine.travel(f.NOW + 3 * DAY, tick=False):
        oak = g.site_of(fern, "VA102", "Oak Lodge")
        with acting_for(fern):
            fern.group_sites.filter(site=oak).update(joined_on=(f.NOW + 2 * DAY).date())
        page = browser(g.administrator_of(fern)).get(cover())

    assert "1 of 2 services is ticked." in words(page)
    assert "It joined you since you last published." in words(page)


def test_different_here_needs_words(client: Client, fern: Organisation, year: Assessment, elm: Organisation) -> None:
    """R74."""
    shared(fern)
    replied(fern, elm, different="1.1.1")

    page = client.post(cover(), {f"tick-{elm.pk}": "on", "go": "check"})
    assert refusals(page) == ["Say why Elm View is covered all the same"]

    sent = {f"tick-{elm.pk}": "on", f"same-{elm.pk}": "It changes on Monday", "go": "check"}
    assert client.post(cover(), sent).status_code == 302
    assert ticks(fern)["VA101"] == (True, "", "It changes on Monday")
    assert publish(client).status_code == 302


def test_without_words_publishing_is_refused_by_name(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation
) -> None:
    shared(fern)
    replied(fern, elm, different="1.1.1")
    c.ticked(year, [elm])

    page = client.get("/o/AB01/y/2026-27/publish/met/")

    assert "Elm View: Its manager said that something is different here." in words(page)
    assert publish(client).status_code == 409
    assert c.covers_of(elm) == []


def test_the_check_before_publishing_names_the_services(
    client: Client, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    c.ticked(year, [elm, oak])

    page = client.get("/o/AB01/y/2026-27/publish/met/")

    assert "It will count for 2 services: Elm View, Oak Lodge." in words(page)
    assert publish(client).status_code == 302
    assert [cover[0] for cover in c.covers_of(elm)] == ["AB01"]


def test_the_services_that_lose_their_cover_are_named(
    client: Client, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    c.published_for(year, elm, oak)
    c.ticked(year, [elm])

    assert "What you published before will stop counting for: Oak Lodge." in words(
        client.get("/o/AB01/y/2026-27/publish/met/")
    )


def test_a_group_that_chose_nothing_is_led_to_the_list(client: Client, year: Assessment, elm: Organisation) -> None:
    page = client.get("/o/AB01/y/2026-27/publish/met/")

    assert links(page)["Choose which services you are publishing for"] == cover()
    assert publish(client).status_code == 409


def test_the_head_office_of_a_single_home_notices_nothing(year: Assessment) -> None:
    home = f.organisation()
    a.ready(f.assessment(home))

    page = browser(a.manager_of(home)).get("/o/VA001/y/2026-27/publish/met/")

    assert "services" not in words(page)


def test_a_ticked_service_that_has_left_stops_the_publication_until_it_is_off_the_list(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    """R45: it was sold after somebody ticked it."""
    c.ticked(year, [elm, oak])
    with acting_for(fern, oak):
        link = fern.group_sites.get(site=oak)
        end_link(link=link, on=f.NOW.date(), why="sold", by=g.administrator_of(fern), at=f.NOW)

    assert publish(client).status_code == 409
    page = client.get("/o/AB01/y/2026-27/publish/met/")
    assert "Oak Lodge: It is not one of your services any more." in words(page)
    client.post(cover(), {f"tick-{elm.pk}": "on", "go": "check"})
    assert publish(client).status_code == 302
    assert (len(c.covers_of(elm)), c.covers_of(oak)) == (1, [])


def test_before_the_four_answers_nothing_can_be_ticked(client: Client, fern: Organisation, elm: Organisation) -> None:
    """R37."""
    a.ready(f.assessment(fern))

    page = client.get(cover())

    assert "First say if one form can cover your services." in words(page)
    assert links(page)["Answer the four questions"] == "/g/AB01/y/2026-27/route/"
    assert "Tick all that can be ticked" not in buttons(page)


def test_children_of_the_directory_are_to_be_added_first(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation
) -> None:
    """R38."""
    entry = DirectoryEntry.objects.create(code="VA555", kind="care-site", name="Ash House", in_ods=True)
    c.belongs(entry, "AB01")

    page = client.get(cover())

    assert "Ash House (VA555)" in words(page)
    assert links(page)["Add it: Ash House"] == "/g/AB01/sites/add/"


def test_approaching_does_not_take_a_site_back(fern: Organisation, elm: Organisation) -> None:
    """R43."""
    a.ready(f.assessment(fern), Level.APPROACHING)
    c.same_everywhere(f.assessment(fern))
    NationalResult.objects.create(code="VA101", name="Elm View", level="met", published_on="2023-01-01", label="")

    page = browser(g.administrator_of(fern)).get(cover())

    assert "It has published before. It can come with you when you reach Standards Met." in words(page)


def test_somebody_who_may_not_publish_reads_it(fern: Organisation, year: Assessment, elm: Organisation) -> None:
    reader = browser(f.member(fern, Role.VIEWER))

    page = reader.get(cover())

    assert page.status_code == 200
    assert buttons(page) == []
    assert reader.post(cover(), {f"tick-{elm.pk}": "on"}).status_code == 403


def test_pages_of_fifty_keep_what_was_chosen_on_the_others(
    client: Client, fern: Organisation, year: Assessment
) -> None:
    sites = g.many_sites(fern, 120)
    by_page = [sites_of_page(client, number) for number in (1, 2, 3)]
    assert [len(ids) for ids in by_page] == [50, 50, 20]

    for number, ids in enumerate(by_page, 1):
        response = client.post(cover(f"?page={number}"), {**{f"tick-{pk}": "on" for pk in ids}, "go": "next"})
        assert response["Location"] == (cover(f"?page={number + 1}") if number < 3 else CHECK)

    assert sum(is_ticked for is_ticked, _, _ in ticks(fern).values()) == len(sites)
    assert "You are publishing for 120 services" in words(client.get(CHECK))


def sites_of_page(client: Client, number: int) -> list[str]:
    return re.findall(r'name="tick-(\d+)"', client.get(cover(f"?page={number}")).content.decode())
