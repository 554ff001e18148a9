"""How hard words are to read, and which words of a page are our own."""

import re
from functools import cache
from html.parser import HTMLParser

from tests.unit.assessments.editions.validation.words import syllables

DATE = re.compile(
    r"\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
)
WORD = re.compile(r"[A-Za-z][A-Za-z0-9'\u2019%&-]*")
BLOCKS = {
    "blockquote", "button", "caption", "dd", "div", "dl", "dt", "fieldset", "form", "h1", "h2", "h3", "label", "legend",
    "li", "main", "p", "section", "summary", "table", "td", "th", "tr", "ul",
}  # fmt: skip
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect", "line"}
# What people typed, what only a screen reader says, and what a picture says again.
NOT_OURS = {"app-lines", "app-key", "nhsuk-u-visually-hidden"}


@cache
def reading(text: str) -> tuple[float, float]:
    """Return the Flesch-Kincaid grade and the mean words in a sentence."""
    sentences = [part for part in re.split(r"[.!?:]+\s", text.strip() + " ") if WORD.search(part)]
    words = WORD.findall(text)
    if not sentences or not words:
        return 0.0, 0.0
    length = len(words) / len(sentences)
    return 0.39 * length + 11.8 * sum(map(syllables, words)) / len(words) - 15.59, length


class _Main(HTMLParser):
    """Collects the text of `main`, a piece for each block, without what is not ours."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = [""]
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.pieces[-1] += " "
            return
        said = dict(attrs)
        is_in = self.open[-1][1] if self.open else False
        is_ours = not NOT_OURS & set((said.get("class") or "").split()) and tag not in ("textarea", "svg", "blockquote")
        self.open.append((tag, tag == "main" or (is_in and is_ours)))
        self._turn(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            while self.open and self.open.pop()[0] != tag:
                pass
            self._turn(tag)

    def _turn(self, tag: str) -> None:
        if tag in BLOCKS:
            self.pieces.append("")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1]:
            self.pieces[-1] += data


def own_pieces(page: str) -> list[str]:
    """Return the pieces of text of a page's main part that are our own: each paragraph, heading and label once."""
    parser = _Main()
    parser.feed(page)
    tidy = (DATE.sub("", " ".join(piece.split())) for piece in parser.pieces)
    return [piece for piece in dict.fromkeys(tidy) if WORD.search(piece)]


def as_sentences(pieces: list[str]) -> str:
    """Join pieces so that each ends a sentence."""
    return " ".join(piece if piece[-1] in ".!?:" else f"{piece}." for piece in pieces)
