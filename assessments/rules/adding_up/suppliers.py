"""Where the answers and the list of firms do not fit."""

import re
from collections.abc import Iterator
from typing import Final

from assessments.rules.adding_up import topics
from assessments.rules.adding_up.facts import Facts
from assessments.rules.adding_up.reasons import Doubt, Item, Reason, about
from assessments.rules.answers import Choice
from assessments.rules.list_facts import Firm, Said
from assessments.rules.profile import Tri

DESTROYS: Final = re.compile(r"\b(shred\w*|destroy\w*|destruction)\b")
EMAIL: Final = re.compile(r"\be-?mails?\b")
# Firms that send news by email do not give anybody a mailbox.
NO_MAILBOX: Final = re.compile(r"\b(marketing|newsletters?|campaigns?|mailshots?)\b")


def no_firms_said(facts: Facts) -> Iterator[Doubt]:
    """No outside firm handles personal data, and the list says that one does."""
    refs = facts.saying(Choice.DOES_NOT_APPLY, *topics.NO_FIRMS)
    yield from about(Reason.NO_FIRMS_SAID, refs, map(_item, _handling(facts)))


def no_certificate(facts: Facts) -> Iterator[Doubt]:
    """Each firm that runs a system has a certificate, and the list has none.

    A firm that the answer names is settled there.
    """
    bare = (firm for firm in _running(facts) if not firm.certificate.strip() and firm.certificate_ends_on is None)
    yield from about(Reason.NO_CERTIFICATE, facts.saying(Choice.YES, topics.FIRMS_CHECKED), map(_item, bare))


def certificate_ended(facts: Facts) -> Iterator[Doubt]:
    """Each firm that runs a system has a certificate, and one has ended."""
    ended = (
        Item(firm.name, firm.certificate, firm.certificate_ends_on)
        for firm in _running(facts)
        if facts.is_past(firm.certificate_ends_on)
    )
    yield from about(Reason.CERTIFICATE_ENDED, facts.saying(Choice.YES, topics.FIRMS_CHECKED), ended)


def contract_ended(facts: Facts) -> Iterator[Doubt]:
    """The list of firms is kept, or their contracts were checked, and the contract of one that sees data has ended."""
    ended = (
        Item(firm.name, firm.does, firm.contract_ends_on)
        for firm in _handling(facts)
        if facts.is_past(firm.contract_ends_on)
    )
    yield from about(Reason.CONTRACT_ENDED, facts.saying(Choice.YES, topics.FIRMS, topics.DATA_TERMS), ended)


def no_data_terms(facts: Facts) -> Iterator[Doubt]:
    """Contracts say how data is kept safe, and the list says no for a firm that sees it."""
    without = (firm for firm in _handling(facts) if firm.has_data_terms is Said.NO)
    yield from about(Reason.NO_DATA_TERMS, facts.saying(Choice.YES, topics.DATA_TERMS), map(_item, without))


def no_contact(facts: Facts) -> Iterator[Doubt]:
    """The list says what each firm that sees data does and how to reach it, and it does not."""
    lacking = (firm for firm in _handling(facts) if not (firm.does.strip() and firm.contact.strip()))
    yield from about(Reason.NO_CONTACT, facts.saying(Choice.YES, topics.FIRMS), map(_item, lacking))


def firm_destroys(facts: Facts) -> Iterator[Doubt]:
    """No outside firm destroys records, and the list has one for that, in those words."""
    found = (firm for firm in facts.lists.firms if DESTROYS.search(firm.does.casefold()))
    yield from about(Reason.FIRM_DESTROYS, facts.saying(Choice.DOES_NOT_APPLY, topics.FIRMS_DESTROY), map(_item, found))


def list_empty(facts: Facts) -> Iterator[Doubt]:
    """There is a list of firms, nothing says where, and the one here is empty while other lists here are used."""
    refs = facts.saying(Choice.YES, topics.FIRMS)
    is_nowhere = not topics.is_kept_elsewhere(facts.answer(topics.FIRMS))
    if refs and is_nowhere and facts.uses_lists and not facts.lists.firms:
        yield Doubt(Reason.LIST_EMPTY, refs)


def nhsmail_and_another(facts: Facts) -> Iterator[Doubt]:
    """Only NHSmail is used, and a firm that is not the NHS gives email."""
    found = tuple(_item(firm) for firm in facts.lists.firms if _gives_email(firm))
    if found and facts.case.profile.nhsmail_only is Tri.YES:
        yield Doubt(Reason.NHSMAIL_AND_ANOTHER, items=found)


def _gives_email(firm: Firm) -> bool:
    does = firm.does.casefold()
    is_nhs = "nhs" in firm.name.casefold() or "nhsmail" in does
    return bool(EMAIL.search(does)) and not NO_MAILBOX.search(does) and not is_nhs


def _handling(facts: Facts) -> Iterator[Firm]:
    return (firm for firm in facts.lists.firms if firm.handles_data is Said.YES)


def _running(facts: Facts) -> Iterator[Firm]:
    answer = facts.answer(topics.FIRMS_CHECKED)
    told = answer.text.casefold() if answer else ""
    return (
        firm for firm in facts.lists.firms if firm.runs_systems is Said.YES and firm.name.strip().casefold() not in told
    )


def _item(firm: Firm) -> Item:
    return Item(firm.name, firm.does)
