"""The words for what the rules say: one table for each set of codes, so that a test can see that none is missing."""

from assessments.rules.answers import AnswerProblem, Choice
from assessments.rules.blockers import Reason
from assessments.rules.levels import Level
from assessments.rules.plan import EntryProblem
from assessments.rules.questions import Kind
from evidence.models import PaperTick

LEVELS = {
    Level.APPROACHING: "Approaching Standards",
    Level.MET: "Standards Met",
    Level.EXCEEDED: "Standards Exceeded",
}

CHOICES = {
    Choice.YES: "Yes",
    Choice.NO: "No",
    Choice.NOT_YET: "Not yet",
    Choice.DOES_NOT_APPLY: "Does not apply",
    Choice.NOT_SURE: "I am not sure",
}
# "Yes" reads oddly after "What number ...?".
YES_TO_A_TEXT = "I can answer this"

# What can be said to a line of the checklist.
SAYS = {
    PaperTick.Says.YES: "Yes",
    PaperTick.Says.NOT_YET: "Not yet",
    PaperTick.Says.NOT_SURE: "Not sure",
    PaperTick.Says.DOES_NOT_APPLY: "Does not apply",
}

CARE_KINDS = {
    "care_home": "Care home",
    "home_care": "Home care",
    "supported_living": "Supported living",
    "other": "Another kind of care",
}

# Which field of the answer form a problem belongs to, and what to say there.
ANSWER_PROBLEMS = {
    AnswerProblem.CHOICE_NOT_ALLOWED: ("choice", "Choose one of the answers"),
    AnswerProblem.TEXT_MISSING: ("text", "Write your answer in the box, or choose not yet"),
    AnswerProblem.PLACE_MISSING: ("kept_at", "Say where you keep it, or choose not yet"),
    AnswerProblem.DATE_MISSING: ("on", "Enter the date"),
    AnswerProblem.DATE_IN_FUTURE: ("on", "The date must be today or before today"),
    AnswerProblem.REASON_MISSING: ("reason", "Say why this does not apply to you"),
    AnswerProblem.COUNTS_MISSING: ("staff_total", "Enter how many staff you have and how many did the training"),
    AnswerProblem.TOTAL_ZERO: ("staff_total", "Enter how many staff you have. It must be at least 1"),
    AnswerProblem.NEGATIVE: ("staff_total", "Enter a whole number, like 12"),
    AnswerProblem.TRAINED_OVER_TOTAL: ("staff_trained", "This cannot be more than the number of staff you have"),
}

ENTRY_PROBLEMS = {
    EntryProblem.ACTION_MISSING: ("action", "Say what you will do"),
    EntryProblem.OWNER_MISSING: ("owner", "Say who will do it"),
    EntryProblem.DATE_MISSING: ("target_on", "Enter the date it will be done by"),
    EntryProblem.DATE_NOT_AFTER_TODAY: ("target_on", "The date must be after today"),
    EntryProblem.DATE_AFTER_VALIDITY: (
        "target_on",
        "Choose an earlier date: it must be before your standard would run out",
    ),
}

# What to say where a level is not held out at all.
WHY_NOT = {
    Reason.APPROACHING_ALREADY_USED: "You used Approaching Standards before. The rules let you use it once.",
    Reason.PUBLISHED_BEFORE: "You have published before. Approaching Standards is only for the first time.",
    Reason.MET_ALREADY_REACHED: "You do not need this one. Your answers reach Standards Met.",
    Reason.NO_LIVE_CERTIFICATE: "This one needs a Cyber Essentials Plus certificate that is in date.",
}

DETAILS = {
    "name": "Your service's name and place",
    "care_kinds": "What kind of care you give",
    "ico": "Your data fee number (ICO)",
    "earlier": "If you have published on the national toolkit before",
    "nhsmail_only": "If you only use NHSmail",
    "cyber": "If you have Cyber Essentials Plus",
}

ANSWER_LABELS = {
    Kind.CONFIRM: "Say how you do this (if you can)",
    Kind.TEXT: "Your answer",
    Kind.DOCUMENT: "Anything else to say (if you want to)",
    Kind.DATE: "Anything else to say (if you want to)",
}
