"""Where the answers and the list of devices and software do not fit."""

import re
from collections.abc import Iterator
from typing import Final

from assessments.rules.adding_up import topics
from assessments.rules.adding_up.facts import Facts
from assessments.rules.adding_up.reasons import Doubt, Item, Reason, about
from assessments.rules.answers import Choice
from assessments.rules.list_facts import Said, Thing, is_carried, is_computer

# "Staff own", "her own phone", but not "our own laptop".
OWN: Final = re.compile(
    r"\b(staff|carer|worker|employee)s?['\u2019]?s? own\b|\b(their|his|her|personal) own\b|\bbyod\b|\bbring your own\b"
    r"|(?<!\bour )\bown (phone|mobile|device|laptop|tablet|computer|ipad)s?\b"
)
CALLED_A_COMPUTER: Final = re.compile(r"\b(computer|pc|desktop|laptop|tablet|ipad|server)s?\b")
NETWORK: Final = re.compile(r"\b(routers?|firewalls?|wi-?fi|broadband)\b")


def support_ended(facts: Facts) -> Iterator[Doubt]:
    """Everything is supported, and a device's support has ended; a risk note that is there settles it."""
    refs = facts.saying(Choice.YES, topics.SUPPORTED)
    if refs and not facts.saying(Choice.YES, topics.RISK_NOTE):
        refs += facts.saying(Choice.DOES_NOT_APPLY, topics.RISK_NOTE)
        yield from about(Reason.SUPPORT_ENDED, refs, _ended(facts), others=(topics.RISK_NOTE,))


def old_but_none_said(facts: Facts) -> Iterator[Doubt]:
    """A risk note does not apply, for everything is supported, and a device's support has ended."""
    refs = facts.saying(Choice.DOES_NOT_APPLY, topics.RISK_NOTE)
    if not facts.saying(Choice.YES, topics.SUPPORTED):  # else the rule above says it
        yield from about(Reason.OLD_BUT_NONE_SAID, refs, _ended(facts))


def _ended(facts: Facts) -> Iterator[Item]:
    return (
        Item(device.name, device.software, device.support_ends_on)
        for device in facts.lists.things
        if facts.is_past(device.support_ends_on)
    )


def antivirus_off(facts: Facts) -> Iterator[Doubt]:
    """Antivirus is on every computer, and the list says no for one. A phone or a router is not asked about."""
    off = (device for device in facts.lists.things if device.has_antivirus is Said.NO and is_computer(device))
    yield from about(Reason.ANTIVIRUS_OFF, facts.saying(Choice.YES, topics.ANTIVIRUS), _named(off))


def no_devices_said(facts: Facts) -> Iterator[Doubt]:
    """There are no computers, and the list has one that is called so."""
    computers = (device for device in facts.lists.things if CALLED_A_COMPUTER.search(_called(device)))
    refs = facts.saying(Choice.DOES_NOT_APPLY, topics.ANTIVIRUS)
    yield from about(Reason.NO_DEVICES_SAID, refs, _named(computers))


def not_scrambled(facts: Facts) -> Iterator[Doubt]:
    """Data on what is carried is scrambled, and the list says no for one such device."""
    plain = (device for device in facts.lists.things if device.is_encrypted is Said.NO and is_carried(device))
    yield from about(Reason.NOT_SCRAMBLED, facts.saying(Choice.YES, topics.SCRAMBLED), _named(plain))


def no_network_said(facts: Facts) -> Iterator[Doubt]:
    """There is no network, and the list has a router or a firewall."""
    network = (device for device in facts.lists.things if NETWORK.search(_called(device)))
    refs = facts.saying(Choice.DOES_NOT_APPLY, *topics.NO_NETWORK)
    yield from about(Reason.NO_NETWORK_SAID, refs, _named(network))


def no_systems_said(facts: Facts) -> Iterator[Doubt]:
    """There are no IT systems, and a firm runs one, or a device runs software."""
    refs = facts.saying(Choice.DOES_NOT_APPLY, *topics.NO_SYSTEMS)
    run = [Item(firm.name, firm.does) for firm in facts.lists.firms if firm.runs_systems is Said.YES]
    devices = [Item(device.name, device.software) for device in facts.lists.things if device.software]
    yield from about(Reason.NO_SYSTEMS_SAID, refs, [*run, *devices])


def staff_own(facts: Facts) -> Iterator[Doubt]:
    """Nobody uses a device of their own, and the list has one that says so in those words."""
    own = (
        Item(device.name, device.owner)
        for device in facts.lists.things
        if any(OWN.search(words.casefold()) for words in (device.owner, device.kind, device.name))
    )
    yield from about(Reason.STAFF_OWN, facts.saying(Choice.DOES_NOT_APPLY, topics.OWN_DEVICES), own)


def nothing_ranked(facts: Facts) -> Iterator[Doubt]:
    """The list shows what matters most, and says it of nothing; unless the answer names another list."""
    refs = facts.saying(Choice.YES, topics.MATTERS_MOST)
    is_silent = facts.lists.things and all(device.matters_most is not Said.YES for device in facts.lists.things)
    if refs and is_silent and not topics.is_kept_elsewhere(facts.answer(topics.MATTERS_MOST)):
        yield Doubt(Reason.NOTHING_RANKED, refs)


def _named(devices: Iterator[Thing]) -> Iterator[Item]:
    return (Item(device.name, device.software) for device in devices)


def _called(device: Thing) -> str:
    return f"{device.kind} {device.name}".casefold()
