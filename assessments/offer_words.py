"""The words for what the lists offer: the answer that would be saved, and what a list still lacks (F17)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from assessments.dates import in_full
from assessments.rules.answers import Answer, Choice
from assessments.rules.findings import Finding, Lack, Lacking
from assessments.rules.offering import OfferState, Proves
from assessments.rules.roll_up import Count
from assessments.rules.training import fewest_trained
from assessments.rules.training_forecast import Forecast, RunsOut

MOST_NAMES: Final = 5
MOST_WHO_RUN_OUT: Final = 10

HEADINGS: Final = {
    OfferState.READY: "Your list answers this",
    OfferState.NOT_YET: "Your list can answer this soon",
    OfferState.AGREES: "Your list says the same",
    OfferState.DIFFERS: "Your list says something else now",
}

# What would be answered: one row, several, and the words, with how many rows there are and the day they name.
_ANSWERS: Final = {
    Proves.DATA_HELD: (
        ("set of records", "sets of records"),
        "Our list has {rows}. It says where each is kept and who looks after it. The oldest check was on {day}.",
    ),
    Proves.LEGAL_REASONS: (
        ("use of personal data", "uses of personal data"),
        "Our list has {rows}. Each has its legal reason.",
    ),
    Proves.DATA_MOVES: (("line", "lines"), "Our lists say who gets a copy. They have {rows}, and each one says it."),
    Proves.DEVICES: (("line", "lines"), "Our list has {rows}. It was last changed on {day}."),
    Proves.ANTIVIRUS: (("computer or tablet", "computers and tablets"), "Our list has {rows}. Each has antivirus."),
    Proves.ENCRYPTION: (
        ("device that could be lost", "devices that could be lost"),
        "Our list has {rows}. Each is scrambled (encrypted).",
    ),
    Proves.SUPPORT: (
        ("line", "lines"),
        "Our list has {rows}. The maker still supports each one. The first support to end is on {day}.",
    ),
    Proves.FIRMS: (
        ("firm that can see personal data", "firms that can see personal data"),
        "Our list has {rows}. It says what each one does and how to reach it.",
    ),
    Proves.CERTIFICATES: (
        ("firm that runs our systems", "firms that run our systems"),
        "Our list has {rows}. Each has a certificate in date. The first one to end is on {day}.",
    ),
    Proves.DATA_TERMS: (
        ("firm that can see personal data", "firms that can see personal data"),
        "Our list has {rows}. Each contract has the terms that the law asks for.",
    ),
}
# Where the list is kept, for questions that ask for a paper.
_KEPT_AT: Final = {
    Proves.DATA_HELD: "In this service: the list of data we hold",
    Proves.DATA_MOVES: "In this service: the lists of data we hold and how we use it",
    Proves.DEVICES: "In this service: the list of devices and software",
}

# One row lacks it, and several do.
LACKS: Final = {
    Lack.TOO_FEW_TRAINED: ("", ""),  # said with its numbers
    Lack.NOBODY_TO_COUNT: ("There is nobody on your list to count", ""),
    Lack.COUNTED_LONG_AGO: ("You counted more than a year ago. Count again", ""),
    Lack.NO_PLACE: ("1 does not say where it is kept", "{} do not say where they are kept"),
    Lack.NO_OWNER: ("1 does not say who looks after it", "{} do not say who looks after them"),
    Lack.NOT_CHECKED: ("1 was not checked in the last year", "{} were not checked in the last year"),
    Lack.NO_LEGAL_REASON: ("1 has no legal reason", "{} have no legal reason"),
    Lack.NOT_SAID_WHO_GETS_IT: ("1 does not say who gets a copy", "{} do not say who gets a copy"),
    Lack.LEFT_FOR_A_YEAR: ("Nothing on it was changed for a year. Look through it", ""),
    Lack.NO_ANTIVIRUS: ("1 has no antivirus", "{} have no antivirus"),
    Lack.ANTIVIRUS_NOT_SAID: ("1 does not say if it has antivirus", "{} do not say if they have antivirus"),
    Lack.NOT_ENCRYPTED: ("1 is not scrambled (encrypted)", "{} are not scrambled (encrypted)"),
    Lack.ENCRYPTION_NOT_SAID: (
        "1 does not say if it is scrambled (encrypted)",
        "{} do not say if they are scrambled (encrypted)",
    ),
    Lack.SUPPORT_ENDED: ("1 has lost its support", "{} have lost their support"),
    Lack.SUPPORT_NOT_SAID: ("1 does not say when its support ends", "{} do not say when their support ends"),
    Lack.DATA_NOT_SAID: ("1 firm does not say if it can see data", "{} firms do not say if they can see data"),
    Lack.SYSTEMS_NOT_SAID: ("1 firm does not say if it runs systems", "{} firms do not say if they run systems"),
    Lack.NOT_SAID_WHAT_IT_DOES: ("1 firm does not say what it does", "{} firms do not say what they do"),
    Lack.NO_CONTACT: ("1 firm has no contact", "{} firms have no contact"),
    Lack.NO_CERTIFICATE: ("1 firm has no certificate", "{} firms have no certificate"),
    Lack.CERTIFICATE_END_NOT_SAID: (
        "1 certificate has no end date",
        "{} certificates have no end date",
    ),
    Lack.CERTIFICATE_ENDED: ("1 certificate has run out", "{} certificates have run out"),
    Lack.NO_DATA_TERMS: ("1 contract has no terms for data", "{} contracts have no terms for data"),
    Lack.DATA_TERMS_NOT_SAID: (
        "1 firm does not say if its contract has terms for data",
        "{} firms do not say if their contracts have terms for data",
    ),
}


def answer_words(proves: Proves, found: Finding) -> dict[str, Any]:
    """Give the fields of the answer that a list offers, as `save_answer` takes them."""
    words: dict[str, Any] = {"choice": Choice.YES, "text": _text(proves, found)}
    if proves in _KEPT_AT:
        words["kept_at"] = _KEPT_AT[proves]
    if found.count is not None:
        words |= {"staff_total": found.count.total, "staff_trained": found.count.trained}
    return words


def _text(proves: Proves, found: Finding) -> str:
    day, count = in_full(found.on) if found.on else "", found.count
    if count is not None:
        done = f"{count.trained:,} of our {count.total:,} staff had done the training"
        return f"On {day}, {done}. That is {count.share}%."
    (one, many), words = _ANSWERS[proves]
    return words.format(rows=f"{found.rows:,} {one if found.rows == 1 else many}", day=day)


def finding_words(state: OfferState, found: Finding, ref: str) -> str:
    """Say in one or two sentences what the list amounts to; of people always the numbers."""
    count = found.count
    if count is None or not count.total:
        return _WITHOUT_NUMBERS[state].format(ref)
    if state is OfferState.DIFFERS:
        return f"Your list says {count.trained:,} of {count.total:,} now. {_target(count)}"
    return f"{share_words(count)} That meets {ref}." if found.is_ready else f"{share_words(count)} {_target(count)}"


_WITHOUT_NUMBERS: Final = {
    OfferState.READY: "It says all that question {} asks for.",
    OfferState.NOT_YET: "It does not say all that question {} asks for yet.",
    OfferState.AGREES: "It says all that question {} asks for.",
    OfferState.DIFFERS: "Your answer to {} is yes. Your list does not say all of that now.",
}


def counts_words(own: Answer) -> str:
    """Say which numbers an answer has, if it has any."""
    if own.staff_total is None or own.staff_trained is None:
        return ""
    return f"Your answer says {own.staff_trained:,} of {own.staff_total:,}."


def share_words(count: Count) -> str:
    """Write a count with its share in whole percent, rounded down: "48 of 50 staff: 96%."."""
    return f"{count.trained:,} of {count.total:,} staff: {count.share}%."


def _target(count: Count) -> str:
    """Say how many it takes, and how many more that is."""
    needed = fewest_trained(count.total)
    more = needed - count.trained
    people = "1 more person needs" if more == 1 else f"{more:,} more people need"
    return f"You need {needed:,}. {people} to train." if more > 0 else f"You need {needed:,}."


def lacking_words(lacking: Lacking) -> tuple[str, str]:
    """Say what is lacking, and name the rows that lack it: the first few of very many."""
    one, many = LACKS[lacking.why]
    words = one if len(lacking.names) < 2 else many.format(f"{len(lacking.names):,}")  # noqa: PLR2004 - one or many
    return words, listed(lacking.names, MOST_NAMES)


def listed(names: Sequence[str], most: int) -> str:
    """Write names in a line, and of more than `most` how many more there are."""
    shown = list(names[:most])
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most:,} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def forecast_words(later: Forecast) -> str:
    """Say what a training list will amount to on a day, and how many must train before then."""
    said = f"On {in_full(later.on)} it will be {later.count.trained:,} of {later.count.total:,}: {later.count.share}%."
    if not later.short_by:
        return f"{said} That is enough."
    people = "1 person needs" if later.short_by == 1 else f"{later.short_by:,} people need"
    return f"{said} {people} to train before then."


def runs_out_words(one: RunsOut) -> str:
    """Say whose training counts until when."""
    return f"{one.name}: until {in_full(one.last_day)}"


def falls_short_words(day: date | None, today: date) -> str:
    """Say when too few will be trained; nothing if that is so already, or if there is nobody."""
    if day is None or day <= today:
        return ""
    return f"From {in_full(day)} it will be too few, if nobody trains before then."
