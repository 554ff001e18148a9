"""The editions of the questions and the crosswalks between them: reviewed files, read once in a process."""

from assessments.editions.loading import crosswalk, crosswalks_to, edition, edition_names

__all__ = ["crosswalk", "crosswalks_to", "edition", "edition_names"]
