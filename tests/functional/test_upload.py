"""Choosing a file that is too big: with script it is said at once, before anything is sent."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from organisations.models import User
from tests import factories as f
from tests.functional.browsing import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

TOO_BIG = "This file must be smaller than 10 MB"  # what the service says; the script adds a sentence


def test_a_file_that_is_too_big_is_refused_before_it_is_sent(
    signed_in: Callable[..., Visitor], priya: User, tmp_path: Path
) -> None:
    f.organisation(by=priya)
    big, small = tmp_path / "big.pdf", tmp_path / "small.pdf"
    for path, size in ((big, 10_000_001), (small, 10_000_000)):
        with path.open("wb") as file:
            file.truncate(size)
    page = signed_in(priya).page
    page.goto("/o/VA001/documents/add/")
    box = page.locator("input[type=file]")

    for _ in range(2):  # said once, however often it is chosen
        box.set_input_files(big)
        expect(page.get_by_role("alert").filter(has_text=TOO_BIG)).to_have_count(1)
        assert box.input_value() == ""

    box.set_input_files(small)
    expect(page.get_by_text(TOO_BIG)).to_have_count(0)
    assert box.input_value().endswith("small.pdf")
