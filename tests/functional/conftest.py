"""A real browser before the real service: real requests, real commits, and mail that a real mail server takes in."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.conf import LazySettings, settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from assessments.models import Assessment
from organisations import post
from organisations.models import User
from tests import factories as f
from tests.functional.browsing import DESKTOP, Visitor

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu")
LONGEST_WAIT = 10_000  # milliseconds; a page takes a twentieth of a second, and a busy machine ten times that


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's own Chromium, and say in one sentence when there is none."""
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        pytest.fail("The journeys need a browser: apt-get install chromium", pytrace=False)
    # The browser's own loop runs in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": program, "args": list(QUIET)}


@pytest.fixture(autouse=True)
def _at_that_hour() -> Iterator[None]:
    """Start every test at the hour at which the factories make things; from there the clock goes on as usual."""
    with time_machine.travel(f.NOW + timedelta(hours=2), tick=True):
        cache.clear()
        yield


@pytest.fixture
def site(live_server: LiveServer, settings: LazySettings) -> str:
    """Give the address of the service, which its mails name too."""
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return str(live_server.url)


@pytest.fixture
def priya() -> User:
    """Give the administrator of Rose Court."""
    return f.person("Priya")


@pytest.fixture
def assessment(priya: User) -> Assessment:
    """Give the year that Rose Court has just opened."""
    return f.assessment(f.organisation(by=priya))


class Sink:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def posted(settings: LazySettings) -> Iterator[Callable[[], list[EmailMessage]]]:
    """Give a function that sends the waiting mail and returns what has arrived since it was last called."""
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(sink, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS = "", False

    def sweep() -> list[EmailMessage]:
        seen = len(sink.mails)
        post.send_due(now=timezone.now())
        return sink.mails[seen:]

    yield sweep
    server.stop()


@pytest.fixture
def visitors(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """Give a function that opens one more browser: `width` in CSS pixels, with or without script."""
    opened: list[BrowserContext] = []

    def visitor(width: int = DESKTOP, *, has_script: bool = True) -> Visitor:
        size = {"width": width, "height": 768}
        context = browser.new_context(base_url=site, viewport=size, java_script_enabled=has_script)  # type: ignore[arg-type]
        context.set_default_timeout(LONGEST_WAIT)
        opened.append(context)
        return Visitor(context.new_page(), has_script=has_script)

    yield visitor
    for context in opened:
        context.close()


@pytest.fixture
def signed_in(visitors: Callable[..., Visitor], site: str) -> Callable[..., Visitor]:
    """Give a function that opens one more browser, in which somebody has signed in already."""

    def visitor(user: User, width: int = DESKTOP, *, has_script: bool = True) -> Visitor:
        opened = visitors(width, has_script=has_script)
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        opened.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        return opened

    return visitor


@pytest.fixture
def visitor(visitors: Callable[..., Visitor]) -> Visitor:
    """Give one ordinary browser."""
    return visitors()
