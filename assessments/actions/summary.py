"""The counts on the assessment's row, kept by every action that can change them."""

from collections.abc import Iterable
from datetime import date

from assessments.editions import edition
from assessments.models import Answer, Assessment
from assessments.rules.completeness import is_satisfied
from assessments.rules.levels import Level
from assessments.snapshots import answer_facts
from organisations.tenancy import action


@action
def recount(
    assessment: Assessment, answers: Iterable[Answer], exempt: frozenset[str], *, today: date, **changes: object
) -> None:
    """Count the satisfied questions again and save the counts, with any other changes, in one statement."""
    facts = {answer.ref: answer_facts(answer) for answer in answers}
    questions = edition(assessment.edition)

    def done(level: Level) -> int:
        return sum(is_satisfied(q, facts.get(q.ref), exempt, today) for q in questions.needed_for(level))

    counts = {"approaching_done": done(Level.APPROACHING), "met_done": done(Level.MET)}
    for name, value in {**counts, **changes}.items():
        setattr(assessment, name, value)
    assessment.save(update_fields=[*counts, *changes])
