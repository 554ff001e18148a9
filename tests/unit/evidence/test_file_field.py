"""The field for a file: how it is drawn, what it gives a form, and what it says."""

from contextlib import closing
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from evidence.forms.files import EvidenceFileField, not_taken
from evidence.inspection.kinds import Kind
from evidence.receiving import Inspected
from evidence.refusing import FileRefused, Reason
from evidence.uploads import NotWhole
from tests.integration.evidence.corpus import harmless

TOO_BIG = "This file must be smaller than 10 MB"


class Sample(forms.Form):
    file = EvidenceFileField(label="The file", help_text="Take names off first")
    needed = EvidenceFileField(label="Another", required="Choose a file")


def form(file: UploadedFile | None, needed: UploadedFile | None = None) -> Sample:
    return Sample({}, {name: one for name, one in (("file", file), ("needed", needed)) if one})


def test_it_is_drawn_as_the_nhs_draws_it() -> None:
    html = Sample()["file"].as_field_group()

    for piece in (
        'type="file"', "nhsuk-file-upload__input", 'for="id_file"', "The file", "Take names off first",
        'accept=".pdf,.docx,.xlsx,.png,.jpeg,.txt,.csv,.jpg"', 'data-most-bytes="10000000"',
        f'data-too-big="{TOO_BIG}"',
    ):  # fmt: skip
        assert piece in html, piece
    assert "value=" not in html


def test_a_good_file_is_given_looked_into() -> None:
    with closing(SimpleUploadedFile("a.jpg", harmless.jpeg())) as file:
        sent = form(file)

        assert list(sent.errors) == ["needed"]
        found = sent.cleaned_data["file"]
        assert isinstance(found, Inspected)
        assert (found.file_name, found.kind) == ("a.jpg", Kind.JPEG)
        assert found.path.read_bytes()[:3] == b"\xff\xd8\xff"


def test_no_file_is_nothing_or_the_words_of_the_form() -> None:
    sent = form(None)

    assert sent.errors == {"needed": ["Choose a file"]}
    assert sent.cleaned_data["file"] is None


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("a.txt", b"<html>"), "This file is a web page, so save it as a PDF and send that"),
        (SimpleUploadedFile("a.pdf", b""), "This file is empty, so choose another one"),
        (NotWhole("a.pdf", 5, Reason.TOO_BIG), TOO_BIG),
        (NotWhole("a.pdf", 5, Reason.CUT_SHORT), "The file did not arrive whole, so choose it again"),
    ],
)  # fmt: skip
def test_a_refusal_is_said_at_the_field(file: Any, words: str) -> None:
    with closing(file):
        sent = form(file)

        assert sent.errors["file"] == [words]
        assert words in sent["file"].as_field_group()


def test_a_later_refusal_is_said_the_same_way() -> None:
    sent = form(None)

    sent.add_error("file", not_taken(FileRefused(Reason.NO_ROOM)))

    assert sent.errors["file"] == ["Your 500 MB for files is full, so just tell us where you keep this one"]
