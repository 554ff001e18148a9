"""The assessment: years, answers and their history, confirmations, the plan, publications, cover, shared answers."""

from assessments.models.answers import Answer, AnswerDraft, AnswerRevision, Confirmation
from assessments.models.assessments import Assessment, ToolkitYear
from assessments.models.coverage import Coverage, SiteTick, Standing
from assessments.models.plan import PlanRow
from assessments.models.publications import Publication
from assessments.models.sharing import RouteReply, RouteResult, SharedAnswer, SiteDifference, SiteReply

__all__ = [
    "Answer",
    "AnswerDraft",
    "AnswerRevision",
    "Assessment",
    "Confirmation",
    "Coverage",
    "PlanRow",
    "Publication",
    "RouteReply",
    "RouteResult",
    "SharedAnswer",
    "SiteDifference",
    "SiteReply",
    "SiteTick",
    "Standing",
    "ToolkitYear",
]
