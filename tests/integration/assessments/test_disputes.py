"""Two head offices say a site is theirs: both are told, the operator decides (R44)."""

from datetime import date, timedelta

import pytest
from django.test import Client

from assessments.models import Assessment
from organisations.models import AuditEntry, Dispute, Organisation, OutgoingMail, User
from organisations.permissions import Role
from organisations.post import post_room
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import covering as c
from tests.factories import groups as g
from tests.integration.assessments.reading import browser, links, press, refusals, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
TODAY = date(2026, 11, 22)
ASK = "/g/AB02/sites/VA101/dispute/"


@pytest.fixture
def elm(fern: Organisation) -> Organisation:
    """A site that Fern covers, and that the directory once gave to Moss as well."""
    site = g.site_of(fern)
    entry = c.in_directory(site, "AB01", since=date(2026, 1, 1))
    c.belongs(entry, "AB02", since=date(2026, 5, 1), until=date(2030, 1, 1))
    c.published_for(c.ready_group(fern, at=f.NOW - timedelta(days=10)), site, at=f.NOW - timedelta(days=10))
    return site


@pytest.fixture
def moss() -> Organisation:
    return g.group("Moss Homes", "AB02", by=f.person("Max"))


@pytest.fixture
def year(moss: Organisation) -> Assessment:
    return c.ready_group(moss)


@pytest.fixture
def client(moss: Organisation) -> Client:
    return browser(g.administrator_of(moss))


@pytest.fixture
def operator() -> User:
    user = f.person("Opal")
    User.objects.filter(pk=user.pk).update(is_operator=True)
    return user


def mails(kind: str) -> list[tuple[str, str]]:
    with post_room():
        return [(mail.recipient, mail.text) for mail in OutgoingMail.objects.filter(kind=kind).order_by("recipient")]


def ask(client: Client) -> None:
    assert client.post(ASK, {"words": "We bought it in May"}).status_code == 302


def test_asking_tells_both_and_changes_nothing(
    client: Client, fern: Organisation, moss: Organisation, elm: Organisation
) -> None:
    assert "Fern Care Group, Leeds (AB01) publishes for it now." in words(client.get(ASK))
    ask(client)

    told = mails("dispute_opened")
    assert [to for to, _ in told] == ["grace@example.com", "max@example.com"]
    assert "We bought it in May" not in told[0][1]
    assert [ended for *_, ended, _ in c.covers_of(elm)] == [""]
    assert "You told us on 22 November 2026." in words(client.get(ASK))
    for side in (fern, moss):
        with acting_for(side):
            assert AuditEntry.objects.filter(verb="opened-dispute", subject="VA101").count() == 1


def test_asking_twice_is_one_dispute(client: Client, moss: Organisation, elm: Organisation) -> None:
    ask(client)
    ask(client)

    with acting_for(moss):
        assert Dispute.objects.count() == 1
    assert len(mails("dispute_opened")) == 2


def test_it_takes_a_reason(client: Client, elm: Organisation) -> None:
    assert refusals(client.post(ASK)) == ["Say why it is yours"]


def test_where_nobody_covers_there_is_nothing_to_ask(client: Client, fern: Organisation) -> None:
    g.site_of(fern)

    assert "Nobody else publishes for Elm View" in words(client.get(ASK))
    client.post(ASK, {"words": "Ours"})
    assert mails("dispute_opened") == []


def test_only_administrators_ask(moss: Organisation, elm: Organisation) -> None:
    assert browser(f.member(moss, Role.CONTRIBUTOR)).post(ASK, {"words": "Ours"}).status_code == 403


def test_the_operator_decides_for_the_claimant(
    client: Client, moss: Organisation, elm: Organisation, operator: User
) -> None:
    ask(client)
    desk = browser(operator)
    [href] = [href for said, href in links(desk.get("/ops/disputes/")).items() if "Elm View" in said]
    page = desk.get(href)
    assert "We bought it in May" in words(page)
    assert press(page) == "Decide, and tell both"
    assert refusals(desk.post(href)) == ["Choose one of the two", "Say why, in a few words"]

    desk.post(href, {"in_favour_of": "claimant", "words": "The list is late"})

    assert c.covers_of(elm) == [("AB01", TODAY - timedelta(days=10), TODAY - timedelta(days=1), "taken-over", False)]
    assert [to for to, _ in mails("dispute_decided")] == ["grace@example.com", "max@example.com"]
    assert "Nothing waits now." in words(desk.get("/ops/disputes/"))
    assert "Because" in words(desk.get(href))


def test_after_that_the_claimant_may_tick(
    client: Client, moss: Organisation, elm: Organisation, year: Assessment, operator: User
) -> None:
    ask(client)
    with acting_for(moss):
        dispute = Dispute.objects.get()
    browser(operator).post(f"/ops/disputes/{dispute.pk}/", {"in_favour_of": "claimant", "words": "It is theirs"})

    c.published_for(year, elm)

    assert [cover[0] for cover in c.covers_of(elm)] == ["AB01", "AB02"]


def test_for_the_holder_nothing_changes(client: Client, moss: Organisation, elm: Organisation, operator: User) -> None:
    ask(client)
    with acting_for(moss):
        dispute = Dispute.objects.get()
    desk = browser(operator)
    desk.post(f"/ops/disputes/{dispute.pk}/", {"in_favour_of": "holder", "words": "It is not"})
    desk.post(f"/ops/disputes/{dispute.pk}/", {"in_favour_of": "claimant", "words": "Again"})

    assert [(ended, void) for *_, ended, void in c.covers_of(elm)] == [("", False)]
    assert len(mails("dispute_decided")) == 2


def test_nobody_else_has_the_desk(client: Client, elm: Organisation) -> None:
    ask(client)

    assert client.get("/ops/disputes/").status_code == 404
    assert client.get("/ops/disputes/1/").status_code == 404
