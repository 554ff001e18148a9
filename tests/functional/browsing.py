"""Somebody at a browser: what they press and read is counted, and every screen they see is looked at."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

DESKTOP, PHONE = 1366, 320  # CSS pixels
SERVICE = "DSPT Care"
# Every rule that has one of these tags, and none of them turned off.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """() => {
  const seen = [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility());
  const hidden = [...document.querySelectorAll("main .nhsuk-u-visually-hidden")];
  hidden.forEach((one) => { one.hidden = true; });
  const words = document.querySelector("main").innerText;
  hidden.forEach((one) => { one.hidden = false; });
  const root = document.documentElement;
  return {
    path: location.pathname, title: document.title, words,
    headings: seen.map((one) => one.innerText.replace(/\\s+/g, " ").trim()),
    over: root.scrollWidth - root.clientWidth,
    problem: Boolean(document.querySelector(".nhsuk-error-summary")),
  };
}"""


@dataclass(frozen=True, slots=True)
class Screen:
    """What one screen showed: the words a person sees in its main part."""

    path: str
    title: str
    heading: str
    words: int


@dataclass
class Visitor:
    """One browser with one page. Every step below waits for the screen that follows, and looks at it."""

    page: Page
    has_script: bool = True
    screens: list[Screen] = field(default_factory=list)
    actions: int = 0
    complaints: list[str] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        """Keep errors and refusals of the browser; a page that says no says so by its status on purpose."""
        if message.type == "error" and not re.search(r"status of (403|404|409|422)", message.text):
            self.complaints.append(message.text)

    # --- Going about ---

    def open(self, address: str) -> "Visitor":
        self._arrived(self.page.goto(address, wait_until="domcontentloaded"))
        return self

    def press(self, words: str | re.Pattern[str]) -> "Visitor":
        """Press the button with these words, and look at the screen that it leads to."""
        return self._follow(self.button(words))

    def follow(self, words: str | re.Pattern[str]) -> "Visitor":
        """Follow the link with these words."""
        return self._follow(self.page.get_by_role("link", name=words, exact=True).first)

    def _follow(self, control: Locator) -> "Visitor":
        self.actions += 1
        with self.page.expect_navigation(wait_until="domcontentloaded") as going:
            control.click()
        self._arrived(going.value)
        return self

    def button(self, words: str | re.Pattern[str]) -> Locator:
        return self.page.locator("main").get_by_role("button", name=words, exact=True)

    def fill(self, label: str | re.Pattern[str], text: str) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, words: str) -> None:
        """Choose a radio or tick a box."""
        self.actions += 1
        self.page.get_by_label(words, exact=True).check()

    # --- Looking ---

    def _arrived(self, response: Response | None) -> None:
        assert response is None or response.status < 500, f"{response.url}: {response.status}"
        seen = self.page.evaluate(LOOK)
        where = f"{seen['path']} ({seen['title']})"
        assert len(seen["headings"]) == 1, f"{where}: {seen['headings']}"
        heading = seen["headings"][0]
        self.screens.append(Screen(seen["path"], seen["title"], heading, len(seen["words"].split())))
        start = "Error: " if seen["problem"] else ""
        page_number = r"( \(page \d+ of \d+\))?"
        assert re.fullmatch(re.escape(start + heading) + page_number + f" - {SERVICE}", seen["title"]), where
        assert seen["over"] <= 0, f"{where}: {seen['over']} px too wide"
        assert self.complaints == [], where

    def is_clean(self, kind: str = "") -> None:
        """Let axe look at the page with every rule; with a kind, only the first time that this kind is seen."""
        if not self.has_script or (kind and kind in self.checked):
            return
        self.checked.add(kind)
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=options).response["violations"]
        assert found == [], f"{self.page.url}\n{_in_words(found)}"

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    @property
    def heading(self) -> str:
        return self.screens[-1].heading


def _in_words(found: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one['id']} ({one['impact']}): {one['help']}: {json.dumps([node['html'][:200] for node in one['nodes']])}"
        for one in found
    )
