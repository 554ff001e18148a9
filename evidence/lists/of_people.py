"""The list of who has done training."""

from typing import Final

from evidence.lists.columns import Column, Kind, Lack, ListSpec
from evidence.models import TrainedPerson

MOST_NAME: Final = 120

TRAINING: Final = ListSpec(
    slug="training",
    register="training",
    title="Who has done training",
    why="Staff who know the risks make fewer mistakes. This list shows how many have done the training in the last "
    "year.",
    one="person",
    many="people",
    add="Add a person",
    model=TrainedPerson,
    second="job",
    second_words="job",
    lack=Lack("trained_on", "has no training date", "have no training date", unless="away_because"),
    columns=(
        Column(
            "name",
            "Name",
            required="Enter the name",
            most=MOST_NAME,
            aliases="full name, staff name, staff member, staff, employee, employee name, worker, worker "
            "name, person, colleague, name of staff, name of employee, who, learner, learner name",
            halves=(
                "first name, forename, given name, firstname, first",
                "surname, last name, family name, lastname, last",
            ),
        ),
        Column(
            "job",
            "Job",
            most=MOST_NAME,
            aliases="job title, role, job role, position, post",
        ),
        Column(
            "trained_on",
            "Last trained on",
            Kind.DATE,
            hint="Like 27 3 2026. Leave this empty if they have not done it yet.",
            is_past=True,
            aliases="trained on, date trained, date of training, training date, last trained, trained, date, "
            "completed, date completed, completed on, completion date, date of completion, training, "
            "data security training, data protection training, gdpr training, date last trained",
        ),
        Column(
            "away_because",
            "Away because",
            hint="Only for somebody who is away for long, like sick leave. Say why. They are then left out of the "
            "count.",
            aliases="away, absent, absence, reason away, long term absence, on leave, long term sick",
            blanks="no, n, none, false, 0, -, n/a",
        ),
    ),
)
