"""One shared answer: which services is this true for? (R71)"""

import pytest

from assessments.models import SharedAnswer
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests.factories.assessments import answer
from tests.factories.groups import administrator_of, group, site_of
from tests.factories.sharing import form_of, shared
from tests.integration.assessments.reading import browser, elements, of_year, press, refusals, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
REF = "1.1.5"


@pytest.fixture
def fern() -> Organisation:
    return group()


@pytest.fixture
def grace(fern: Organisation) -> User:
    return administrator_of(fern)


@pytest.fixture
def elm_view(fern: Organisation) -> Organisation:
    return site_of(fern)


def address(fern: Organisation, ref: str = REF) -> str:
    return of_year(form_of(fern), "shared_answer", ref)


def test_an_answer_is_shared_with_the_ones_it_is_true_for(
    fern: Organisation, grace: User, elm_view: Organisation
) -> None:
    answer(form_of(fern), REF, choice="yes", text="Priya")
    client = browser(grace)
    assert press(client.get(address(fern))) == "Share this answer"

    page = client.post(address(fern), {"true_for": "some", "without": [str(elm_view.pk)]}, follow=True)

    assert "Grace said this on 22 November 2026. Shared with 0 of 1." in words(page)
    with acting_for(fern):
        assert SharedAnswer.objects.get().except_sites == [elm_view.pk]
    client.post(address(fern), {"true_for": "all"})
    with acting_for(fern):
        assert SharedAnswer.objects.get().except_sites == []


def test_an_unclear_reply_keeps_the_ticks(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    shared(fern, REF, choice="yes", text="Priya")
    client = browser(grace)
    both = client.post(address(fern), {"true_for": "all", "without": [str(elm_view.pk)]})
    assert refusals(both) == ["You ticked a service below. Take the tick off, or choose the second answer"]
    assert len([box for box in elements(both, "input") if "checked" in dict(box.attributes)]) == 2
    neither = client.post(address(fern), {"true_for": "some"})
    assert refusals(neither) == ["Tick at least one service, or choose all my services"]
    assert refusals(client.post(address(fern), {})) == ["Choose if it is true for all your services"]


def test_a_service_of_somebody_else_cannot_be_ticked(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    shared(fern, REF, choice="yes", text="Priya")
    page = browser(grace).post(address(fern), {"true_for": "some", "without": ["999999"]})

    assert refusals(page) == ["Choose from the list"]


def test_it_says_which_services_have_their_own(fern: Organisation, grace: User, elm_view: Organisation) -> None:
    shared(fern, REF, choice="yes", text="Priya")
    answer(form_of(elm_view), REF, by=grace, choice="yes", text="Tom")

    assert "Elm View. It has its own answer" in words(browser(grace).get(address(fern)))


def test_what_has_no_answer_leads_to_the_question(fern: Organisation, grace: User) -> None:
    page = browser(grace).get(address(fern))

    assert press(page) == "Answer it"


def test_a_local_question_has_no_such_page(fern: Organisation, grace: User) -> None:
    assert browser(grace).get(address(fern, "3.2.1")).status_code == 404
    assert browser(grace).get(address(fern, "99.9.9")).status_code == 404
