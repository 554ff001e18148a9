"""The details, a page a question; the chain a new home is led along; what was published before (R22, R26, R79)."""

from datetime import date

import pytest
from django.forms import model_to_dict
from django.http import HttpResponse
from django.test import Client

from assessments.models import Assessment
from organisations.models import Organisation, Profile
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import of, refusals, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

TODAY = f.NOW.date()
CERTIFICATE = {
    "cyber_plus_number": "CEP-000001",
    **{f"cyber_plus_issued_on_{part}": said for part, said in (("day", "1"), ("month", "3"), ("year", "2026"))},
    **{f"cyber_plus_expires_on_{part}": said for part, said in (("day", "1"), ("month", "3"), ("year", "2027"))},
}
EARLIER = {"level": "approaching", "published_on_day": "20", "published_on_month": "6", "published_on_year": "2025"}
ANSWERS = {
    "name": {"name": "Rose Manor", "town": "York", "postcode": "yo1 7hh"},
    "kind": {"care_kinds": ["care_home", "other"]},
    "ico": {"ico_number": "ZA123456"},
    "earlier": {"earlier": "some"},
    "earlier-result": EARLIER,
    "nhsmail": {"nhsmail_only": "yes"},
    "cyber": {"cyber_plus": "yes"},
    "certificate": CERTIFICATE,
    "roles": {"data_lead": "Tom", "shared_mailbox": "Office@Rosecourt.example"},
}


def send(client: Client, home: Organisation, step: str, said: dict[str, object] | None = None) -> HttpResponse:
    return client.post(of(home, "details_step", step), ANSWERS[step] if said is None else said)


def profile_of(home: Organisation) -> Profile:
    with acting_for(home):
        return Profile.objects.get(organisation=home)


@pytest.mark.parametrize(
    ("step", "saved"),
    [
        ("kind", {"care_kinds": ["care_home", "other"]}),
        ("ico", {"ico_number": "ZA123456", "ico_exempt_reason": ""}),
        ("earlier", {"earlier": "some"}),
        ("nhsmail", {"nhsmail_only": "yes"}),
        ("cyber", {"cyber_plus": "yes"}),
        (
            "certificate",
            {
                "cyber_plus_number": "CEP-000001",
                "cyber_plus_issued_on": date(2026, 3, 1),
                "cyber_plus_expires_on": date(2027, 3, 1),
            },
        ),
        ("roles", {"data_lead": "Tom", "shared_mailbox": "office@rosecourt.example"}),
    ],
)
def test_each_step_saves_what_it_asks(
    client: Client, rose_court: Organisation, step: str, saved: dict[str, object]
) -> None:
    assert send(client, rose_court, step).status_code == 302

    profile = profile_of(rose_court)
    assert {name: getattr(profile, name) for name in saved} == saved


def test_a_step_begins_with_what_is_known(client: Client, rose_court: Organisation) -> None:
    for step in ("ico", "certificate", "earlier-result"):
        send(client, rose_court, step)

    assert typed(client.get(of(rose_court, "details_step", "name")), "town") == "Leeds"
    assert typed(client.get(of(rose_court, "details_step", "ico")), "ico_number") == "ZA123456"
    assert typed(client.get(of(rose_court, "details_step", "certificate")), "cyber_plus_issued_on_month") == "3"
    result = client.get(of(rose_court, "details_step", "earlier-result"))
    assert (typed(result, "level"), typed(result, "published_on_day")) == ("approaching", "20")


def test_the_name_changes_and_the_code_stays(client: Client, rose_court: Organisation) -> None:
    """R61."""
    send(client, rose_court, "name")

    rose_court.refresh_from_db()
    assert str(rose_court) == "Rose Manor, York (VA001)"
    assert rose_court.postcode == "YO1 7HH"


@pytest.mark.parametrize(
    ("step", "said", "found"),
    [
        ("name", {}, ["Enter the name of your service", "Enter the town or city", "Enter the postcode"]),
        ("kind", {}, ["Choose at least one"]),
        ("kind", {"care_kinds": ["hotel"]}, ["Choose from the list"]),
        ("ico", {}, ["Enter your number, or say why you do not have to pay"]),
        (
            "ico",
            {"ico_number": "ZA1", "ico_exempt_reason": "A charity"},
            ["Leave this empty if you have a number"],
        ),
        (
            "ico",
            {"ico_number": "ZA1", "ico_expires_on_day": "3"},
            ["The date it runs out must include a month and year"],
        ),
        ("earlier", {}, ["Choose yes, no, or I do not know"]),
        ("earlier-result", {}, ["Choose the standard you published", "Enter the date you published"]),
        (
            "earlier-result",
            {**EARLIER, "published_on_year": "2027"},
            ["The date you published must be today or before today"],
        ),
        ("nhsmail", {"nhsmail_only": "maybe"}, ["Choose yes, no, or I am not sure"]),
        ("cyber", {}, ["Choose yes, no, or I am not sure"]),
        ("certificate", {}, ["Enter the number", "Enter the date it was given", "Enter the date it runs out"]),
        (
            "certificate",
            {**CERTIFICATE, "cyber_plus_expires_on_year": "2025"},
            ["The date it runs out must be after the date it was given"],
        ),
        (
            "roles",
            {"shared_mailbox": "office"},
            ["Enter an email address in the right format, like name@example.com"],
        ),
    ],
)
def test_a_refusal_says_what_to_do_and_nothing_is_saved(
    client: Client, rose_court: Organisation, step: str, said: dict[str, object], found: list[str]
) -> None:
    before = model_to_dict(profile_of(rose_court))

    page = send(client, rose_court, step, said)

    assert page.status_code == 200
    assert refusals(page) == found
    assert model_to_dict(profile_of(rose_court)) == before


@pytest.mark.parametrize(
    ("answers", "route"),
    [
        ({}, ["kind", "ico", "earlier", "earlier-result", "nhsmail", "cyber", "certificate"]),
        (
            {"earlier": {"earlier": "none"}, "cyber": {"cyber_plus": "no"}},
            ["kind", "ico", "earlier", "nhsmail", "cyber"],
        ),
        (
            {"earlier": {"earlier": "unknown"}, "cyber": {"cyber_plus": "not-sure"}},
            ["kind", "ico", "earlier", "nhsmail", "cyber"],
        ),
    ],
)
def test_a_new_home_is_led_from_step_to_step(
    client: Client, rose_court: Organisation, answers: dict[str, dict[str, object]], route: list[str]
) -> None:
    address, walked = of(rose_court, "details_step", "kind") + "?joining", []
    while "?joining" in address:
        step = address.split("/")[-2]
        walked.append(step)
        address = client.post(address, {**ANSWERS, **answers}[step])["Location"]

    assert walked == route
    assert address == of(rose_court, "details")


@pytest.mark.parametrize(
    ("step", "said", "then"),
    [
        ("kind", None, None),
        ("earlier", {"earlier": "some"}, "earlier-result"),
        ("earlier", {"earlier": "none"}, None),
        ("cyber", {"cyber_plus": "yes"}, "certificate"),
        ("cyber", {"cyber_plus": "no"}, None),
        ("earlier-result", None, None),
    ],
)
def test_later_one_is_asked_only_what_follows_from_the_answer(
    client: Client, rose_court: Organisation, step: str, said: dict[str, object] | None, then: str | None
) -> None:
    response = send(client, rose_court, step, said)

    assert response["Location"] == (of(rose_court, "details_step", then) if then else of(rose_court, "details"))


def test_a_certificate_is_counted_at_once(client: Client, assessment: Assessment) -> None:
    """R22: it stands for 4.2.4, 6.2.1 and 9.1.1 of those that Standards Met needs."""
    for step in ("cyber", "certificate"):
        send(client, assessment.organisation, step)

    assessment.refresh_from_db()
    assert (assessment.approaching_done, assessment.met_done) == (2, 3)

    send(client, assessment.organisation, "cyber", {"cyber_plus": "no"})

    assessment.refresh_from_db()
    assert assessment.met_done == 0


def test_an_unknown_step_is_not_there(client: Client, rose_court: Organisation) -> None:
    assert client.get(of(rose_court, "details_step", "kitchen")).status_code == 404


def test_one_home_cannot_change_anothers(client: Client, rose_court: Organisation) -> None:
    elm_view = f.organisation("VB002", "Elm View", by=f.person("Tom"))
    a.described(elm_view)

    assert send(client, elm_view, "nhsmail").status_code == 404
    assert profile_of(elm_view).nhsmail_only == "no"
