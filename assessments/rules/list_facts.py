"""What the lists say: their rows as the rules read them, and what a training list amounts to on a day (R25)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from assessments.rules.roll_up import Count
from assessments.rules.training import counts_as_trained


class Register(StrEnum):
    """Name the lists, as the editions do in `Question.register`."""

    TRAINING = "training"
    INFORMATION_ASSETS = "information-assets"
    PROCESSING = "processing"
    SUPPLIERS = "suppliers"
    DEVICES = "devices"


class Said(StrEnum):
    """Say what was answered in a column of yes and no; nothing said is not a no."""

    UNKNOWN = ""
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody on the training list; who is away for long is not counted (R25)."""

    name: str
    trained_on: date | None = None
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """Two numbers instead of a list of people, true on the day they were counted."""

    trained: int
    total: int
    on: date


@dataclass(frozen=True, slots=True)
class Asset:
    """A set of records."""

    name: str
    place: str = ""
    owner: str = ""
    shared_with: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """A way that personal data is used."""

    name: str
    legal_reason: str = ""
    shared_with: str = ""


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm that does something for the organisation."""

    name: str
    does: str = ""
    contact: str = ""
    handles_data: Said = Said.UNKNOWN
    runs_systems: Said = Said.UNKNOWN
    has_data_terms: Said = Said.UNKNOWN
    certificate: str = ""
    certificate_ends_on: date | None = None
    contract_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """A device, program or online service; `saved_on` is the London date its row was last changed."""

    name: str
    saved_on: date
    kind: str = ""
    support_ends_on: date | None = None
    has_antivirus: Said = Said.UNKNOWN
    is_encrypted: Said = Said.UNKNOWN
    matters_most: Said = Said.UNKNOWN
    software: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """Every list of one organisation, or those of them that somebody asked for."""

    people: tuple[Trainee, ...] = ()
    counted: Counted | None = None
    assets: tuple[Asset, ...] = ()
    activities: tuple[Activity, ...] = ()
    firms: tuple[Firm, ...] = ()
    things: tuple[Thing, ...] = ()


def count_people(people: Iterable[Trainee], day: date) -> Count:
    """Count who is trained on a day, of all who are not away; nobody of nobody when all are (R25)."""
    here = [person for person in people if not person.is_away]
    return Count(sum(is_trained(person, day) for person in here), len(here))


def is_trained(person: Trainee, day: date) -> bool:
    """Say whether somebody's training counts on a day (R25)."""
    return person.trained_on is not None and counts_as_trained(person.trained_on, day)


# What people call their devices. A row with none of these words, such as one with its make alone, could be anything.
COMPUTERS: Final = frozenset(
    ["chromebook", "computer", "desktop", "imac", "ipad", "laptop", "macbook", "notebook", "pc", "server", "tablet"]
)
CARRIED: Final = frozenset(
    ["chromebook", "handset", "ipad", "iphone", "laptop", "macbook", "mobile", "notebook", "phone", "smartphone"]
) | {"stick", "tablet", "telephone", "usb"}
NEITHER: Final = frozenset(
    ["app", "application", "camera", "cctv", "firewall", "landline", "online", "printer", "program", "programme"]
) | {"router", "scanner", "service", "software", "switch", "website"}


def is_computer(thing: Thing) -> bool:
    """Say whether a row is a computer, laptop or tablet, or could be one: no word says what it is."""
    return bool(_words_about(thing) & COMPUTERS) or _could_be_anything(thing)


def is_carried(thing: Thing) -> bool:
    """Say whether a row is something that can be carried off with data on it, or could be that."""
    return bool(_words_about(thing) & CARRIED) or _could_be_anything(thing)


def _could_be_anything(thing: Thing) -> bool:
    return not _words(f"{thing.kind} {thing.name}") & (COMPUTERS | CARRIED | NEITHER)


def _words_about(thing: Thing) -> frozenset[str]:
    """Give the words that say what a row is: of its kind, and of its name unless the kind is a program or the like."""
    kind = _words(thing.kind)
    is_neither = bool(kind & NEITHER) and not kind & (COMPUTERS | CARRIED)
    return kind if is_neither else kind | _words(thing.name)


def _words(text: str) -> frozenset[str]:
    """Give the words in small letters, each also without the s at its end."""
    found = re.findall(r"[a-z]+", text.casefold())
    return frozenset([*found, *(word.removesuffix("s") for word in found)])
