"""The lists of a home: most people trained, one old laptop, a contract that ends soon."""

from datetime import timedelta
from typing import Any

from assessments.demonstration.story import Story
from assessments.rules.validity import add_months
from evidence.actions.lists import add_row
from evidence.lists.columns import ListSpec
from evidence.lists.specs import DEVICES, SUPPLIERS, TRAINING

NAMES = ("Tom", "Jo", "Amina", "Sam", "Grace", "Leon", "Ravi", "Ella", "Nia", "Femi", "Alex", "Kit")
NOT_TRAINED = ("Kit",)


def fill_lists(story: Story) -> None:
    """Put a few rows on the lists, through the same action as in life."""
    for listed, rows in _rows(story):
        for words in rows:
            add_row(
                organisation=story.organisation,
                listed=listed,
                words=words,
                by=story.person,
                at=story.at(story.today),
            )


def _rows(story: Story) -> tuple[tuple[ListSpec, list[dict[str, Any]]], ...]:
    trained = [
        {"name": name, "job": "Carer", "trained_on": story.today - timedelta(days=30 * months)}
        for months, name in enumerate(NAMES, start=1)
        if name not in NOT_TRAINED
    ]
    untrained = [{"name": name, "job": "Carer"} for name in NOT_TRAINED]
    rota = {
        "name": "Rota Cloud",
        "does": "Staff rotas",
        "contact": "help@rota-cloud.example",
        "handles_data": "yes",
        "runs_systems": "yes",
        "contract_ends_on": add_months(story.today, 2),
    }
    computer = {"name": "Office computer", "kind": "Computer", "software": "Windows 11", "has_antivirus": "yes"}
    laptop = {"name": "Old laptop", "kind": "Laptop", "software": "Windows 10", "is_encrypted": "no"}
    return (TRAINING, trained + untrained), (SUPPLIERS, [rota]), (DEVICES, [computer, laptop])
