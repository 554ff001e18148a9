"""People to sign in as."""

from allauth.account.models import EmailAddress

from organisations.models import User

PASSWORD = "three purple trees"  # noqa: S105 - printed on the console for everybody who tries the service


def make_person(email: str, name: str, job_title: str) -> User:
    """Make somebody whose address counts as checked."""
    person = User.objects.create_user(email, PASSWORD, name=name, job_title=job_title)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def make_somebody(email: str, name: str) -> User:
    """Make somebody whom nobody signs in as: a password would take longer to write than all the rest."""
    return User.objects.create_user(email, None, name=name, job_title="Registered manager")
