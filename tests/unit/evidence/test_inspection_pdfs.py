"""PDF files: scripts are found wherever they are, and what does nothing by itself is taken."""

import pytest

from evidence.inspection import pdfs
from evidence.inspection.kinds import Kind
from evidence.refusing import Reason
from tests.integration.evidence.corpus import harmless
from tests.integration.evidence.corpus import pdfs as corpus
from tests.unit.evidence.looking import why_not


def test_scripts_are_found_in_plain_objects_as_well() -> None:
    taken = [
        one.what
        for one in corpus.scripted(corpus.ObjectStreamMode.disable)
        if why_not(pdfs.check, one.content, Kind.PDF) is not one.reason
    ]

    assert taken == []


@pytest.mark.parametrize(("cap", "most"), [("MOST_OBJECTS", 3), ("MOST_UNPACKED", 100)])
def test_a_pdf_has_caps(monkeypatch, cap, most) -> None:
    monkeypatch.setattr(pdfs, cap, most)

    assert why_not(pdfs.check, harmless.pdf(), Kind.PDF) is Reason.UNPACKS_TOO_BIG


@pytest.mark.parametrize(
    "catalog",
    [
        "/OpenAction << /S /GoTo /D [3 0 R /Fit] >>",
        "/OpenAction [3 0 R /Fit]",
        "/OpenAction null",
        "/URI << /Base (https://example.org/) >>",
        "/X << /S /URI /URI (www.example.org:443/a) >>",
        "/X << /S /URI /URI (tel:01134960000) >>",
        "/X << /S /Transparency >>",
        "/X << /Font << /JS << /Type /Font >> /EF << /Type /Font >> >> >>",
        "/AA << >>",
    ],
)
def test_what_does_nothing_by_itself_is_taken(catalog) -> None:
    assert why_not(pdfs.check, corpus.plain(corpus.KIDS, catalog), Kind.PDF) is None
