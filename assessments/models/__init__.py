"""The assessment: years, answers and their history, confirmations, the plan, publications."""

from assessments.models.answers import Answer, AnswerDraft, AnswerRevision, Confirmation
from assessments.models.assessments import Assessment, ToolkitYear
from assessments.models.plan import PlanRow
from assessments.models.publications import Publication

__all__ = [
    "Answer",
    "AnswerDraft",
    "AnswerRevision",
    "Assessment",
    "Confirmation",
    "PlanRow",
    "Publication",
    "ToolkitYear",
]
