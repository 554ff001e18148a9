"""The services of a group as a list: every state, its filters, the file, and what it costs."""

import csv
import gzip
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions.grouping import add_services
from assessments.exports.sites_file import safe_cell
from assessments.models import Answer, Assessment
from organisations.actions.grouping import NewSite, end_link, note_without_code
from organisations.groups import sites_of
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g
from tests.integration.assessments import grouping
from tests.integration.assessments.reading import browser, buttons, elements, links, text, words

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 12  # without BEGIN and COMMIT
MOST_BYTES = 60_000


@pytest.fixture(autouse=True)
def _that_day(that_day):
    return that_day


def address(group: Organisation, name: str = "sites", *rest: object, **asked: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{reverse(f'assessments:{name}', args=[group.code, *rest])}{'?' if query else ''}{query}"


def rows(response) -> dict[str, list[str]]:
    """Give the cells of each line by the service's name, without the headings that only phones show."""
    found = {}
    for row in elements(response, "tr", cls="nhsuk-table__row"):
        head, *cells = [cell for cell in row.children if not isinstance(cell, str)]
        name = text(next(one for one in head.children if getattr(one, "name", "") == "a"))
        found[name] = [text(cell.children[-1]) for cell in cells]
    return found


@pytest.fixture
def mixed(fern: Organisation) -> dict[str, Organisation]:
    """Six services: two that agreed, one silent, one different, one with its own form, one without a code."""
    sites = {
        name: g.site_of(fern, code, name)
        for code, name in (
            ("VA101", "Elm View"),
            ("VA102", "Oak Lodge"),
            ("VA103", "Ash House"),
            ("VA104", "Ivy Court"),
            ("VA105", "Fir Bank"),
        )
    }
    grouping.same_everywhere(fern, but=(sites["Fir Bank"],))
    grouping.shared(fern, "1.1.1")
    grouping.replied(fern, sites["Elm View"])
    grouping.replied(fern, sites["Oak Lodge"])
    grouping.replied(fern, sites["Ivy Court"], different="1.1.1")
    by = g.administrator_of(fern)
    with acting_for(fern, user=by):
        note_without_code(group=fern, names=["Yew Day Centre"], by=by, at=f.NOW)
    return sites


def test_nothing_yet_offers_the_one_thing_to_do(fern, grace):
    page = grace.get(address(fern))

    assert "There are none yet" in words(page)
    assert buttons(page) == ["Add your services"]


def test_every_service_has_its_line(fern, grace, mixed):
    page = grace.get(address(fern))

    found = rows(page)
    assert list(found) == ["Ash House", "Elm View", "Fir Bank", "Ivy Court", "Oak Lodge", "Yew Day Centre"]
    assert found["Elm View"][0] == "Ready All is true there"
    assert found["Elm View"][1:4] == ["With our form", "Head office answers", "Yes"]
    assert found["Elm View"][4:] == ["Signed up, not published", "\u2013"]
    assert found["Ash House"][0].startswith("Needs a reply")
    assert found["Ash House"][3] == "No reply"
    assert found["Ivy Court"][0] == "Stuck Something is different there"
    assert found["Ivy Court"][3] == "1 different"
    assert found["Fir Bank"][0].startswith("On its own form")
    assert found["Fir Bank"][1] == "Its own form"
    assert [cell.endswith(" left") for cell in found["Fir Bank"][2:6]] == [True] * 4
    assert found["Fir Bank"][6] == "Not needed"
    assert found["Yew Day Centre"][0] == "Stuck It has no code yet"


def test_the_sentence_the_filters_and_the_lines_agree(fern, grace, mixed):
    page = grace.get(address(fern))

    assert "2 ready, 1 needs a reply, 2 stuck, 1 on its own form." in words(page)
    shown = {name: href for name, href in links(page).items() if href.startswith(address(fern)) and "(" in name}
    assert list(shown) == ["All (6)", "Ready (2)", "Need a reply (1)", "Stuck (2)", "On their own form (1)"]
    for name, href in shown.items():
        assert len(rows(grace.get(href))) == int(name.rpartition("(")[2].rstrip(")")), name


def test_the_search_and_the_filter_stand_together_in_the_address(fern, grace, mixed):
    page = grace.get(address(fern, state="ready", q="elm"))

    assert list(rows(page)) == ["Elm View"]
    assert "1 of 6 services are shown." in words(page)
    assert links(page)["All (1)"].endswith("?q=elm")


def test_a_filter_that_finds_nothing_offers_to_be_taken_off(fern, grace, mixed):
    page = grace.get(address(fern, state="stuck", q="elm"))

    assert rows(page) == {}
    assert links(page)["Take off the search “elm”"].endswith("?state=stuck")
    assert links(page)["Take off the filter “Stuck”"].endswith("?q=elm")


def test_an_unknown_filter_and_page_show_the_first(fern, grace, mixed):
    assert len(rows(grace.get(address(fern, state="nonsense", page="nonsense")))) == 6


def test_what_is_left_of_an_own_form_is_what_its_own_home_says(fern, grace, mixed):
    fir = mixed["Fir Bank"]
    by = g.administrator_of(fern)
    with acting_for(fir, user=by):
        year = Assessment.objects.get(organisation=fir)
        Answer.objects.create(
            organisation=fir,
            assessment=year,
            ref="1.1.2",
            choice="yes",
            text="ZA1",
            kept_at="Folder",
            saved_by=by,
            saved_at=f.NOW,
        )

    on_list = [cell.removesuffix(" left") for cell in rows(grace.get(address(fern)))["Fir Bank"][2:6]]
    home = grace.get(reverse("assessments:home", args=["VA105"]))

    on_home = [text(tag).removesuffix(" left") for tag in elements(home, "strong", cls="nhsuk-tag--blue")]
    assert on_list == on_home


def test_fifty_are_on_a_page_and_the_pager_keeps_the_filter(fern, grace):
    g.many_sites(fern, 60)

    first = grace.get(address(fern, state="yours"))
    second = grace.get(links(first)["Next page"].replace("?", f"{address(fern)}?", 1))

    assert (len(rows(first)), len(rows(second))) == (50, 10)
    assert "state=yours" in links(first)["Next page"]


def test_the_file_has_every_line_of_the_filter(fern, grace, mixed):
    page = grace.get(address(fern, state="stuck"))
    response = grace.get(links(page)["Download this list (CSV file)"])

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert [line[0] for line in lines] == ["Service", "Ivy Court", "Yew Day Centre"]
    assert lines[1][3:7] == ["Stuck", "Something is different there", "With our form", "1 different"]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_name_that_looks_like_a_formula_is_text(evil):
    assert safe_cell(evil) == f"'{evil}"


@pytest.mark.parametrize("role", Role)
def test_what_a_role_is_offered(fern, mixed, role):
    page = browser(f.member(fern, role)).get(address(fern))

    assert (buttons(page)[:1] == ["Add services"]) is (role is Role.ADMINISTRATOR)
    assert ("Invite your managers" in links(page)) is (role is Role.ADMINISTRATOR)


def test_somebody_at_one_service_sees_that_service_only(fern, mixed):
    mina = browser(grouping.manager_of_site(mixed["Elm View"]))

    for name in ("group_home", "sites", "sites_csv", "add_sites", "invite_managers"):
        assert mina.get(address(fern, name)).status_code == 404, name
    assert mina.get(address(fern, "site", "VA101")).status_code == 404
    assert mina.get(reverse("assessments:home", args=["VA101"])).status_code == 200
    assert mina.get(reverse("assessments:home", args=["VA102"])).status_code == 404
    assert mina.get(reverse("assessments:home", args=["AB01"])).status_code == 404


def test_a_service_that_has_left_is_seen_no_more(fern, grace, mixed):
    elm, by = mixed["Elm View"], g.administrator_of(fern)
    with acting_for(fern, elm, user=by):
        [link] = [one for one in sites_of(fern) if one.site == elm]
        end_link(link=link, on=f.NOW.date(), why="sold", by=by, at=f.NOW)

    assert "Elm View" not in rows(grace.get(address(fern)))
    assert grace.get(address(fern, "site", "VA101")).status_code == 404
    assert grace.get(reverse("assessments:home", args=["VA101"])).status_code == 404


def test_an_ordinary_service_has_no_such_pages(grace):
    home = f.organisation()

    assert browser(f.member(home, Role.ADMINISTRATOR)).get(address(home)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_five_hundred_services_cost_what_five_do():
    costs, sizes = {}, {}
    for code, count in (("AB01", 5), ("AB02", 500)):
        group = g.group(code=code, by=f.person(code, email=f"{code}@example.com"))
        by = g.administrator_of(group)
        with acting_for(group, user=by):
            made = add_services(
                group=group,
                sites=[NewSite(f"{code}{number}", f"Home {number}", "Leeds") for number in range(count)],
                by=by,
                at=f.NOW,
            )
        grouping.same_everywhere(group, but=(made[0].site, made[1].site))
        grouping.shared(group)
        grouping.replied(group, made[2].site)
        client = browser(by)
        for name in ("sites", "sites_csv", "group_home"):
            client.get(address(group, name))
            with CaptureQueriesContext(connection) as statements:
                response = client.get(address(group, name))
            said = [one["sql"] for one in statements if one["sql"] not in ("BEGIN", "COMMIT")]
            costs.setdefault(name, []).append(len(said))
            sizes[name] = len(gzip.compress(response.content))

    assert all(five == many <= MOST_STATEMENTS for five, many in costs.values()), costs
    assert all(size < MOST_BYTES for size in sizes.values()), sizes
