"""Finding one's service in the directory: what was found, and what is known of the one that was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from organisations import belonging
from organisations.directory import looking_up
from organisations.directory.places import POSTCODE, postcode_of
from organisations.directory.search import Found
from organisations.models import DirectoryEntry, Organisation

MOST = 20  # services on a page; who has more types more
MOST_SAID = 60  # letters of what was typed that a page repeats
GROUPS = (DirectoryEntry.Kind.HEAD_OFFICE, DirectoryEntry.Kind.COUNCIL)


@dataclass(frozen=True, slots=True)
class FoundLine:
    name: str
    href: str
    place: str
    standing: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """`only_href` is where to go on at once: there is one service, and it fits."""

    typed: str
    lines: tuple[FoundLine, ...]
    has_more: bool
    are_guesses: bool
    only_href: str
    by_hand_href: str


def results_page(typed: str, found: Sequence[Found], today: date) -> ResultsPage:
    """Lay out what was found; `found` may hold one more than fit, to say that there are more."""
    lines = tuple(_line(one, today) for one in found[:MOST])
    are_guesses = any(one.is_guess for one in found)
    return ResultsPage(
        typed=typed if len(typed) <= MOST_SAID else f"{typed[:MOST_SAID]}…",
        lines=lines,
        has_more=len(found) > MOST,
        are_guesses=are_guesses,
        only_href=lines[0].href if len(lines) == 1 and not are_guesses else "",
        by_hand_href=f"{reverse('organisations:join_by_hand')}?{urlencode(_as_details(typed))}",
    )


def _line(one: Found, today: date) -> FoundLine:
    is_closed = one.closed_on is not None and one.closed_on < today
    code = f"ODS code {one.code}" if one.code else "No ODS code in the list"
    return FoundLine(
        name=one.name,
        href=reverse("organisations:join_confirm", args=[one.key]),
        place=". ".join(filter(None, (_place(one.address or one.town, one.postcode), code))),
        standing="Already has an account" if one.has_account else "New here",
        closed_on=one.closed_on if is_closed else None,
    )


def _place(address: str, postcode: str) -> str:
    return ", ".join(filter(None, (address, postcode)))


def _as_details(typed: str) -> dict[str, str]:
    """Guess which box of the form by hand what was typed belongs in, so that nobody types it twice."""
    plain = typed.upper()
    if POSTCODE.fullmatch(plain):
        return {"postcode": postcode_of(plain)}
    if " " not in plain and any(letter.isdigit() for letter in plain):
        return {"code": plain[:12]}
    return {"name": typed[:100]}


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """`parent` is who looks after the service; `siblings` are the open services it looks after, this one with them.

    `needs_code` says that the list has no ODS code, and `how_many_href` where to ask whether it is only this one.
    """

    key: str
    name: str
    place: str
    code: str
    care: str
    provider: str
    council: str
    parent: str
    parent_code: str
    parent_is_here: bool
    siblings: int
    is_head_office: bool
    is_council: bool
    children: int
    closed_on: date | None
    successor: str
    successor_href: str
    how_many_href: str

    @property
    def needs_code(self) -> bool:
        return not self.code

    @property
    def how_many(self) -> list[tuple[str, str]]:
        """Give the answers to "How many services are you filling this in for?"."""
        return [("one", "Just this one"), ("all", f"All {self.siblings} of them: join as {self.parent}")]

    @property
    def about_many(self) -> str:
        """Say why that is asked."""
        return f"{self.name} is one of {self.siblings} services that {self.parent} looks after."

    @property
    def is_group(self) -> bool:
        return self.is_head_office or self.is_council


def confirm_page(entry: DirectoryEntry, today: date) -> ConfirmPage:
    """Gather what the directory says of an entry on the day, and whether who looks after it is here."""
    key = entry.code or entry.cqc_location_id or ""
    parent_code = looking_up.parent_of(key, today)
    parent = looking_up.entry_with(parent_code) if parent_code else None
    here = belonging.service_with(parent_code) if parent_code else None
    siblings = len(looking_up.children_of(parent_code, today)) if parent and here is None else 0
    is_closed = entry.closed_on is not None and entry.closed_on < today
    successor = looking_up.successor_of(entry) if is_closed else None
    return ConfirmPage(
        key=key,
        name=entry.name,
        place=_place(entry.address or entry.town, entry.postcode),
        code=entry.code or "",
        care=", ".join(entry.service_types),
        provider=looking_up.provider_of(entry, today),
        council=looking_up.council_of(entry, today),
        parent=_name_of(here, parent),
        parent_code=here.code if here else parent_code,
        parent_is_here=here is not None,
        siblings=siblings,
        is_head_office=entry.kind == DirectoryEntry.Kind.HEAD_OFFICE,
        is_council=entry.kind == DirectoryEntry.Kind.COUNCIL,
        children=len(looking_up.children_of(key, today)) if entry.kind in GROUPS else 0,
        closed_on=entry.closed_on if is_closed else None,
        successor=str(successor) if successor else "",
        successor_href=_confirm_href(successor) if successor else "",
        how_many_href=reverse("organisations:join_how_many", args=[key]) if siblings > 1 and entry.code else "",
    )


def _name_of(here: Organisation | None, parent: DirectoryEntry | None) -> str:
    if here is not None:
        return here.name
    return parent.name if parent is not None else ""


def _confirm_href(entry: DirectoryEntry) -> str:
    return reverse("organisations:join_confirm", args=[entry.code or entry.cqc_location_id])
