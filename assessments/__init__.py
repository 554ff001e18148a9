"""The assessment: the questions, what has been answered, and what may be published."""
