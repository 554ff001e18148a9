"""What a person changes about themselves."""

from organisations.models import User
from organisations.tenancy import action


@action
def change_details(*, user: User, name: str, job_title: str) -> None:
    """Keep a person's name and job. They belong to no organisation, so no organisation's history tells of it."""
    user.name, user.job_title = name, job_title
    user.save(update_fields=["name", "job_title"])
