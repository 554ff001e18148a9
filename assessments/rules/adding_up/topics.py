"""Which question is about what. A test holds these against every edition, so that none of them drifts unseen.

A rule names references because an edition does not say what a question asks in a form that a program could read; in an
edition that has no such question the rule is silent.
"""

from typing import Final

from assessments.rules.answers import Answer

DATA_FEE: Final = "1.1.1"
DATA_HELD: Final = "1.1.2"
LEGAL_REASONS: Final = "1.1.4"
DATA_LEAD: Final = "1.1.5"
OWN_DEVICES: Final = "1.3.11"
PAPER_OUT: Final = "1.3.12"
FIRMS_DESTROY: Final = "1.4.2"
WE_DESTROY: Final = "1.4.3"
TRAINING: Final = "3.2.1"
LESSONS: Final = "5.1.1"
MANAGERS_TOLD: Final = "6.1.2"
PEOPLE_TOLD: Final = "6.1.3"
ANTIVIRUS: Final = "6.2.1"
MATTERS_MOST: Final = "7.1.5"
SUPPORTED: Final = "8.1.4"
RISK_NOTE: Final = "8.2.1"
SCRAMBLED: Final = "9.5.2"
FIRMS: Final = "10.1.2"
FIRMS_CHECKED: Final = "10.2.1"
DATA_TERMS: Final = "10.2.2"

# Where "does not apply" means the same thing in each.
NO_FIRMS: Final = (FIRMS, DATA_TERMS, "10.2.3", "10.2.4")
NO_SYSTEMS: Final = ("4.2.1", "4.3.1", "4.4.1", "4.4.2", "6.3.3", "7.3.3", "8.1.3", SUPPORTED, FIRMS_CHECKED)
NO_NETWORK: Final = ("9.1.1", "9.6.1")


def is_kept_elsewhere(answer: Answer | None) -> bool:
    """Say whether an answer names a place, a document or words of its own, so that our list need not say it."""
    if answer is None:
        return False
    return bool((answer.text + answer.kept_at + answer.link).strip()) or answer.documents > 0
