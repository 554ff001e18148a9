"""The words for cover: why a site can or cannot be ticked, why a cover ended, where somebody stands."""

from datetime import date

from assessments.dates import in_full
from assessments.rules.coverage import Candidacy
from assessments.rules.status import Ended, How, Status, StatusKind
from assessments.words import LEVELS

# With what is known: the holder's name, since when, the day it leaves or closed, the route's own words.
CANDIDACIES = {
    Candidacy.TICKABLE: "",
    Candidacy.NEW: "It joined you since you last published.",
    Candidacy.LEAVING: "It has another head office from {leaves_on}. Yours counts until the day before.",
    Candidacy.TAKES_OVER: (
        "{holder} publishes for it now. The national list names you as its head office, so yours will count instead."
    ),
    Candidacy.DIFFERENT_HERE: "Its manager said that something is different here.",
    Candidacy.NOT_OURS: "It is not one of your services any more.",
    Candidacy.SOLD: "It has had another head office since {leaves_on}.",
    Candidacy.CLOSED: "It closed on {closed_on}.",
    Candidacy.NOT_ADDED: "The national list says it is yours. Add it to your services first.",
    Candidacy.OWN_REGISTRATION: "It has its own account. Ask it to come to your group first.",
    Candidacy.NEEDS_CODE: "It has no ODS code yet. It needs one first.",
    Candidacy.DISPUTED: "{holder} publishes for it. We are looking into whose it is.",
    Candidacy.COVERED_ELSEWHERE: "{holder} has published for it since {since}.",
    Candidacy.NO_ROUTE: "First say if one form can cover your services.",
    Candidacy.WORKS_DIFFERENTLY: "{differs} It needs its own form.",
    Candidacy.STEP_BACK: "It has published before. It can come with you when you reach Standards Met.",
}

ENDED = {
    Ended.REPLACED: "A newer result took its place",
    Ended.REMOVED: "You took this service out",
    Ended.SOLD: "The service has another head office",
    Ended.CLOSED: "The service closed",
    Ended.TAKEN_OVER: "Another head office publishes for it",
    Ended.WITHDRAWN: "The result was withdrawn",
    Ended.MERGED: "The head office closed, or is part of another one",
}
RAN_OUT = "It ran out"
NEVER_COUNTED = "It never counted: {why}"

# What a certificate says of itself when its cover has ended.
ENDED_HERE = {
    Ended.REPLACED: "A newer one has replaced this one.",
    Ended.REMOVED: "It stopped counting for this service on {day}.",
    Ended.SOLD: "This service has had another head office since {day}. This one does not count any more.",
    Ended.CLOSED: "This service has closed.",
    Ended.TAKEN_OVER: "Another head office has published for this service since {day}.",
    Ended.WITHDRAWN: "This was withdrawn and does not count.",
    Ended.MERGED: "The head office closed, or became part of another one. This does not count any more.",
}


def standing_words(status: Status) -> str:
    """Say in one line where an organisation stands, with who covers it."""
    by = f", through {status.by_name} ({status.by_code})" if status.how is How.COVERED else ""
    if status.level is not None:
        return f"{LEVELS[status.level]}{by}"
    if status.kind is StatusKind.EXPIRED and status.was is not None and status.valid_until is not None:
        return f"{LEVELS[status.was]}{by}, ran out on {in_full(status.valid_until)}"
    return WITHOUT_A_LEVEL[status.kind]


WITHOUT_A_LEVEL = {
    StatusKind.NOT_PUBLISHED: "Not published",
    StatusKind.UNDER_NEW_PROVIDER: "Not published under the new provider",
    StatusKind.EXPIRED: "Out of date",
    StatusKind.CLOSED: "Closed",
}


def ended_words(ended: str, *, counted: bool) -> str:
    """Say why a cover counts no more."""
    why = ENDED[Ended(ended)] if ended else RAN_OUT
    return why if counted else NEVER_COUNTED.format(why=why[0].lower() + why[1:])


def on_words(day: date | None) -> str:
    return in_full(day) if day else ""


def status_sentence(status: Status) -> str:
    """Say what decides about somebody who is not judged by what they published themselves, "" for all others."""
    if status.kind is StatusKind.CLOSED:
        return "This service has closed. You can still read everything."
    if status.kind is StatusKind.UNDER_NEW_PROVIDER:
        return "What your last head office published counts no more. Nothing is published under the new one yet."
    if not status.is_covered or status.valid_until is None:
        return ""
    until = in_full(status.valid_until)
    if status.level is not None:
        return f"{status.by_name} has published {LEVELS[status.level]} for you. It lasts until {until}."
    return f"What {status.by_name} published for you ran out on {until}."
