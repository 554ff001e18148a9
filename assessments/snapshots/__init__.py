"""The only bridge from rows to the rules' data: a fixed number of queries, whatever is answered.

`load` takes two: the assessment with its year, profile, confirmations, plan and history (as JSON), and the answers.
Everything is read in the open scope.
"""

from assessments.snapshots.facts import (
    FACTS,
    answer_facts,
    exempt_at,
    facts_of,
    profile_facts,
    words_facts,
    year_facts,
)
from assessments.snapshots.history import (
    elsewhere_facts,
)
from assessments.snapshots.loading import (
    Loaded,
    LoadedQuestion,
    answer_row,
    answer_rows,
    load,
    load_locked,
    load_newest,
    load_question,
    newest_label,
)
from assessments.snapshots.locking import (
    LockedAnswers,
    lock,
    lock_answers,
    lock_answers_of,
)

__all__ = [
    "FACTS",
    "Loaded",
    "LoadedQuestion",
    "LockedAnswers",
    "answer_facts",
    "answer_row",
    "answer_rows",
    "elsewhere_facts",
    "exempt_at",
    "facts_of",
    "load",
    "load_locked",
    "load_newest",
    "load_question",
    "lock",
    "lock_answers",
    "lock_answers_of",
    "newest_label",
    "profile_facts",
    "words_facts",
    "year_facts",
]
