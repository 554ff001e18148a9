"""The counts on the assessment's row, kept by every action that can change them."""

from collections.abc import Mapping
from datetime import date

from assessments.editions import edition
from assessments.models import Assessment
from assessments.rules.answers import Answer
from assessments.rules.completeness import is_satisfied
from assessments.rules.levels import Level
from organisations.tenancy import action


@action
def recount(
    assessment: Assessment, answers: Mapping[str, Answer], exempt: frozenset[str], *, today: date, **changes: object
) -> None:
    """Count the satisfied questions again and save the counts, with any other changes, in one statement."""
    questions = edition(assessment.edition)
    needed = questions.needed_for(Level.MET)
    done = {question.ref for question in needed if is_satisfied(question, answers.get(question.ref), exempt, today)}
    counts = {
        "approaching_done": sum(question.ref in done for question in questions.needed_for(Level.APPROACHING)),
        "met_done": len(done),
    }
    for name, value in {**counts, **changes}.items():
        setattr(assessment, name, value)
    assessment.save(update_fields=[*counts, *changes])
