"""Every page there is, in a wide window and on a small phone: what a browser and axe can see of each."""

import gzip
from collections.abc import Callable

import pytest
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Response

from tests.factories.homes import Home
from tests.functional import places
from tests.functional.browsing import DESKTOP, PHONE, Visitor
from tests.functional.steps import Posted, link_in

SignedIn = Callable[..., Visitor]
WIDTHS = pytest.mark.parametrize("width", [DESKTOP, PHONE])

# W2, for a first visit; bytes on the wire, compressed.
MOST_CSS = MOST_JS = 25_000
MOST_REQUESTS = 10

# A8: the spacing that WCAG 1.4.12 lets a reader set, and letters twice as big.
SPACED = """() => {
  for (const one of document.querySelectorAll("body, body *")) {
    const set = (name, value) => one.style.setProperty(name, value, "important");
    set("line-height", "1.5"); set("letter-spacing", "0.12em"); set("word-spacing", "0.16em");
    if (one.matches("p")) set("margin-bottom", "2em");
  }
}"""
TWICE_AS_BIG = """() => { document.documentElement.style.fontSize = "200%"; }"""
CUT_OFF = """() => {
  const cut = [...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one);
    const clips = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    const over = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
    const isForListening = one.clientWidth <= 1 || one.closest("svg, .nhsuk-u-visually-hidden");
    return clips && over && one.checkVisibility() && !isForListening;
  }).map((one) => one.outerHTML.slice(0, 100));
  const root = document.documentElement;
  return root.scrollWidth > root.clientWidth ? [...cut, "the page"] : cut;
}"""


@pytest.fixture
def home() -> Home:
    return places.rich_home()


@WIDTHS
def test_every_page_of_an_organisation_is_clean(signed_in: SignedIn, home: Home, width: int) -> None:
    visitor = signed_in(home.administrator, width)
    visitor.is_thorough = True
    for path in places.pages_of(home):
        visitor.open(path)


@WIDTHS
def test_every_page_of_a_person_is_clean(signed_in: SignedIn, home: Home, width: int) -> None:
    visitor = signed_in(home.request.user, width)
    visitor.is_thorough = True
    for name in places.OF_THE_PERSON:
        visitor.open(reverse(name))
    for path in (
        reverse("organisations:ask_to_join", args=["VA001"]),
        reverse("organisations:ask_to_join", args=["Z99"]),
    ):
        visitor.open(path)


@WIDTHS
def test_every_page_of_anybody_is_clean(
    visitors: Callable[..., Visitor], posted: Posted, home: Home, width: int
) -> None:
    visitor = visitors(width)
    visitor.is_thorough = True
    invited = next(mail for mail in posted() if mail["To"] == home.invitation.email)
    for path in (*map(reverse, places.OF_ANYBODY), *places.WITH_A_USED_LINK, link_in(invited)):
        visitor.open(path)


@WIDTHS
def test_who_may_only_read_sees_pages_that_are_clean(signed_in: SignedIn, home: Home, width: int) -> None:
    for user in home.people.values():
        visitor = signed_in(user, width)
        for page in ("assessments:home", "organisations:people", "organisations:invite", "assessments:details"):
            visitor.open(reverse(page, args=[home.organisation.code]))


def test_nothing_is_cut_off_when_a_reader_sets_the_letters(signed_in: SignedIn, home: Home) -> None:
    visitor, seen = signed_in(home.administrator, PHONE), set()
    for path in places.pages_of(home):
        try:
            kind = resolve(path.split("?")[0]).view_name
        except Resolver404:
            continue
        if kind in seen:
            continue
        seen.add(kind)
        for change, width in ((SPACED, PHONE), (TWICE_AS_BIG, DESKTOP)):
            visitor.page.set_viewport_size({"width": width, "height": 768})
            visitor.page.goto(path)
            visitor.page.evaluate(change)
            assert visitor.page.evaluate(CUT_OFF) == [], f"{path} at {width}"


def what_came(visitor: Visitor, path: str) -> list[Response]:
    """Open a page in a browser that has seen none before, and give all that it fetched."""
    came: list[Response] = []
    visitor.page.on("response", lambda response: came.append(response))  # noqa: PLW0108 - it must be a function
    visitor.open(path)
    visitor.page.wait_for_load_state("networkidle")
    return came


def test_a_first_visit_is_light(signed_in: SignedIn, home: Home) -> None:
    question = reverse("assessments:question", args=["VA001", home.assessment.year.label, "1.1.2"])
    for path in ("/", question):
        came = what_came(signed_in(home.administrator), path)
        assert len(came) <= MOST_REQUESTS
        for ending, most in ((".css", MOST_CSS), (".js", MOST_JS)):
            sizes = [len(gzip.compress(one.body(), 9)) for one in came if one.url.endswith(ending)]
            assert sizes
            assert sum(sizes) <= most, ending
