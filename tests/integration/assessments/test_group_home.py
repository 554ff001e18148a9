"""A group's home: the first visit, the sentence, the one next job, what has come up."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import Assessment, RouteResult
from organisations.models import DirectoryEntry, DirectoryRelation, Dispute, Organisation, OrganisationKind
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as made
from tests.factories import groups as g
from tests.integration.assessments import grouping
from tests.integration.assessments.reading import browser, buttons, elements, links, press, text, words

pytestmark = pytest.mark.django_db
HOME = reverse("assessments:group_home", args=["AB01"])


@pytest.fixture(autouse=True)
def _that_day(that_day):
    return that_day


def names(page) -> list[str]:
    return [text(one) for row in elements(page, "th", cls="app-matrix__name") for one in row.children[:1]]


def test_the_first_visit_offers_to_add_services(fern, grace):
    page = grace.get(HOME)

    assert "Let us set up your services" in words(page)
    assert press(page) == "Add your services"
    assert links(page)["Add your services"] == "/g/AB01/sites/add/"


def test_somebody_who_may_not_add_services_is_told_who_may(fern):
    page = browser(f.member(fern, Role.VIEWER)).get(HOME)

    assert "Somebody who can do everything must add them." in words(page)
    assert buttons(page) == []


@pytest.fixture
def three(fern: Organisation) -> list[Organisation]:
    return [g.site_of(fern, f"VA10{number}", name) for number, name in ((1, "Elm View"), (2, "Oak Lodge"), (3, "Ash"))]


def test_the_jobs_follow_one_another(fern, grace, three):
    pressed = []

    def see() -> None:
        page = grace.get(HOME)
        pressed.append((press(page), links(page)[press(page)]))

    see()
    grouping.same_everywhere(fern)
    see()
    made.answered(f.assessment(fern))
    see()
    grouping.shared(fern, "1.1.1")
    see()
    grouping.replied(fern, three[0], different="1.1.1")
    see()

    assert pressed == [
        ("Next: one form or many", "/g/AB01/y/2026-27/route/"),
        ("Next: answer the questions", "/o/AB01/"),
        ("Next: share your answers", "/g/AB01/y/2026-27/shared/"),
        ("Next: ask managers to agree", "/g/AB01/y/2026-27/agree/"),
        ("Next: see what differs", "/g/AB01/y/2026-27/differences/"),
    ]


def test_when_all_agree_the_next_job_is_to_publish(fern, grace, three):
    grouping.same_everywhere(fern)
    made.answered(f.assessment(fern))
    grouping.shared(fern)
    for site in three:
        grouping.replied(fern, site)

    page = grace.get(HOME)

    assert "3 ready." in words(page)
    assert press(page) == "Next: choose services and publish"


def test_the_sentence_and_both_clocks(fern, grace, three):
    grouping.same_everywhere(fern)
    grouping.shared(fern)
    grouping.replied(fern, three[0])
    made.published(fern)

    said = words(grace.get(HOME))

    assert "Your 3 services" in said
    assert "1 ready, 2 need a reply." in said
    assert "Your Standards Met lasts until 22 November 2027." in said
    assert "Publish by" not in said


def test_without_a_publication_it_says_by_when(fern, grace, three):
    assert "Publish by 30 June 2027." in words(grace.get(HOME))


def test_who_needs_somebody_first_comes_first(fern, grace, three):
    grouping.same_everywhere(fern)
    grouping.shared(fern)
    grouping.replied(fern, three[0])
    grouping.replied(fern, three[1], different="1.1.1")

    assert names(grace.get(HOME)) == ["Oak Lodge", "Ash", "Elm View"]


def test_ten_are_shown_and_all_are_a_link_away(fern, grace):
    g.many_sites(fern, 12)

    page = grace.get(HOME)

    assert len(names(page)) == 10
    assert links(page)["See all your services"] == "/g/AB01/sites/"


def sold(code: str, on: date) -> None:
    entry = DirectoryEntry.objects.create(code=code, kind="care-site", name="Elm View", in_ods=True)
    DirectoryRelation.objects.create(entry=entry, kind="parent", to_code="AB01", from_on=date(2020, 1, 1), to_on=on)
    DirectoryRelation.objects.create(entry=entry, kind="parent", to_code="AB09", from_on=on)


def test_a_service_with_a_new_owner_is_flagged(fern, grace, three):
    """Its parent in the directory changed after it joined: one that always was another code's is no news (R49)."""
    entry = DirectoryEntry.objects.create(code="VA102", kind="care-site", name="Oak Lodge", in_ods=True)
    DirectoryRelation.objects.create(entry=entry, kind="parent", to_code="AB02", from_on=date(2020, 1, 1))
    with acting_for(fern):
        fern.group_sites.update(joined_on=date(2026, 10, 1))
    sold("VA101", date(2026, 11, 1))

    page = grace.get(HOME)

    assert "The national list says that 1 service has a new owner." in words(page)
    assert names(grace.get(links(page)["See which"])) == ["Elm View"]


def test_a_closed_service_is_flagged(fern, grace, three):
    DirectoryEntry.objects.create(
        code="VA101", kind="care-site", name="Elm View", in_ods=True, closed_on=date(2026, 11, 1)
    )

    assert "1 service has closed. Take it out of your group." in words(grace.get(HOME))


def test_a_disputed_service_is_flagged(fern, grace, three):
    moss = g.group("Moss Homes", "AB03", by=f.person("Ravi"))
    with acting_for(moss):
        Dispute.objects.create(
            organisation=moss, holder=fern, site=three[0], opened_at=f.NOW, opened_by=g.administrator_of(moss)
        )

    assert "Somebody else says that 1 service is theirs." in words(grace.get(HOME))


def test_one_administrator_alone_is_flagged_to_those_who_can_help(fern, grace, three):
    tom = browser(f.member(fern, Role.CONTRIBUTOR))

    assert links(grace.get(HOME))["Add a second person"] == "/o/AB01/people/invite/"
    assert "Add a second person" not in links(tom.get(HOME))

    f.member(fern, Role.ADMINISTRATOR, "Asha")

    assert "Add a second person" not in links(grace.get(HOME))


def test_somebody_who_only_reads_is_not_sent_to_work(fern, three):
    assert press(browser(f.member(fern, Role.VIEWER)).get(HOME)) == "See your services"


def test_a_year_nobody_has_opened_yet_is_shown_without_writing(fern, grace):
    g.many_sites(fern, 1)
    with acting_for(fern):
        Assessment.objects.filter(organisation=fern).delete()
        assert not RouteResult.objects.exists()
    assert grace.get(HOME).status_code == 200
    with acting_for(fern):
        assert not Assessment.objects.filter(organisation=fern).exists()


def test_a_council_has_the_same_home():
    leeds = g.group("Leeds City Council", "AC01", OrganisationKind.COUNCIL, by=f.person("Ola"))
    g.site_of(leeds, "VA401", "Day Centre")

    page = browser(g.administrator_of(leeds)).get(reverse("assessments:group_home", args=["AC01"]))

    assert "Your one service" in words(page)


def test_people_are_reached_from_here(fern, grace):
    assert links(grace.get(HOME))["People who can sign in"] == "/o/AB01/people/"


def test_choosing_leads_a_group_to_its_services(fern, grace):
    assert grace.get(reverse("organisations:choose"))["Location"] == HOME


def test_at_a_service_there_is_a_way_back_to_the_group(fern, grace, three):
    page = grace.get(reverse("assessments:home", args=["VA101"])).content.decode()

    assert 'href="/g/AB01/">Back to Fern Care Group' in page
    mina = browser(grouping.manager_of_site(three[0]))
    assert "Back to Fern" not in mina.get(reverse("assessments:home", args=["VA101"])).content.decode()
