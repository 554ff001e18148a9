"""Somebody at a browser: what they press and read is counted, and every screen they come to is looked at."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import resolve
from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

DESKTOP, PHONE = 1366, 320  # CSS pixels
# Every rule that has one of these tags, and none of them turned off.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
MOST_SCREENS = 250  # more is a journey that goes round in circles
PAGE_OF = r"(?: \(page \d+ of \d+\))?"
LOOK = """() => {
  const visible = (css) => [...document.querySelectorAll(css)].filter((one) => one.checkVisibility());
  const aside = [...document.querySelectorAll("main .nhsuk-u-visually-hidden")];
  aside.forEach((one) => { one.hidden = true; });
  const words = document.querySelector("main").innerText;
  aside.forEach((one) => { one.hidden = false; });
  const texts = (css) => [...document.querySelectorAll(css)].map((one) => one.innerText.replace("Error: ", "").trim());
  const errors = [...document.querySelectorAll(".nhsuk-error-summary__list li")].map((one) => ({
    words: one.innerText.trim(), leads_to: one.querySelector("a")?.hash.slice(1) ?? "",
  }));
  return {
    path: location.pathname, title: document.title, words, errors,
    headings: visible("h1").map((one) => one.innerText.replace(/\\s+/g, " ").trim()),
    too_wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    fields: [...new Set([...document.querySelectorAll("main form [name]")].map((one) => one.name))],
    at_fields: texts(".nhsuk-error-message"),
    targets: errors.map((one) => Boolean(document.getElementById(one.leads_to))),
  };
}"""


@dataclass(frozen=True, slots=True)
class Screen:
    """What one screen showed; `words` counts those that a person sees in its main part."""

    path: str
    heading: str
    words: int
    errors: tuple[str, ...]


@dataclass
class Visitor:
    """One browser with one page. Every step waits for the screen that follows and looks at it."""

    page: Page
    has_script: bool = True
    presses_twice: bool = False
    is_thorough: bool = False  # looks at every page it comes to, not only at the first of its kind
    screens: list[Screen] = field(default_factory=list)
    actions: int = 0
    complaints: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains of, but for pages and drafts that are refused on purpose."""
        is_refusal = message.text.startswith("Failed to load resource") and "/static/" not in message.location["url"]
        if message.type == "error" and not is_refusal:
            self.complaints.append(message.text)

    # --- Going about ---

    def beside(self) -> "Visitor":
        """Open one more tab of the same browser."""
        return Visitor(self.page.context.new_page(), has_script=self.has_script)

    def open(self, address: str) -> None:
        self._arrived(self.page.goto(address, wait_until="load"))

    def go_back(self) -> None:
        """Press the browser's own Back; asking whether to send a form again would end in an error here."""
        self._arrived(self.page.go_back(wait_until="load"))

    def press(self, words: str | re.Pattern[str]) -> None:
        """Press the button with these words, and look at the screen that it leads to."""
        self._follow(self.button(words))

    def follow(self, words: str | re.Pattern[str]) -> None:
        """Follow the first link with these words."""
        self._follow(self.page.get_by_role("link", name=words, exact=True).first)

    def _follow(self, control: Locator) -> None:
        self.actions += 1
        if self.presses_twice:
            with self.page.expect_event("load"):  # of the second answer: the browser drops the first on its way
                control.click(click_count=2, delay=30)
            self._arrived(None)
            return
        with self.page.expect_navigation(wait_until="load") as going:
            control.click()
        self._arrived(going.value)

    def button(self, words: str | re.Pattern[str]) -> Locator:
        return self.page.locator("main").get_by_role("button", name=words, exact=True)

    def fill(self, label: str, text: str) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, words: str) -> None:
        """Choose a radio or tick a box."""
        self.actions += 1
        self.page.get_by_label(words, exact=True).check()

    def is_refused(self, button: str, *refusals: str) -> None:
        """Press a button too early: the same page comes back and says these things, and nothing else."""
        self.press(button)
        assert self.screen.errors == refusals, self.screen

    # --- Looking ---

    def _arrived(self, response: Response | None) -> None:
        seen = self.page.evaluate(LOOK)
        where = f"{seen['path']} ({seen['title']})"
        assert response is None or response.status < 500, where
        assert self.complaints == [], f"{where}: {self.complaints}"
        [heading] = seen["headings"]
        errors = tuple(error["words"] for error in seen["errors"])
        self.screens.append(Screen(seen["path"], heading, len(seen["words"].split()), errors))
        assert len(self.screens) < MOST_SCREENS, [screen.path for screen in self.screens[-10:]]
        expected = (
            re.escape(("Error: " if errors else "") + heading) + PAGE_OF + re.escape(f" - {settings.SERVICE_NAME}")
        )
        assert re.fullmatch(expected, seen["title"]), where
        assert seen["too_wide"] <= 0, where
        if errors:
            expect(self.page.locator(".nhsuk-error-summary")).to_be_focused()
            assert all(seen["targets"]), where
            assert sorted(errors) == sorted(seen["at_fields"]), where
        kind = seen["path"] if self.is_thorough else f"{resolve(seen['path']).view_name} {seen['fields']}"
        self.is_clean(f"{kind} {bool(errors)}")

    def is_clean(self, kind: str = "") -> None:
        """Let axe look at the page with every rule; at a page of a named kind only the first time."""
        if not self.has_script or kind in self.looked_at:
            return
        if kind:
            self.looked_at.add(kind)
        options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=options).response["violations"]
        assert found == [], f"{self.page.url}\n{_in_words(found)}"

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def is_at(self, heading: str) -> None:
        assert self.screen.heading == heading, self.screen

    @property
    def screen(self) -> Screen:
        return self.screens[-1]


def _in_words(found: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one['id']} ({one['impact']}): {one['help']}: {json.dumps([node['html'][:200] for node in one['nodes']])}"
        for one in found
    )
