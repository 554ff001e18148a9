"""The group's list of what it shares: one press for many answers (R71), and again in a new year."""

from datetime import timedelta

import pytest

from assessments.actions.opening import open_year
from assessments.models import SharedAnswer
from organisations.models import Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answered
from tests.factories.groups import administrator_of, group, site_of
from tests.factories.sharing import form_of, shared
from tests.integration.assessments.reading import browser, buttons, elements, links, of_year, press, refusals, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def fern() -> Organisation:
    return group()


@pytest.fixture
def grace(fern: Organisation) -> User:
    return administrator_of(fern)


@pytest.fixture
def elm_view(fern: Organisation) -> Organisation:
    return site_of(fern)


def page_of(fern: Organisation) -> str:
    return of_year(form_of(fern), "shared")


def refs(fern: Organisation) -> set[str]:
    with acting_for(fern):
        return set(SharedAnswer.objects.values_list("ref", flat=True))


def test_before_anything_is_answered_it_leads_to_the_questions(fern: Organisation, grace: User) -> None:
    page = browser(grace).get(page_of(fern))

    assert press(page) == "Answer the questions"
    assert "You have no services yet." in words(page)
    assert elements(page, "input", type="checkbox") == []


def test_one_press_shares_all_that_is_ready(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    answered(form_of(fern))
    page = browser(grace).get(page_of(fern))
    ticks = len(elements(page, "input", type="checkbox"))
    assert press(page) == f"Share all {ticks} answers that you have ready"
    assert "Each service answers this" in words(page)

    page = browser(grace).post(page_of(fern), {"all": "1"}, follow=True)

    assert f"Shared: {ticks} answers." in words(page)
    assert words(page).count("Shared with") == 0  # one service: "Shared"
    assert len(refs(fern)) == ticks
    assert not {"3.2.1", "7.2.1"} & refs(fern)
    assert press(page) == "Ask your managers"


def test_several_are_shared_and_stopped_in_one_press(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    answered(form_of(fern))
    client = browser(grace)
    client.post(page_of(fern), {"ref": ["1.1.5", "1.3.1"], "share": "1"})
    assert refs(fern) == {"1.1.5", "1.3.1"}

    page = client.post(page_of(fern), {"ref": ["1.1.5"], "stop": "1"}, follow=True)
    assert "Not shared any more: 1 answer. Your services keep the words as their own." in words(page)
    assert refs(fern) == {"1.3.1"}


def test_nothing_ticked_says_so(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    answered(form_of(fern))
    page = browser(grace).post(page_of(fern), {"share": "1"})

    assert refusals(page) == ["Tick at least one answer"]
    assert refs(fern) == set()


def test_a_second_press_shares_nothing_twice(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    answered(form_of(fern))
    client = browser(grace)
    client.post(page_of(fern), {"all": "1"})
    assert client.post(page_of(fern), {"all": "1"}).status_code == 409


def test_how_many_services_use_an_answer(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    oak = site_of(fern, "VA102", "Oak Lodge")
    site_of(fern, "VA103", "Rose Court")
    form = shared(fern, "1.1.5", choice="yes", text="Priya")
    with acting_for(fern):
        SharedAnswer.objects.update(except_sites=[oak.pk])

    assert "Shared with 2 of 3" in words(browser(grace).get(page_of(fern)))
    assert links(browser(grace).get(page_of(fern)))["Shared with 2 of 3: Who is in charge of data"] == of_year(
        form, "shared_answer", "1.1.5"
    )


def test_a_viewer_reads_and_changes_nothing(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, "1.1.5", choice="yes", text="Priya")
    vera = browser(f.member(fern, Role.VIEWER, "Vera"))

    assert buttons(vera.get(page_of(fern))) == []
    assert vera.post(page_of(fern), {"ref": ["1.1.5"], "stop": "1"}).status_code == 403


def test_last_years_answers_are_shared_again_with_one_press(fern: Organisation, grace: User, that_day: object) -> None:
    oak = site_of(fern, "VA102", "Oak Lodge")
    shared(fern, "1.1.5", "1.3.1", choice="yes", text="Priya")
    with acting_for(fern):
        SharedAnswer.objects.filter(ref="1.3.1").update(except_sites=[oak.pk])
        SharedAnswer.objects.filter(ref="1.3.1")
    later = f.NOW + timedelta(days=330)
    with acting_for(fern, user=grace):
        form = open_year(organisation=fern, by=grace, at=later)
    that_day.move_to(later)  # type: ignore[attr-defined]
    address = of_year(form, "shared")
    page = browser(grace).get(address)
    assert press(page) == "Share the same 2 answers again"

    page = browser(grace).post(address, {"again": "1"}, follow=True)

    assert "Shared: 2 answers." in words(page)
    with acting_for(fern):
        assert SharedAnswer.objects.get(ref="1.3.1", year=form.year).except_sites == [oak.pk]
