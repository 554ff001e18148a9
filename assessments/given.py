"""What makes a row of answers an answer, in SQL."""

from typing import Final

# Whether a row holds an answer at all: one that was dropped again is kept, empty, with its version.
GIVEN: Final = """(
    {0}.choice <> '' OR {0}.text <> '' OR {0}.kept_at <> '' OR {0}.link <> '' OR {0}.reason <> ''
    OR {0}."on" IS NOT NULL OR {0}.staff_total IS NOT NULL OR {0}.staff_trained IS NOT NULL)"""
