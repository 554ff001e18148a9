"""Everything that has happened, in plain words."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page

from organisations.happenings import ABOUT_A_MEMBER, ABOUT_A_REQUEST, ABOUT_AN_INVITATION, Names
from organisations.models import AuditEntry
from organisations.permissions import Role
from organisations.words import ROLE_MEANINGS

WORDS = {
    "registered": "{who} set up the account with the code {subject}",
    "changed-profile": "{who} changed the details of the service",
    "renamed": "{who} changed the name or the address",
    "declared-earlier": "{who} told us about earlier results",
    "invited": "{who} invited {whom}",
    "withdrew-invitation": "{who} took back the invitation to {whom}",
    "joined": "{whom} joined. They can {meaning}",
    "changed-role": "{who} changed what {whom} can do. They can {meaning}",
    "removed": "{who} removed {whom}",
    "asked-to-join": "{whom} asked to join",
    "decided-request": "{who} said {answer} when {whom} asked to join",
    "opened-year": "{who} started the year {subject}",
    "answered": "{who} answered question {subject}",
    "set-aside": "{who} saved question {subject} just after somebody else. We kept both answers",
    "confirmed-part": "{who} said that this part is true: {part}",
    "confirmed-details": "{who} checked the details of the service",
    "planned": "{who} changed the plan for question {subject}",
    "published": "{who} published {level}. The reference is {subject}",
    "withdrew": "{who} took back the result {subject}",
}
UNKNOWN = "{who} made a change: {verb}"
LEVELS = {"approaching": "Approaching Standards", "met": "Standards Met", "exceeded": "Standards Exceeded"}
SOMEBODY = "Somebody"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    service: str
    lines: tuple[HistoryLine, ...]
    pager: Page


def history_page(service: str, entries: Page, names: Names) -> HistoryPage:
    return HistoryPage(service, tuple(HistoryLine(entry.at, sentence(entry, names)) for entry in entries), entries)


def sentence(entry: AuditEntry, names: Names) -> str:
    """Say what one entry records; a verb that is not known yet still makes a sentence."""
    return WORDS.get(entry.verb, UNKNOWN).format(
        who=names.people.get(entry.actor_id, SOMEBODY) if entry.actor_id else "The service",
        whom=_whom(entry, names),
        verb=entry.verb.replace("-", " "),
        subject=entry.subject,
        part=entry.subject.replace("-", " "),
        meaning=_meaning(entry),
        answer="yes" if entry.detail.get("agreed") else "no",
        level=LEVELS.get(entry.detail.get("level", ""), "a result"),
    )


def _whom(entry: AuditEntry, names: Names) -> str:
    known = {
        ABOUT_A_MEMBER: names.people,
        ABOUT_AN_INVITATION: names.invited,
        ABOUT_A_REQUEST: names.askers,
    }
    for verbs, by_id in known.items():
        if entry.verb in verbs:
            return by_id.get(int(entry.subject), SOMEBODY)
    return SOMEBODY


def _meaning(entry: AuditEntry) -> str:
    role = entry.detail.get("role")
    return ROLE_MEANINGS[Role(role)] if role in set(Role) else ""
