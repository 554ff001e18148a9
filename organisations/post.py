"""The post room: pages put mail into a table, a task sends it. Nothing is sent inside a request.

A mail is claimed for a while, sent, and marked; if the process dies in between, the claim runs out and the mail is
sent again with the same Message-ID. So none is lost, and a crash can repeat at most the mail it interrupted.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import NAMESPACE_URL, uuid5

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from kombu.exceptions import OperationalError

from organisations.models import Organisation, OutgoingMail

logger = logging.getLogger(__name__)

# Longer than the mail server's whole time limit, so that a slow sender is never mistaken for a dead one.
CLAIM = timedelta(minutes=5)
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=6)
MOST_LETTERS_IN_A_SUBJECT = 200


@contextmanager
def post_room() -> Iterator[None]:
    """Open a transaction in which the waiting mail can be seen: only the sender and the operator's page use it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.post_room', 'open', true)")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.post_room', '', true)")


def enqueue(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    kind: str,
    at: datetime,
    organisation: Organisation | None = None,
) -> None:
    """Put one mail into the queue, in the caller's transaction, and ring the bell when that commits."""
    OutgoingMail.objects.create(
        organisation_id=organisation.pk if organisation else None,
        kind=kind,
        recipient=to,
        subject=subject[:MOST_LETTERS_IN_A_SUBJECT],
        text=text,
        html=html,
        created_at=at,
        due_at=at,
    )
    transaction.on_commit(ring)


def write(
    name: str, *, to: str, at: datetime, organisation: Organisation | None = None, path: str = "", **context: object
) -> None:
    """Render the mail called `name` from templates/emails and put it into the queue.

    `path` becomes `address` in the templates: a link from the configured site, never from the request's host.
    """
    _letter(name, Letter(to, organisation, path, context), at=at, due_at=at).save(force_insert=True)
    transaction.on_commit(ring)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of many: to whom, about which organisation, with a link to which page, and the template's words."""

    to: str
    organisation: Organisation | None
    path: str = ""
    context: Mapping[str, object] = field(default_factory=dict)


def write_all(
    name: str, letters: Iterable[Letter], *, at: datetime, due_at: datetime | None = None, once: str = ""
) -> None:
    """Put the mail called `name` into the queue for everybody in `letters`, in one statement.

    With `once`, an address gets one such mail about an organisation however often it is written with the same words
    there: the id is made from them, for nobody but the post room can see what waits already.
    """
    mails = [_letter(name, letter, at=at, due_at=due_at or at, once=once) for letter in letters]
    OutgoingMail.objects.bulk_create(mails, ignore_conflicts=bool(once))
    if mails:
        transaction.on_commit(ring)


def _letter(name: str, letter: Letter, *, at: datetime, due_at: datetime, once: str = "") -> OutgoingMail:
    words = {
        **letter.context,
        "organisation": letter.organisation,
        "address": settings.SITE_URL + letter.path,
        "service": settings.SERVICE_NAME,
    }
    parts = {
        part: render_to_string(f"emails/{name}/{part}", words) for part in ("subject.txt", "body.txt", "body.html")
    }
    about = letter.organisation.pk if letter.organisation else None
    return OutgoingMail(
        **({"id": uuid5(NAMESPACE_URL, f"{name} {once} {about} {letter.to}")} if once else {}),
        organisation_id=about,
        kind=name,
        recipient=letter.to,
        subject=" ".join(parts["subject.txt"].split())[:MOST_LETTERS_IN_A_SUBJECT],
        text=parts["body.txt"].strip() + "\n",
        html=parts["body.html"],
        created_at=at,
        due_at=due_at,
    )


def ring() -> None:
    """Wake a worker. If nobody can be reached the mail waits for the next round: the table is the queue."""
    try:
        current_app.send_task("organisations.tasks.send_mail_queue", retry=False)
    except (OperationalError, OSError) as problem:
        logger.warning("The queue could not be reached (%s). Mail waits for the next round.", problem)


def send_due(*, now: datetime, most: int = 200) -> int:
    """Send the mail that is due, oldest first; return how many were sent."""
    sent = 0
    for _ in range(most):
        mail = _claim(now)
        if mail is None:
            break
        sent += _send(mail)
    return sent


def _claim(now: datetime) -> OutgoingMail | None:
    with post_room():
        mail = (
            OutgoingMail.objects.select_for_update(skip_locked=True)
            .filter(state__in=[OutgoingMail.State.WAITING, OutgoingMail.State.SENDING], due_at__lte=now)
            .order_by("due_at", "created_at")
            .first()
        )
        if mail:
            # By the clock: a round with a slow mail server can last longer than a claim counted from its start.
            mail.state, mail.due_at, mail.attempts = (
                OutgoingMail.State.SENDING,
                timezone.now() + CLAIM,
                mail.attempts + 1,
            )
            mail.save(update_fields=["state", "due_at", "attempts"])
    return mail


def _send(mail: OutgoingMail) -> bool:
    try:
        message_for(mail).send()
    except (SMTPException, OSError, ValueError) as problem:  # ValueError: an address that cannot be written in a header
        _mark(mail, **_after_failure(mail, problem))
        return False
    _mark(mail, state=OutgoingMail.State.SENT, sent_at=timezone.now(), last_error="")
    return True


def _mark(mail: OutgoingMail, **changes: object) -> None:
    with post_room():
        OutgoingMail.objects.filter(pk=mail.pk).update(**changes)


def _after_failure(mail: OutgoingMail, problem: Exception) -> dict[str, object]:
    wait = min(timedelta(minutes=2**mail.attempts), LONGEST_WAIT)
    state = OutgoingMail.State.FAILED if mail.attempts >= MOST_ATTEMPTS else OutgoingMail.State.WAITING
    return {"state": state, "due_at": timezone.now() + wait, "last_error": f"{type(problem).__name__}: {problem}"[:500]}


def message_for(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Build the message. Its Message-ID comes from the row, so every attempt carries the same one."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.recipient],
        headers={"Message-ID": f"<{mail.pk}@{settings.SITE_HOST}>"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
