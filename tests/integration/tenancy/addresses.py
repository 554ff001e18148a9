"""Every address of the product, found by walking the resolver, and the values its arguments take for one home."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, StringConverter

from assessments.editions import edition
from organisations.models import User
from tests.factories.homes import WORKED_ON, Home

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# What an allowed request may get; a 404 would mean that the walk asked for something that is not there.
ANSWERS = {200, 204, 302, 400, 409, 422}
READING = ("GET", "HEAD", "OPTIONS")
# Pages of an organisation, and those that only a head office or council has.
AN_ORGANISATION = ("o/<str:code>/", "g/<str:code>/")

# Words that everybody shares: another home's value is the same.
WORDS: dict[str, Callable[[Home], Any]] = {
    "code": lambda home: home.organisation.code,
    "ref": lambda home: WORKED_ON,
    "section": lambda home: edition(home.assessment.edition).question(WORKED_ON).section,
    "level": lambda home: "met",
    "step": lambda home: "name",
    "question": lambda home: "training",
    "list_slug": lambda home: "suppliers",
    "number": lambda home: 1,
}
# Names of a home's own rows. `year` is one only that home has opened when it is asked for as a stranger's.
ROWS: dict[str, Callable[[Home], Any]] = {
    "year": lambda home: home.assessment.year.label,
    "reference": lambda home: home.publication.reference,
    "revision_id": lambda home: home.set_aside,
    "member_id": lambda home: home.contributor.pk,
    "invitation_id": lambda home: home.invitation.pk,
    "request_id": lambda home: home.request.pk,
    "reply_id": lambda home: home.asked,
    "site": lambda home: home.site.code,
    "link_id": lambda home: home.link,
    "covering": lambda home: home.covering,
    "service_id": lambda home: home.without_code,
    "claim_id": lambda home: home.claim,
    "deciding_id": lambda home: home.to_decide,
    "document_id": lambda home: home.document,
    "paper_id": lambda home: home.paper,
    "row_id": lambda home: home.row,
}
# Where an argument means something else: a site that is not covered yet, and any service there is.
ELSEWHERE: dict[tuple[str, str], Callable[[Home], Any]] = {
    ("assessments:add_covered_site", "site"): lambda home: home.uncovered.code,
}
NAMES_ANY_SERVICE = {"assessments:raise_dispute", "assessments:convert_site"}
# What a person would send with any of the forms, right enough to pass their checks.
POSTED = {
    "version": "1",
    "choice": "yes",
    "text": "Yes, since March",
    "kept_at": "Blue folder",
    "comment": "",
    "keep": "mine",
    "action": "Write it down",
    "owner": "Tom",
    "target_on_0": "1",
    "target_on_1": "3",
    "target_on_2": "2027",
    "progress": "in-progress",
    "allowed": "on",
    "role": "viewer",
    "email": "somebody@example.com",
    "name": "Rose Court",
    "town": "Leeds",
    "postcode": "LS1 4AP",
    "reason": "We have none",
    "staff_total": "20",
    "staff_trained": "20",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern: its name, its whole route, its view, and the arguments it takes with their converters."""

    name: str
    route: str
    view: Any
    arguments: dict[str, Any]

    @property
    def is_of_an_organisation(self) -> bool:
        return self.route.startswith(AN_ORGANISATION)

    def of(self, home: Home, **others: Any) -> str:
        """Give the address of a home's own page, or the same with other arguments."""
        return reverse(
            self.name, kwargs={name: others.get(name, value_of(name, self, home)) for name in self.arguments}
        )


def value_of(argument: str, address: Address, home: Home) -> Any:
    if meant := ELSEWHERE.get((address.name, argument)):
        return meant(home)
    known = WORDS | ROWS
    assert argument in known, (
        f"{address.name} takes {argument!r}: say in tests/integration/tenancy/addresses.py what it is for a home,"
        " in ROWS if it names a row of the home's own, in WORDS if not"
    )
    return known[argument](home)


def addresses() -> list[Address]:
    return list(_walk(get_resolver(), "", ()))


def organisation_addresses() -> list[Address]:
    return [address for address in addresses() if address.is_of_an_organisation]


def _walk(resolver: URLResolver, route: str, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        whole = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, whole, (*namespaces, entry.namespace) if entry.namespace else namespaces)
        elif isinstance(entry, URLPattern):
            arguments = {**resolver.pattern.converters, **entry.pattern.converters}
            name = ":".join([*namespaces, entry.name or whole])
            yield Address(name, whole, entry.callback, arguments)


def browser(user: User | None = None) -> Client:
    """Give somebody's browser; an error in a page is a page with status 500, as it would be for them."""
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def ask(client: Client, method: str, path: str, data: dict[str, str] | None = None) -> HttpResponse:
    """Make one request and take back what it did."""
    with transaction.atomic():
        response = client.post(path, data or {}) if method == "POST" else client.generic(method, path)
        transaction.set_rollback(True)
    return response


def rows_written() -> int:
    """Count the rows this transaction has written so far, sessions apart."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
            WHERE relname <> 'django_session'
        """)
        return int(cursor.fetchone()[0])


def nonsense(address: Address, home: Home) -> Iterator[str]:
    """Give the address with each of its arguments in turn replaced by what no home has."""
    for name, converter in address.arguments.items():
        is_number = isinstance(converter, IntConverter)
        for wrong in [0, 10**30] if is_number else ["nonsense", "x" * 300]:
            yield address.of(home, **{name: wrong})
        if type(converter) is StringConverter:  # the others match no such letter
            yield address.of(home, **{name: "\0"})
