"""What runs out and wants doing again: papers, fees, certificates, contracts, support and training (F4, F17, R25)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from assessments.rules.list_facts import Trainee
from assessments.rules.training_forecast import falls_short_on

SOON: Final = timedelta(days=60)


class RenewalKind(StrEnum):
    """Name what can run out; of those that do on one day the first here comes first."""

    DATA_FEE = "data-fee"
    CYBER_ESSENTIALS_PLUS = "cyber-essentials-plus"
    TRAINING = "training"
    DOCUMENT = "document"
    CONTRACT = "contract"
    CERTIFICATE = "certificate"
    SUPPORT = "support"


ORDER: Final = {kind: number for number, kind in enumerate(RenewalKind)}


@dataclass(frozen=True, slots=True)
class Renewal:
    """Something that runs out: `on` is its last good day.

    `name` says which one, "" where there is only one of its kind. `more` counts others of the kind on the same day.
    """

    kind: RenewalKind
    name: str
    on: date
    id: int | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class RenewalFacts:
    """What is known: rows with a last good day, the two days of the profile, and the people of the training list."""

    rows: tuple[Renewal, ...] = ()
    data_fee_ends_on: date | None = None
    cyber_ends_on: date | None = None
    trainees: Sequence[Trainee] = ()


def looked_ahead_to(today: date, deadline: date) -> date:
    """Return the last day that renewals are shown for: the year's deadline, and 60 days once that is nearer."""
    return max(deadline, today + SOON)


def renewals(facts: RenewalFacts, today: date, until: date) -> tuple[Renewal, ...]:
    """Return what runs out by a day, the soonest first; what has run out stays until somebody renews it.

    Those of a kind on the same day are one line.
    """
    found = [one for one in _all(facts, today) if one.on <= until]
    found.sort(key=lambda one: (one.on, ORDER[one.kind], one.name, one.id or 0))
    return tuple(_joined(same) for _, same in groupby(found, key=lambda one: (one.on, one.kind)))


def _all(facts: RenewalFacts, today: date) -> Iterator[Renewal]:
    yield from facts.rows
    if facts.data_fee_ends_on:
        yield Renewal(RenewalKind.DATA_FEE, "", facts.data_fee_ends_on)
    if facts.cyber_ends_on:
        yield Renewal(RenewalKind.CYBER_ESSENTIALS_PLUS, "", facts.cyber_ends_on)
    short_on = falls_short_on(facts.trainees, today)
    # Too few today is a question without its answer, not something that runs out.
    if short_on and short_on > today:
        yield Renewal(RenewalKind.TRAINING, "", short_on - timedelta(days=1))


def _joined(same: Iterable[Renewal]) -> Renewal:
    first, *others = same
    return replace(first, more=len(others))
