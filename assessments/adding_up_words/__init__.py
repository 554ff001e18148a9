"""What to say about things that do not fit together, by the reason that the rules give."""

from typing import Final

from assessments.adding_up_words import of_answers, of_lists
from assessments.adding_up_words.shape import CYBER_PLUS, Words

__all__ = ["PLACES", "WORDS", "Words"]

WORDS: Final = of_lists.WORDS | of_answers.WORDS

# Where the other side stands: what the link to it says.
PLACES: Final = {
    "training": "Go to your training list",
    "information": "Go to your list of records",
    "processing": "Go to your list of uses of data",
    "suppliers": "Go to your list of firms",
    "devices": "Go to your device list",
    "document": "Go to the document: {name}",
    "ready": "Go to what you have",
    "plan_row": "Go to your plan",
    "ico": "Go to your data fee",
    "nhsmail": "Go to your work email",
    "cyber": f"Go to your {CYBER_PLUS}",
    "roles": "Go to who does what",
}
