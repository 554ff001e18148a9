"""What a person sees on a page: its words, links, buttons and refusals. Parsing fails on markup that does not nest."""

import re
from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client
from django.test.html import Element, parse_html
from django.urls import reverse

from assessments.models import Assessment
from organisations.models import Organisation, User


def browser(person: User) -> Client:
    """Give somebody's browser, signed in."""
    client = Client()
    client.force_login(person)
    return client


def of(home: Organisation, name: str, *rest: object) -> str:
    """Give the address of one of a home's own pages."""
    return reverse(f"assessments:{name}", args=[home.code, *rest])


def of_year(year: Assessment, name: str, *rest: object) -> str:
    """Give the address of a page of one year."""
    return of(year.organisation, name, year.year.label, *rest)


def elements(response: HttpResponse, kind: str, **attributes: str) -> list[Element]:
    """Find every element of a kind; `cls` is one of its classes, other attributes are whole."""
    wanted = {key: value for key, value in attributes.items() if key != "cls"}
    return [
        element
        for element in _walk(_main(response))
        if element.name == kind
        and wanted.items() <= dict(element.attributes).items()
        and attributes.get("cls", "") in ["", *(dict(element.attributes).get("class") or "").split()]
    ]


def words(response: HttpResponse) -> str:
    """Return the words of a page's main part, single spaces between them."""
    return text(_main(response))


def text(element: Element | str) -> str:
    """Return an element's words."""
    return re.sub(r" (?=[.,:;])", "", " ".join(" ".join(_pieces(element)).split()))


def links(response: HttpResponse) -> dict[str, str]:
    """Return the addresses by the words of their links."""
    return {text(link): dict(link.attributes)["href"] for link in elements(response, "a")}


def buttons(response: HttpResponse) -> list[str]:
    """Return the words of every button, and of every link that looks like one."""
    return [text(button) for button in [*elements(response, "a", cls="nhsuk-button"), *elements(response, "button")]]


def press(response: HttpResponse) -> str:
    """Return the words of the one green button."""
    green = [
        button
        for kind in ("a", "button")
        for button in elements(response, kind, cls="nhsuk-button")
        if "nhsuk-button--" not in (dict(button.attributes)["class"] or "")
    ]
    [only] = green
    return text(only)


def refusals(response: HttpResponse) -> list[str]:
    """Return the lines of the error summary."""
    return [
        text(line) for found in elements(response, "ul", cls="nhsuk-error-summary__list") for line in found.children
    ]


def summary(response: HttpResponse) -> dict[str, str]:
    """Return the lines of the summary lists."""
    rows = elements(response, "div", cls="nhsuk-summary-list__row")
    return {text(row.children[0]): text(row.children[1]) for row in rows}


def typed(response: HttpResponse, name: str) -> str:
    """Return what a box, hidden field or text area holds; the chosen value of radios."""
    for box in [*elements(response, "input", name=name), *elements(response, "textarea", name=name)]:
        attributes = dict(box.attributes)
        if attributes.get("type") == "radio" and "checked" not in attributes:
            continue
        return text(box) if box.name == "textarea" else attributes.get("value", "") or ""
    return ""


def _main(response: HttpResponse) -> Element:
    [main] = [element for element in _walk(parse_html(response.content.decode())) if element.name == "main"]
    return main


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from _walk(child)


def _pieces(element: Element | str) -> Iterator[str]:
    """Give the words of each element apart; the parser drops the spaces at their ends."""
    if isinstance(element, str):
        yield element
        return
    for child in element.children:
        yield from _pieces(child)
