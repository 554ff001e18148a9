"""Why two things do not fit together, and what a rule says when they do not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Reason(StrEnum):
    """Name what does not fit."""

    SUPPORT_ENDED = "support-ended"
    OLD_BUT_NONE_SAID = "old-but-none-said"
    ANTIVIRUS_OFF = "antivirus-off"
    NO_DEVICES_SAID = "no-devices-said"
    NOT_SCRAMBLED = "not-scrambled"
    NO_NETWORK_SAID = "no-network-said"
    NO_SYSTEMS_SAID = "no-systems-said"
    STAFF_OWN = "staff-own"
    NOTHING_RANKED = "nothing-ranked"

    NO_FIRMS_SAID = "no-firms-said"
    NO_CERTIFICATE = "no-certificate"
    CERTIFICATE_ENDED = "certificate-ended"
    CONTRACT_ENDED = "contract-ended"
    NO_DATA_TERMS = "no-data-terms"
    NO_CONTACT = "no-contact"
    FIRM_DESTROYS = "firm-destroys"
    LIST_EMPTY = "list-empty"
    NHSMAIL_AND_ANOTHER = "nhsmail-and-another"

    TRAINING_SHORT = "training-short"
    TRAINING_DIFFERS = "training-differs"
    TRAINED_LATER = "trained-later"
    COUNTED_LONG_AGO = "counted-long-ago"
    LEAD_DIFFERS = "lead-differs"
    PAPER_RECORDS = "paper-records"
    KEPT_NOWHERE = "kept-nowhere"
    NOT_CHECKED = "not-checked"
    NO_LEGAL_REASON = "no-legal-reason"

    BLANK_LEFT = "blank-left"
    FEE_NUMBER_DIFFERS = "fee-number-differs"
    FEE_ENDED = "fee-ended"
    FEE_NOT_DUE = "fee-not-due"
    FEE_DUE = "fee-due"
    BREACH_OR_NONE = "breach-or-none"
    NOBODY_DESTROYS = "nobody-destroys"
    CHECKED_LONG_AGO = "checked-long-ago"
    PLUS_ENDED = "plus-ended"
    PLUS_AND_OLD = "plus-and-old"
    YES_BUT_ON_PLAN = "yes-but-on-plan"
    PLAN_DONE = "plan-done"

    PLUS_HELD = "plus-held"
    DOCUMENT_OUT_OF_DATE = "document-out-of-date"
    DOCUMENT_MISSING = "document-missing"
    DOCUMENT_REFUSED = "document-refused"
    DOCUMENT_FROM_LATER = "document-from-later"
    PROOF_TOO_OLD = "proof-too-old"
    PLAN_AFTER_TEST = "plan-after-test"
    TICKED_NOT_YET = "ticked-not-yet"
    THERE_BUT_NOT_YET = "there-but-not-yet"


@dataclass(frozen=True, slots=True)
class Item:
    """A row, a document or a value that does not fit: its name, what is said of it there, and the day it is about.

    `document` is its id where it is one of the register, `group` the name of who shares it, "" for one's own.
    """

    name: str
    detail: str = ""
    on: date | None = None
    document: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two things that do not fit: what was said to questions, and what other answers or items say.

    `said` is the value of the answer where it is about one. Without `refs` it is about the organisation's details.
    """

    reason: Reason
    refs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    others: tuple[str, ...] = ()
    said: str = ""


def about(
    reason: Reason, refs: tuple[str, ...], items: Iterable[Item], *, others: tuple[str, ...] = (), said: str = ""
) -> Iterator[Doubt]:
    """Give one doubt about all the items, if something was said and there is an item that does not fit."""
    found = tuple(items)
    if refs and found:
        yield Doubt(reason, refs, found, others, said)
