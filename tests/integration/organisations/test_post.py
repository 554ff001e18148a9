"""The post room: no mail is lost, none is sent inside a request, a crash repeats at most the one it interrupted."""

import logging
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Barrier

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from celery import Celery
from django.core import mail as sent
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from dsptcare.celery import app
from organisations import post
from organisations.models import OutgoingMail
from organisations.tasks import send_mail_queue
from tests import factories as f
from tests.integration.organisations.reading import browser, link_in, mail_to

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5, seconds=1)  # a claim has run out by then
INVITE = reverse("organisations:invite", args=["VA001"])
JO = {"email": "jo@example.com", "role": "contributor"}


class Sink:
    """Keep what arrives; answer with `says` instead while that is set."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.says = ""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.says:
            return self.says
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def port(settings) -> int:
    """Point the product's mail at a port of this machine where nobody listens yet."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        free: int = one.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free, 5
    return free


@pytest.fixture
def sink(port: int) -> Iterator[Sink]:
    """Give a real mail server."""
    kept = Sink()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept
    controller.stop()


def enqueue(to: str = "jo@example.com", subject: str = "Two small jobs") -> None:
    post.enqueue(to=to, subject=subject, text="Hello Jo.\n", html="<p>Hello Jo.</p>", kind="try", at=f.NOW)


def the_mail() -> OutgoingMail:
    with post.post_room():
        return OutgoingMail.objects.get()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f.NOW, tick=False) as traveller:
        yield traveller


def test_a_mail_arrives_in_both_forms_and_is_marked(sink, clock):
    enqueue()

    assert send_mail_queue() == 1

    (arrived,) = sink.got
    assert arrived["To"] == "jo@example.com"
    assert arrived["Subject"] == "Two small jobs"
    assert arrived.get_body(("plain",)).get_content().strip() == "Hello Jo."
    assert arrived.get_body(("html",)).get_content().strip() == "<p>Hello Jo.</p>"
    assert (the_mail().state, the_mail().sent_at) == (OutgoingMail.State.SENT, f.NOW)


def test_a_mail_that_was_sent_is_not_sent_again(sink, clock):
    enqueue()
    send_mail_queue()
    clock.shift(timedelta(days=1))

    assert send_mail_queue() == 0
    assert len(sink.got) == 1


def test_mails_go_oldest_first_and_each_has_its_own_id(sink, clock):
    for number in range(3):
        enqueue(subject=f"Mail {number}")
        clock.shift(timedelta(seconds=1))
    with post.post_room():
        for number, mail in enumerate(OutgoingMail.objects.order_by("subject")):
            OutgoingMail.objects.filter(pk=mail.pk).update(due_at=f.NOW + timedelta(seconds=number))
    clock.shift(timedelta(minutes=1))

    assert send_mail_queue() == 3
    assert [message["Subject"] for message in sink.got] == ["Mail 0", "Mail 1", "Mail 2"]
    assert len({message["Message-ID"] for message in sink.got}) == 3


def test_a_mail_that_is_not_due_waits(sink, clock):
    enqueue()
    with post.post_room():
        OutgoingMail.objects.update(due_at=f.NOW + timedelta(hours=1))

    assert send_mail_queue() == 0
    clock.shift(timedelta(hours=1))
    assert send_mail_queue() == 1


class TestTheProcessDies:
    def test_before_sending_the_mail_goes_when_the_claim_runs_out(self, sink, clock):
        enqueue()
        post._claim(f.NOW)

        assert send_mail_queue() == 0
        clock.shift(LATER)
        assert send_mail_queue() == 1
        assert len(sink.got) == 1

    def test_after_sending_the_mail_is_repeated_with_the_same_id(self, sink, clock):
        enqueue()
        claimed = post._claim(f.NOW)
        post.message_for(claimed).send()

        clock.shift(LATER)
        send_mail_queue()

        first, again = sink.got
        assert first["Message-ID"] == again["Message-ID"] == f"<{claimed.pk}@localhost>"
        assert the_mail().state == OutgoingMail.State.SENT

    def test_the_other_mails_are_not_held_up(self, sink, clock):
        enqueue(subject="The one it died on")
        post._claim(f.NOW)
        enqueue(subject="The next one")

        assert send_mail_queue() == 1
        assert sink.got[0]["Subject"] == "The next one"


class TestTheMailServer:
    @pytest.mark.parametrize("says", ["451 Try again later", "421 Too busy", "550 No such person"])
    def test_says_no_and_the_mail_waits_and_goes_later(self, sink, clock, says):
        enqueue()
        sink.says = says

        assert send_mail_queue() == 0
        waiting = the_mail()
        assert (waiting.state, waiting.attempts) == (OutgoingMail.State.WAITING, 1)
        assert waiting.due_at > f.NOW
        assert says[4:] in waiting.last_error

        sink.says = ""
        assert send_mail_queue() == 0  # not at once
        clock.move_to(waiting.due_at)
        assert send_mail_queue() == 1
        assert the_mail().last_error == ""

    def test_is_away_and_the_mail_waits(self, port, clock):
        enqueue()

        assert send_mail_queue() == 0

        assert the_mail().state == OutgoingMail.State.WAITING
        assert "ConnectionRefusedError" in the_mail().last_error

    def test_is_asked_less_and_less_often_and_never_more_than_six_hours_apart(self, port, clock):
        enqueue()
        waits = []
        for _ in range(post.MOST_ATTEMPTS - 1):
            send_mail_queue()
            waits.append(the_mail().due_at - timezone.now())
            clock.move_to(the_mail().due_at)

        assert waits == sorted(waits)
        assert waits[0] == timedelta(minutes=2)
        assert waits[-1] == timedelta(hours=6)

    def test_is_away_for_days_and_the_mail_is_kept_for_the_operator(self, port, clock):
        enqueue()
        for _ in range(post.MOST_ATTEMPTS):
            send_mail_queue()
            clock.move_to(the_mail().due_at)

        assert the_mail().state == OutgoingMail.State.FAILED
        assert the_mail().text == "Hello Jo.\n"

    def test_takes_one_and_refuses_one(self, sink, clock):
        """What cannot be written as a message must not stop the round."""
        enqueue(to="jo@" + "é" * 80 + ".example.com")
        enqueue(to="tom@example.com")

        assert send_mail_queue() == 1

        assert [message["To"] for message in sink.got] == ["tom@example.com"]
        (refused,) = mail_to("jo@" + "é" * 80 + ".example.com")
        assert refused.state == OutgoingMail.State.WAITING


class TestAPage:
    def test_sends_nothing_itself(self, sink, priya, rose_court, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            browser(priya).post(INVITE, JO)

        assert sink.got == []
        assert the_mail().state == OutgoingMail.State.WAITING

        send_mail_queue()
        assert [message["To"] for message in sink.got] == ["jo@example.com"]

    def test_rings_the_bell_only_when_it_has_committed(self, priya, rose_court, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as bells:
            browser(priya).post(INVITE, JO)

        assert bells == [post.ring]

    def test_works_when_the_broker_cannot_be_reached(
        self, sink, priya, rose_court, django_capture_on_commit_callbacks, no_broker, caplog
    ):
        with django_capture_on_commit_callbacks(execute=True), caplog.at_level(logging.WARNING):
            response = browser(priya).post(INVITE, JO)

        assert response.status_code == 302
        assert "The queue could not be reached" in caplog.text
        assert send_mail_queue() == 1  # the next round needs no bell

    def test_that_is_undone_leaves_no_mail(self, priya, rose_court):
        browser(priya).post(INVITE, JO | {"email": priya.email})

        assert not mail_to(priya)

    def test_mails_a_link_that_works(self, sink, priya, jo, rose_court):
        browser(priya).post(INVITE, JO)
        send_mail_queue()

        (queued,) = mail_to(jo)
        link = link_in(queued)
        assert link in sink.got[0].get_body(("plain",)).get_content()
        assert link in sink.got[0].get_body(("html",)).get_content()
        assert browser(jo).post(link)["Location"] == reverse("assessments:home", args=["VA001"])


@pytest.fixture
def no_broker() -> Iterator[None]:
    """Point Celery at a Redis on a port where nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        closed = one.getsockname()[1]
    away = Celery("away", broker=f"redis://127.0.0.1:{closed}/0", set_as_current=True)
    away.conf.broker_transport_options = settings_of_redis()
    yield
    app.set_current()


def settings_of_redis() -> dict[str, int]:
    """Give what dsptcare.settings says when REDIS_URL is set: without max_retries a page would wait six seconds."""
    return {"socket_connect_timeout": 2, "socket_timeout": 5, "max_retries": 0}


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_post_and_send_each_mail_once(sink):
    for number in range(20):
        enqueue(to=f"jo{number}@example.com")
    ready = Barrier(2, timeout=20)

    def work(_: int) -> int:
        try:
            ready.wait()
            return send_mail_queue()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(work, range(2)))

    assert sum(done) == 20
    assert sorted(message["To"] for message in sink.got) == sorted(f"jo{number}@example.com" for number in range(20))


def test_only_the_post_room_reads_the_mail(priya, rose_court):
    browser(priya).post(INVITE, JO)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_outgoingmail")
        assert cursor.fetchone() == (0,)
    assert not OutgoingMail.objects.exists()
    assert the_mail()


def test_the_tests_own_mail_goes_nowhere():
    """Without the sink, nothing leaves the machine."""
    enqueue()
    send_mail_queue()

    assert [message.to for message in sent.outbox] == [["jo@example.com"]]


def test_a_subject_is_one_line_and_fits(settings):
    enqueue(subject="x" * 300)

    assert len(the_mail().subject) == 200


def test_a_name_with_a_line_end_cannot_write_a_header(sink, rose_court):
    rose_court.name = "Rose\r\nBcc: tom@example.com"
    post.write("join_decision", to="jo@example.com", at=f.NOW, organisation=rose_court, agreed=True, path="/choose/")
    send_mail_queue()

    assert sink.got[0]["Bcc"] is None
    assert sink.got[0]["Subject"] == "You can now sign in for Rose Bcc: tom@example.com"
