"""A group answers once and a site replies: every page of it as a browser and axe see it, and without script."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from organisations.models import Organisation
from tests.factories import groups as g
from tests.factories.assessments import answer, manager_of
from tests.factories.sharing import form_of, people_at, shared
from tests.functional.browsing import DESKTOP, PHONE, Visitor

SignedIn = Callable[..., Visitor]


@pytest.fixture
def fern(transactional_db: None) -> Organisation:
    group = g.group()
    elm = g.site_of(group)
    g.site_of(group, "VA102", "Oak Lodge")
    people_at([elm])
    shared(group)
    return group


def year_page(organisation: Organisation, name: str, *rest: str) -> str:
    return reverse(f"assessments:{name}", args=[organisation.code, form_of(organisation).year.label, *rest])


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_every_page_is_clean(signed_in: SignedIn, fern: Organisation, width: int) -> None:
    elm = Organisation.objects.get(code="VA101")
    answer(form_of(elm), "1.1.5", choice="yes", text="Tom")
    grace, manager = signed_in(g.administrator_of(fern), width), signed_in(manager_of(elm), width)
    grace.is_thorough = manager.is_thorough = True
    for name, *rest in (("agree",), ("question", "1.3.1"), ("question", "1.1.5"), ("questions",)):
        manager.open(year_page(elm, name, *rest))
    for name, *rest in (
        ("shared",),
        ("shared_answer", "1.1.5"),
        ("shared_answer", "1.1.4"),
        ("numbers",),
        ("agreeing",),
        ("differences",),
    ):
        grace.open(year_page(fern, name, *rest))


@pytest.mark.parametrize("has_script", [True, False])
def test_a_site_answers_for_itself_and_goes_back(signed_in: SignedIn, fern: Organisation, has_script: bool) -> None:
    elm = Organisation.objects.get(code="VA101")
    manager = signed_in(manager_of(elm), has_script=has_script)
    manager.open(year_page(elm, "question", "1.1.5"))
    manager.page.get_by_text("Answer this for yourselves").click()
    manager.press("Save our own answer")
    manager.page.get_by_label("Your answer").fill("Tom is in charge")
    manager.page.get_by_label("I can answer this").check()
    manager.press("Save our own answer")
    manager.open(year_page(elm, "question", "1.1.5"))
    manager.sees("Fern Care Group has an answer too")
    manager.press("Use their answer again")
    manager.sees("Fern Care Group answered this for you")


@pytest.mark.parametrize("has_script", [True, False])
def test_a_manager_says_what_is_different(signed_in: SignedIn, fern: Organisation, has_script: bool) -> None:
    elm = Organisation.objects.get(code="VA101")
    grace = signed_in(g.administrator_of(fern), has_script=has_script)
    grace.open(year_page(fern, "agreeing"))
    grace.press("Ask 1 manager")
    grace.sees("1 asked. 1 have nobody who can sign in.")

    grace.open(year_page(fern, "shared"))
    grace.press("Stop sharing the ones I tick")
    grace.sees("Tick at least one answer")

    manager = signed_in(manager_of(elm), has_script=has_script)
    manager.open(year_page(elm, "agree"))
    manager.press("Send what is different")
    manager.sees("Say what is different, or press the first button")
    manager.page.get_by_text("This is different here").first.click()
    manager.page.get_by_label("What is different here?").first.fill("Tom is in charge")
    manager.press("Send what is different")
    manager.sees("Thank you. We have told your head office.")

    grace.open(year_page(fern, "differences"))
    grace.sees("Tom is in charge")


def test_numbers_are_pasted_and_used(signed_in: SignedIn, fern: Organisation) -> None:
    grace = signed_in(g.administrator_of(fern))
    grace.open(year_page(fern, "numbers"))
    grace.page.get_by_label("Paste the numbers of your services").fill("VA101, 19, 20\nVA102, 2, 1\nVA9 1 1")
    grace.press("Save these lines")
    grace.sees("Saved for 1 of your services. 2 need a fix.")
    grace.page.get_by_label("Paste the numbers of your services").fill("VA102, 20, 20")
    grace.press("Save these lines")
    grace.press("Use these numbers")
    grace.sees("Saved. The sum is your answer now.")
