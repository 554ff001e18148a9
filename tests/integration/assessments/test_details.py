"""About your service: what is known, what is missing, and saying that it is right."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from assessments.models import Assessment
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, buttons, links, of, of_year, press, summary, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
MISSING = "Not said yet"


def is_confirmed(home: Organisation) -> bool:
    with acting_for(home):
        return home.assessments.latest("opened_at").profile_confirmed_at is not None


def test_a_new_home_sees_what_is_missing_and_is_led_to_the_first(client: Client, rose_court: Organisation) -> None:
    page = client.get(of(rose_court, "details"))

    rows = summary(page)
    assert rows["ODS code"] == "VA001"
    assert rows["Your service's name and place"] == "Rose Court, Leeds, LS1 4AP"
    assert list(rows.values()).count(MISSING) == 5
    assert "Some details are missing. You need them before you can publish." in words(page)
    assert links(page)[press(page)] == of(rose_court, "details_step", "kind")
    assert "These details are right" not in buttons(page)


def test_what_is_known_is_said_in_words(client: Client, rose_court: Organisation) -> None:
    a.described(
        rose_court,
        care_kinds=["care_home", "home_care"],
        ico_expires_on=date(2027, 3, 3),
        data_lead="Registered manager",
        **a.certificate(f.NOW.date()),
    )
    a.declared(rose_court, "met", date(2025, 6, 20))

    rows = summary(client.get(of(rose_court, "details")))

    assert rows["What kind of care you give"] == "Care home, Home care"
    assert rows["Your data fee number (ICO)"] == "ZA123456, until 3 March 2027"
    assert rows["If you have published on the national toolkit before"] == "Yes Standards Met, 20 June 2025"
    assert rows["If you only use NHSmail"] == "No"
    assert rows["If you have Cyber Essentials Plus"] == "Yes. Number CEP-000001, until 22 October 2027"
    assert rows["Who does what"] == "Data safety: Registered manager"


def test_a_fee_that_has_run_out_says_so_and_blocks_nothing(client: Client, assessment: Assessment) -> None:
    """R26."""
    a.ready(assessment)
    a.ready_again(assessment, ico_expires_on=date(2026, 11, 21))

    page = client.get(of(assessment.organisation, "details"))

    assert summary(page)["Your data fee number (ICO)"] == "ZA123456. It ran out on 21 November 2026"
    assert "You can publish Standards Met." in words(client.get(of_year(assessment, "publish")))


def test_a_reason_not_to_pay_stands_for_the_number(client: Client, rose_court: Organisation) -> None:
    a.described(rose_court, ico_number="", ico_exempt_reason="We are a small charity")

    rows = summary(client.get(of(rose_court, "details")))

    assert rows["Your data fee number (ICO)"] == "You do not pay: We are a small charity"


def test_cyber_essentials_plus_without_its_certificate_is_not_said_yet(
    client: Client, rose_court: Organisation
) -> None:
    a.described(rose_court, cyber_plus="yes")

    assert summary(client.get(of(rose_court, "details")))["If you have Cyber Essentials Plus"] == MISSING


def test_saying_that_the_details_are_right_opens_the_year_and_is_recorded(
    client: Client, rose_court: Organisation
) -> None:
    a.described(rose_court)
    assert press(client.get(of(rose_court, "details"))) == "These details are right"

    page = client.post(of(rose_court, "confirm_details"), follow=True)

    assert page.redirect_chain == [(of(rose_court, "home"), 302)]
    assert "Thank you. Your details are saved as right." in words(page)
    assert is_confirmed(rose_court)
    with acting_for(rose_court):
        assert AuditEntry.objects.filter(verb="confirmed-details").count() == 1
    page = client.get(of(rose_court, "details"))
    assert "You have said that these details are right." in words(page)
    assert buttons(page) == []


def test_in_a_year_that_was_carried_it_leads_on_in_the_review(client: Client, rose_court: Organisation) -> None:
    a.published(rose_court, at=LAST_YEAR)
    carried = f.assessment(rose_court)
    a.answer(carried, "3.2.1", staff_total=20, staff_trained=20)  # the one thing to look at: count again

    response = client.post(of(rose_court, "confirm_details"))

    assert response["Location"] == of_year(carried, "review_part", "staffing-and-roles")


@pytest.mark.parametrize("change", ["profile", "name", "earlier"])
def test_any_change_asks_for_it_anew(client: Client, rose_court: Organisation, change: str) -> None:
    a.described(rose_court)
    client.post(of(rose_court, "confirm_details"))

    if change == "profile":
        a.described(rose_court, nhsmail_only="yes")
    elif change == "name":
        a.renamed(rose_court, "Rose Manor")
    else:
        a.declared(rose_court, "met", date(2025, 6, 1))

    assert not is_confirmed(rose_court)


def test_a_contributor_may_read_and_only_an_administrator_may_say_so(rose_court: Organisation) -> None:
    tom = browser(f.member(rose_court, Role.CONTRIBUTOR))

    assert tom.get(of(rose_court, "details")).status_code == 200
    assert tom.post(of(rose_court, "confirm_details")).status_code == 403
    assert tom.get(of(rose_court, "details_step", "kind")).status_code == 403
