"""Templates: plain words, no number typed that the edition or the calendar knows, nothing inline."""

import re
from collections.abc import Callable

import pytest

from tests.architecture.source import lines, templates

BANNED = (
    "assertion",
    "evidence item",
    "submit",
    "leverage",
    "utilise",
    "non-compliant",
    "mandatory",
    "IG",
    "artefact",
    "click here",
)
YEAR = re.compile(r"\b20\d\d\b")
COUNT = re.compile(r"\b\d+ (?:\w+ )?questions?\b", re.IGNORECASE)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = re.compile(rf"\b\d{{1,2}} (?:{MONTHS})\b")
INLINE_STYLE = re.compile(r"\bstyle\s*=|<style\b", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)|\bon(?:click|load|change|submit|input|focus|blur|error)\s*=|javascript:", re.IGNORECASE
)
CONDITIONAL = re.compile(r"conditional|data-aria-controls", re.IGNORECASE)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape false|Markup\(")
# Mail is read where no stylesheet is, so its HTML carries its style.
MAIL = ("templates/mail/", "templates/emails/")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())  # so that the lines keep their numbers


def markup(text: str) -> str:
    """Blank the comments."""
    return re.sub(r"\{#.*?#\}|<!--.*?-->", _blank, text, flags=re.DOTALL)


def words(text: str) -> str:
    """Blank what nobody reads: the comments, and the attributes that only name things."""
    text = re.sub(
        r"""\b(?:class|id|name|type|href|action|for|method|value|data-[\w-]+)\s*=\s*"[^"]*\"""", _blank, markup(text)
    )
    return re.sub(r"\b(?:type|name|id|classes|class)['\"]?\s*[:=]\s*['\"][^'\"]*['\"]", _blank, text)


def found(pattern: re.Pattern[str], seen: Callable[[str], str] = markup, *, without: tuple[str, ...] = ()) -> list[str]:
    """Say where a pattern is in the templates, as seen by people (`words`) or by browsers (`markup`)."""
    return [
        place
        for path, text in templates().items()
        if not path.startswith(without)
        for place in lines(path, text, (match.start() for match in pattern.finditer(seen(text))))
    ]


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) > 40


@pytest.mark.parametrize("pattern", [YEAR, COUNT, DAY], ids=["a year", "a count of questions", "a date"])
def test_no_template_types(pattern: re.Pattern[str]) -> None:
    assert found(pattern, words) == [], "take it from the edition or the year"


@pytest.mark.parametrize("word", BANNED)
def test_no_template_says(word: str) -> None:
    flags = re.IGNORECASE if word.islower() else re.NOFLAG

    assert found(re.compile(rf"\b{word}s?\b", flags), words) == []


def test_no_template_has_a_style_of_its_own() -> None:
    assert found(INLINE_STYLE, without=MAIL) == []


def test_no_template_has_a_script_inside() -> None:
    assert found(INLINE_SCRIPT) == []


def test_no_template_reveals_fields_by_a_radio() -> None:
    """The NHS's conditional radios fail an accessibility check; a follow-up page is asked instead."""
    assert found(CONDITIONAL) == []


def test_no_template_passes_escaping_by() -> None:
    assert found(UNESCAPED) == []


def test_every_form_that_changes_something_carries_the_token() -> None:
    open_forms = re.compile(
        r"""<form\b[^>]*method=["']post["'][^>]*>(?:(?!csrf_input|</form>).)*</form>""", re.DOTALL | re.IGNORECASE
    )

    assert [path for path, text in templates().items() if open_forms.search(text)] == []
