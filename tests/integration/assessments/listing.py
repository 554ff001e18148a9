"""Lists in tests: rows made directly, and what is on the page of a list."""

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test.html import Element

from organisations.models import AuditEntry, Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.assessments.reading import elements, text

MAY = date(2026, 5, 4)


def put_on_list(model: Any, home: Organisation, by: User, *rows: str | dict[str, Any], **fields: Any) -> list[Any]:
    """Make rows, each from its name or from its fields."""
    said = [{"name": row} if isinstance(row, str) else row for row in rows]
    with acting_for(home, user=by):
        made: list[Any] = model.objects.bulk_create(
            model(organisation=home, saved_by=by, saved_at=f.NOW, **{**fields, **row}) for row in said
        )
    return made


def on_list(model: Any, home: Organisation, *fields: str) -> list[tuple[Any, ...]]:
    """Give what is on a list, by name."""
    with acting_for(home):
        found = model.objects.filter(organisation=home).current().order_by("name", "pk")
        return list(found.values_list("name", *fields))


def trail(home: Organisation) -> list[tuple[str, str]]:
    """Give what the history of an organisation has of its lists, oldest first."""
    with acting_for(home):
        entries = AuditEntry.objects.order_by("pk").values_list("verb", "subject", "detail")
        return [(verb, subject) for verb, subject, detail in entries if "list" in verb or verb == "counted-training"]


def table(page: HttpResponse) -> list[list[str]]:
    """Give the words of each row of the tables, without the headings that only phones show, and without buttons."""
    return [_cells(row.children) for row in elements(page, "tr", cls="nhsuk-table__row")]


def box(page: HttpResponse) -> str:
    """Give what is in the box of rows, as a browser would show it."""
    written = page.content.decode().split("<textarea")[1].split("</textarea>")[0].split(">", 1)[1]
    return unescape(written).replace("\r\n", "\n").removeprefix("\n")


def digest(page: HttpResponse) -> str:
    """Give what stands for the changes that a preview shows; without parsing a page of hundreds of rows."""
    found = re.search(r'name="digest" value="(\w+)"', page.content.decode())
    return found[1] if found else ""


def _cells(cells: Sequence[Element]) -> list[str]:
    return [
        text(cell if cell.name == "th" else cell.children[-1])
        for cell in cells
        if getattr(cell.children[-1], "name", "") != "button"
    ]
