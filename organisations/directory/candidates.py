"""Which services a group may add to its list, and for each of the others, why not (R38, R44, R49)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from organisations.directory.looking_up import children_of
from organisations.groups import GROUPS, sites_of
from organisations.models import DirectoryEntry, DirectoryRelation, FormerCode, Organisation, OrganisationKind

OF_A_GROUP = (OrganisationKind.SITE, OrganisationKind.IN_HOUSE_SERVICE)
HEAD_OFFICES = (DirectoryEntry.Kind.HEAD_OFFICE, DirectoryEntry.Kind.COUNCIL)


class Verdict(StrEnum):
    """Say what can be done with one code."""

    NEW = "new"
    YOURS = "yours"
    REGISTERED = "registered"
    ELSEWHERE = "elsewhere"
    OTHERS = "others"
    HEAD_OFFICE = "head-office"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One code and what is known of it. `parent` is the head office the directory names, when it is another one."""

    code: str
    verdict: Verdict
    name: str = ""
    town: str = ""
    postcode: str = ""
    parent: str = ""
    closed_on: date | None = None

    @property
    def is_new(self) -> bool:
        return self.verdict is Verdict.NEW

    def __str__(self) -> str:
        place = f", {self.town}" if self.town else ""
        return f"{self.name}{place} ({self.code})" if self.name else self.code


def children(group: Organisation, also: Iterable[str], day: date) -> list[Candidate]:
    """Give the open services whose parent in the directory is the group, or another head office code of its owner."""
    offices = dict.fromkeys((group.code, *_of_nobody_else(also)))
    entries = [entry for code in offices for entry in children_of(code, day)]
    codes = [entry.code for entry in entries if entry.code]
    return candidates(group, codes, also, day)


def candidates(group: Organisation, codes: Iterable[str], also: Iterable[str], day: date) -> list[Candidate]:
    """Judge every code, in the order given, in four statements however many they are."""
    codes = list(dict.fromkeys(codes))
    entries = {entry.code: entry for entry in DirectoryEntry.objects.filter(code__in=codes)}
    parents = _parents(codes, day)
    accounts = {one.code: one for one in Organisation.objects.filter(code__in=codes)}
    mine = {link.site_id for link in sites_of(group)}
    owners = {group.code, *_of_nobody_else(also), ""}
    return [
        _candidate(code, entries.get(code), accounts.get(code), parents.get(code, ""), day, mine=mine, owners=owners)
        for code in codes
    ]


def _of_nobody_else(also: Iterable[str]) -> list[str]:
    """Leave out the head office codes that have an account of their own, or led to one: its people answer for them."""
    also = list(also)
    taken = set(Organisation.objects.filter(code__in=also).values_list("code", flat=True))
    taken |= set(FormerCode.seen.filter(code__in=also).values_list("code", flat=True)) if also else set()
    return [code for code in also if code not in taken]


def _parents(codes: Sequence[str], day: date) -> dict[str, str]:
    held = DirectoryRelation.objects.on(day).filter(kind=DirectoryRelation.Kind.PARENT, entry__code__in=codes)
    return dict(held.order_by("from_on", "pk").values_list("entry__code", "to_code"))


def _candidate(
    code: str,
    entry: DirectoryEntry | None,
    account: Organisation | None,
    parent: str,
    day: date,
    *,
    mine: set[int],
    owners: set[str],
) -> Candidate:
    facts = entry or account
    return Candidate(
        code=code,
        verdict=_of_account(account, mine) if account else _of_entry(entry, parent, day, owners),
        name=facts.name if facts else "",
        town=facts.town if facts else "",
        postcode=facts.postcode if facts else "",
        parent="" if parent in owners else parent,
        closed_on=entry.closed_on if entry else None,
    )


def _of_account(account: Organisation, mine: set[int]) -> Verdict:
    if account.pk in mine:
        return Verdict.YOURS
    if account.kind in GROUPS:
        return Verdict.HEAD_OFFICE
    return Verdict.ELSEWHERE if account.kind in OF_A_GROUP else Verdict.REGISTERED


def _of_entry(entry: DirectoryEntry | None, parent: str, day: date, owners: set[str]) -> Verdict:
    if entry is None:
        return Verdict.UNKNOWN
    if entry.kind in HEAD_OFFICES:
        return Verdict.HEAD_OFFICE
    if entry.closed_on is not None and entry.closed_on < day:
        return Verdict.CLOSED
    return Verdict.NEW if parent in owners else Verdict.OTHERS
