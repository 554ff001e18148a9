"""Rows of the lists that answer questions, for tests about what the lists amount to."""

from datetime import date
from typing import Any

from evidence.models import (
    Device,
    InformationAsset,
    ProcessingActivity,
    Supplier,
    TrainedPerson,
    TrainingCount,
)
from organisations.models import Organisation
from organisations.tenancy import acting_for
from tests.factories import NOW
from tests.factories.assessments import manager_of

LATELY = date(2026, 5, 4)


def row(home: Organisation, model: Any, **fields: Any) -> Any:
    """Put one row on a list of a home."""
    by = manager_of(home)
    with acting_for(home, user=by):
        return model.objects.create(**{"organisation": home, "saved_by": by, "saved_at": NOW, **fields})


def staff(home: Organisation, trained: int, total: int, *, away: int = 0, on: date = LATELY) -> None:
    """Put people on the training list: the first of them trained on a day, the others never; more are away."""
    by = manager_of(home)
    with acting_for(home, user=by):
        TrainedPerson.objects.bulk_create(
            TrainedPerson(
                organisation=home,
                name=f"Person {number:03}",
                trained_on=on if number < trained else None,
                away_because="" if number < total else "On long leave",
                saved_by=by,
                saved_at=NOW,
            )
            for number in range(total + away)
        )


def lose_training(home: Organisation, count: int) -> None:
    """Let the training of some people, who had it, be from long ago."""
    with acting_for(home):
        had_it = TrainedPerson.objects.current().filter(trained_on__isnull=False).order_by("name")[:count]
        TrainedPerson.objects.filter(pk__in=[person.pk for person in had_it]).update(trained_on=date(2024, 1, 1))


def counted(home: Organisation, trained: int, total: int, on: date = LATELY) -> TrainingCount:
    """Give the two numbers of a home that keeps its list of people elsewhere."""
    made: TrainingCount = row(home, TrainingCount, staff_trained=trained, staff_total=total, counted_on=on)
    return made


def whole_lists(home: Organisation) -> None:
    """Put on every list one row that lacks nothing."""
    staff(home, 20, 20)
    row(home, InformationAsset, name="Care plans", place="Office", owner="Tom", shared_with="GP", checked_on=LATELY)
    row(home, ProcessingActivity, name="Giving care", legal_reason="To give care", shared_with="GP")
    row(
        home,
        Supplier,
        name="Rota Ltd",
        does="Rotas",
        contact="0113 496 0000",
        handles_data="yes",
        runs_systems="yes",
        has_data_terms="yes",
        certificate="Cyber Essentials",
        certificate_ends_on=date(2027, 2, 1),
    )
    row(
        home,
        Device,
        name="Office laptop",
        kind="Laptop",
        support_ends_on=date(2028, 1, 1),
        has_antivirus="yes",
        is_encrypted="yes",
    )
