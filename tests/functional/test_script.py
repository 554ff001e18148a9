"""What the script adds: drafts that keep themselves, one effect of a double press, a warning before the sign-out."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Locator, Page, Request, expect

from tests import factories as f
from tests.functional.browsing import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "/o/VA001/y/2026-27/q/1.1.5/"
FAILED = "We could not save just now. Your words are still here. Try again."


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """Give a question's page whose clock stands still until it is told to run."""
    priya = f.person()
    f.assessment(f.organisation(by=priya))
    visitor.open("/account/login/")
    visitor.fill("Email address", priya.email)
    visitor.fill("Password", f.PASSWORD)
    visitor.press("Sign in")
    visitor.page.clock.install()
    visitor.page.goto(QUESTION)
    return visitor.page


def status(page: Page) -> Locator:
    return page.locator("[data-autosave-status]")


def posts(page: Page) -> list[Request]:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent


def test_a_draft_is_kept_three_seconds_after_typing_stops(page: Page) -> None:
    sent = posts(page)
    page.get_by_label("Your answer").press_sequentially("Priya")
    page.clock.run_for(2_900)
    assert sent == []
    page.clock.run_for(200)
    expect(status(page)).to_contain_text("Saved at")
    assert [request.url.endswith(QUESTION + "draft/") for request in sent] == [True]


def test_a_draft_is_kept_on_leaving_the_box_and_announced_once_a_minute(page: Page) -> None:
    sent = posts(page)
    for words, spoken in (("Priya", "polite"), (" and Tom", "off")):
        page.get_by_label("Your answer").press_sequentially(words)
        page.get_by_label("Your answer").blur()
        expect(status(page)).to_have_attribute("aria-live", spoken)
    page.get_by_label("Your answer").focus()
    page.get_by_label("Your answer").blur()
    assert len(sent) == 2  # nothing new was typed the third time


def test_a_failure_is_said_at_once_and_the_words_stay(page: Page) -> None:
    page.route("**/draft/", lambda route: route.abort())
    page.get_by_label("Your answer").fill("Priya")
    page.get_by_label("Your answer").blur()
    expect(status(page)).to_have_text(FAILED)
    expect(status(page)).to_have_attribute("aria-live", "assertive")
    expect(page.get_by_label("Your answer")).to_have_value("Priya")
    page.unroute("**/draft/")
    page.get_by_label("Your answer").press_sequentially("!")
    page.clock.run_for(3_100)
    expect(status(page)).to_contain_text("Saved at")


def test_a_double_press_sends_once(page: Page) -> None:
    sent = posts(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").evaluate("button => { button.click(); button.click(); }")
    assert len([request for request in sent if not request.url.endswith("/draft/")]) == 1


def test_a_warning_comes_before_the_sign_out_and_can_be_answered(page: Page, settings: LazySettings) -> None:
    stay = page.get_by_role("button", name="Stay signed in")
    page.clock.run_for((settings.SESSION_COOKIE_AGE // 60 - 11) * 60_000)
    expect(stay).to_have_count(0)
    page.clock.run_for(60_000)
    expect(page.get_by_role("alert")).to_contain_text("we will sign you out in 5 minutes")
    with page.expect_response("**/account/still-here/") as answered:
        stay.click()
    assert answered.value.status == 204
    expect(stay).to_have_count(0)


def test_who_cannot_stay_signed_in_is_told_to_copy_their_words(page: Page, settings: LazySettings) -> None:
    page.clock.run_for(settings.SESSION_COOKIE_AGE * 1_000)
    page.context.clear_cookies()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("alert")).to_contain_text("Copy what you typed, then sign in again.")
