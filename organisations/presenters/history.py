"""Everything that has happened, in plain words."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page

from organisations.happenings import ABOUT_A_MEMBER, ABOUT_A_REQUEST, ABOUT_AN_INVITATION, Names
from organisations.models import AuditEntry
from organisations.permissions import Role
from organisations.words import ROLE_MEANINGS

WORDS = {
    "added-document": "{who} added a document",
    "added-version": "{who} added a new version of a document",
    "changed-document": "{who} changed a document",
    "checked-document": "{who} said that a document is still right",
    "kept-papers": "The papers of the group {subject} that you used are on your list now",
    "linked-document": "{who} chose the questions that a document supports",
    "linked-documents": "{who} chose the proof for question {subject}",
    "removed-document": "{who} removed a document",
    "restored-document": "{who} brought a document back",
    "file-clean": "We checked a file of a document for viruses and found none",
    "file-refused": "We found a virus in a file of a document and took the file away",
    "file-lost": "We could not find a file of a document any more",
    "file-found": "We found a lost file of a document again",
    "file-gone": "We deleted the file of a document that was removed a while ago",
    "ticked-papers": "{who} said which papers there are",
    "added-to-list": "{who} added a line to the {subject} list",
    "changed-list": "{who} changed a line of the {subject} list",
    "removed-from-list": "{who} took a line off the {subject} list",
    "brought-back-to-list": "{who} brought a line back to the {subject} list",
    "started-list": "{who} started the {subject} list from sample lines",
    "pasted-list": "{who} pasted lines into the {subject} list",
    "counted-training": "{who} said how many people have done training",
    "registered": "{who} set up the account with the code {subject}",
    "changed-profile": "{who} changed the details of the service",
    "renamed": "{who} changed the name or the address",
    "changed-code": "{who} changed the code from {subject}",
    "declared-earlier": "{who} told us about earlier results",
    "invited": "{who} invited {whom}",
    "withdrew-invitation": "{who} took back the invitation to {whom}",
    "joined": "{whom} joined. They can {meaning}",
    "changed-role": "{who} changed what {whom} can do. They can {meaning}",
    "removed": "{who} removed {whom}",
    "asked-to-join": "{whom} asked to join",
    "decided-request": "{who} said {answer} when {whom} asked to join",
    "claimed": "{whom} asked to take over this account",
    "objected": "{who} said that it is wrong that {whom} takes over this account",
    "claim-is-right": "{who} said that it is right that {whom} takes over this account",
    "decided-claim": "{who} said {answer} when {whom} asked to take over this account",
    "decided-claim-on": "{who} said {answer} when somebody asked to take over the account of {subject}",
    "set-up-site": "{who} added the service {subject}",
    "set-up-by-group": "{who} set up this account for the group {subject}",
    "noted-without-code": "{who} added services that have no code yet",
    "closed-without-code": "{who} took a service off the list of those with no code",
    "asked-site": "{who} asked the service {subject} to come to the group",
    "asked-by-group": "The group {subject} asked this service to come to it",
    "site-answered": "{who} said {answer} when the service {subject} was asked to come to the group",
    "answered-group": "{who} said {answer} when the group {subject} asked this service to come to it",
    "undid-coming": "{who} undid that this service and {subject} came together",
    "merged-into": "{who} joined this record to {subject}. It can be read, and not changed",
    "merged-from": "{who} joined the record {subject} to this one",
    "unmerged": "{who} took this record and {subject} apart again",
    "took-back-site": "{who} put the service {subject} back into the group",
    "came-back": "{who} put this service back into the group {subject}",
    "let-go-site": "{who} took the service {subject} out of the group",
    "left-group": "{who} took this service out of the group {subject}",
    "said-route": "{who} answered the questions about one form or many",
    "was-asked": "{who} asked this service a question about {part}",
    "told-route": "{who} told the group about {part}",
    "affirmed-route": "{who} said that the choice of one form or many is right",
    "opened-year": "{who} started the year {subject}",
    "answered": "{who} answered question {subject}",
    "set-aside": "{who} saved question {subject} just after somebody else. We kept both answers",
    "confirmed-part": "{who} said that this part is true: {part}",
    "confirmed-details": "{who} checked the details of the service",
    "planned": "{who} changed the plan for question {subject}",
    "shared-answers": "{who} shared answers with the services for {subject}",
    "stopped-sharing": "{who} stopped sharing answers with the services for {subject}",
    "left-out-sites": "{who} changed which services a shared answer is true for, in {subject}",
    "group-changed-answers": "{who} changed answers that the group {subject} gives for this service",
    "kept-answers": "This service kept the answers of the group {subject} as its own",
    "dropped-own-answer": "{who} went back to the group's answer to question {subject}",
    "agreed-here": "{who} told the group {subject} that its answers are true here",
    "different-here": "{who} told the group {subject} what is different here",
    "asked-to-agree": "{who} asked the people of the services if the answers are true there",
    "published": "{who} published {level}. The reference is {subject}",
    "withdrew": "{who} took back the result {subject}",
    "chose-sites": "{who} chose the services to publish for in {subject}",
    "added-cover": "{who} added the service {subject} to what you published",
    "ended-cover": "What you published stopped counting for the service {subject}",
    "lost-cover": "Another head office published for the service {subject}, so yours stopped counting",
    "verified-group": "We checked that the people here act for {subject}",
    "opened-dispute": "Two head offices say that the service {subject} is theirs. We are looking into it",
    "decided-dispute": "We decided whose the service {subject} is",
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
