"""The question page at a site: its group's answer stands, unless it gives its own (R71)."""

import pytest

from organisations.models import Organisation, User
from organisations.permissions import Role
from tests import factories as f
from tests.factories.assessments import answer, manager_of
from tests.factories.groups import group, site_of
from tests.factories.sharing import form_of, people_at, shared
from tests.integration.assessments.reading import browser, buttons, elements, links, of_year, press, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
REF = "1.1.5"


@pytest.fixture
def fern() -> Organisation:
    return group()


@pytest.fixture
def elm_view(fern: Organisation) -> Organisation:
    site = site_of(fern)
    people_at([site])
    shared(fern, REF, choice="yes", text="Priya is in charge")
    return site


@pytest.fixture
def manager(elm_view: Organisation) -> User:
    return manager_of(elm_view)


def question(site: Organisation) -> str:
    return of_year(form_of(site), "question", REF)


def posted(version: int, said: str) -> dict[str, object]:
    return {"choice": "yes", "text": said, "comment": "", "version": version}


def test_it_says_who_answered_and_that_nothing_is_to_do(elm_view: Organisation, manager: User) -> None:
    page = browser(manager).get(question(elm_view))

    assert "Fern Care Group answered this for you Yes. Priya is in charge." in words(page)
    assert "Grace said this on 22 November 2026." in words(page)
    assert press(page) == "Leave it as it is"
    assert links(page)["Leave it as it is"].endswith("/part/staffing-and-roles/")
    assert "Save our own answer" in buttons(page)
    assert len(elements(page, "h1")) == 1


def test_an_own_answer_wins_and_can_be_dropped(elm_view: Organisation, manager: User) -> None:
    client = browser(manager)
    client.post(question(elm_view), posted(0, "Tom is in charge"))
    page = client.get(question(elm_view))
    assert "Fern Care Group has an answer too" in words(page)
    assert press(page) == "Save and continue"

    page = client.post(of_year(form_of(elm_view), "use_shared", REF), follow=True)
    assert "Saved. Your own answer is in the history." in words(page)
    assert "Fern Care Group answered this for you" in words(page)
    assert "Tom is in charge" in words(client.get(of_year(form_of(elm_view), "answer_history", REF)))

    client.post(of_year(form_of(elm_view), "use_shared", REF))
    client.post(question(elm_view), posted(2, "Jo is in charge"))
    assert "Fern Care Group has an answer too" in words(client.get(question(elm_view)))


def test_what_is_not_shared_cannot_be_used(elm_view: Organisation, manager: User) -> None:
    response = browser(manager).post(of_year(form_of(elm_view), "use_shared", "1.3.1"))

    assert response.status_code == 409
    assert f"/{elm_view.code}/" in question(elm_view)


def test_a_wrong_own_answer_keeps_what_was_typed(elm_view: Organisation, manager: User) -> None:
    page = browser(manager).post(question(elm_view), {"choice": "yes", "text": "", "comment": "mine", "version": 0})

    assert "Write your answer in the box, or choose not yet" in words(page)
    assert "open" in dict(elements(page, "details")[0].attributes)
    assert any(text(box) == "mine" for box in elements(page, "textarea"))


def test_the_task_list_says_who_answered(elm_view: Organisation, manager: User) -> None:
    for name, rest in [("questions", []), ("part", ["staffing-and-roles"])]:
        page = browser(manager).get(of_year(form_of(elm_view), name, *rest))
        assert words(page).count("Fern Care Group answered this for you") == 1
    check = browser(manager).get(of_year(form_of(elm_view), "check_part", "staffing-and-roles"))
    assert "Priya is in charge. (Fern Care Group answered this for you.)" in words(check)


def test_a_viewer_is_offered_nothing_to_change(elm_view: Organisation) -> None:
    page = browser(f.member(elm_view, Role.VIEWER, "Vera")).get(question(elm_view))

    assert "Save our own answer" not in buttons(page)
    assert "Fern Care Group answered this for you" in words(page)


def test_a_reason_is_not_asked_for_an_inherited_answer(fern: Organisation, elm_view: Organisation) -> None:
    answer(form_of(fern), REF, choice="does-not-apply", reason="We have none")
    response = browser(manager_of(elm_view)).get(of_year(form_of(elm_view), "follow_up", REF))

    assert response["Location"] == question(elm_view)
