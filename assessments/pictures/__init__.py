"""Small drawings as inline SVG, from plain numbers. Each is a sentence first: the sentence is the drawing's title.

Nothing here queries, reads the clock or knows a model. `key` makes the ids unique when a page has two of one kind.
Drawings with words on them come twice: one for wide screens and one 300 wide, of which the style sheet shows one.
"""

from assessments.pictures.dates import PaperDate, document_dates, document_dates_words
from assessments.pictures.drawing import MARK_PAIRS, TEXT_PAIRS
from assessments.pictures.ladders import LadderStep, ladder, ladder_words
from assessments.pictures.rings import ring, ring_words
from assessments.pictures.stands import Stand, stand_bar, stand_key, stand_words
from assessments.pictures.years import Mark, year_line, year_words

__all__ = [
    "MARK_PAIRS",
    "TEXT_PAIRS",
    "LadderStep",
    "Mark",
    "PaperDate",
    "Stand",
    "document_dates",
    "document_dates_words",
    "ladder",
    "ladder_words",
    "ring",
    "ring_words",
    "stand_bar",
    "stand_key",
    "stand_words",
    "year_line",
    "year_words",
]
