"""Organisations to try the service with, one in every state, made through the same actions as in life.

Every date is worked out from the day it is made. Running it again adds only what is missing.
"""

from assessments.demonstration.homes import HOMES, MANAGERS, seed
from assessments.demonstration.people import PASSWORD
from assessments.demonstration.states import last_year
from assessments.demonstration.story import Story

__all__ = ["HOMES", "MANAGERS", "PASSWORD", "Story", "last_year", "seed"]
