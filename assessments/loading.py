"""Load a file of the directory, and let cover and groups follow what it says, in one transaction (R45 to R47)."""

from datetime import datetime
from typing import Any

from assessments.actions.following import follow_directory
from organisations.directory.importing import load
from organisations.directory.reading import File
from organisations.directory.reports import Loaded
from organisations.models import User
from organisations.tenancy import acting_for


def load_directory(file: File, *, by: User | None, at: datetime, **how: Any) -> Loaded:
    """Load a file as `importing.load` does. Raises NotUnderstood and NotLoaded, and then nothing has changed."""

    def follow(loaded: Loaded) -> None:
        follow_directory(loaded=loaded, by=by, at=at)

    with acting_for(user=by):
        return load(file, by=by, at=at, then=follow, **how)
