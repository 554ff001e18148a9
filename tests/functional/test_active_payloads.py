"""The worst case: files that do things were let in and called clean. Whoever opens one gets a download, and no more."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Error, Page, Route

from organisations.models import User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import proof
from tests.functional.browsing import Visitor
from tests.functional.payloads import PAGE, PAYLOADS, SVG, Payload

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60_000  # milliseconds; a hundred files come in two seconds, on a busy machine in ten
# How a page of the same site could draw something in.
WAYS = (
    '<iframe src="{0}"></iframe>',
    '<img src="{0}">',
    '<object data="{0}"></object>',
    '<script src="{0}"></script>',
)


class Watch:
    """What a payload managed to do in a browser."""

    def __init__(self, context: BrowserContext) -> None:
        self.seen: list[str] = []
        context.on("request", self._asked)
        context.on("dialog", self._spoke)
        context.on("page", lambda page: self.seen.append(f"opened {page.url}"))

    def _asked(self, request: Any) -> None:
        if "canary" in request.url:
            self.seen.append(f"asked for {request.url}")

    def _spoke(self, dialog: Any) -> None:
        self.seen.append(f"said {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def files(priya: User, settings: Any, tmp_path: Path) -> dict[str, Payload]:
    """Give the addresses of the thirty files, each filed as a clean one."""
    store = {"BACKEND": "evidence.stores.disk.Disk", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "evidence": store}
    home = f.organisation(by=priya)
    with acting_for(home, user=priya):
        made = [
            proof.document(
                home,
                priya,
                file_state="clean",
                **proof.kept(home, one.content, file_name=one.name, media_type=one.media_type),
            )
            for one in PAYLOADS
        ]
    addresses = [reverse("evidence:document_file", args=[home.code, document.pk, 1]) for document in made]
    return dict(zip(addresses, PAYLOADS, strict=True))


def test_thirty_active_files_execute_nothing(
    files: dict[str, Payload], priya: User, signed_in: Callable[..., Visitor]
) -> None:
    page = signed_in(priya).page
    watch = Watch(page.context)
    assert len(files) == 30
    _given_pages_of_the_same_site(page, files)
    page.goto("/links/")
    page.evaluate("document.cookie = 'mark=untouched;path=/'; localStorage.mark = 'untouched'")

    for address, payload in files.items():
        _then_it_arrives(page, payload, lambda address=address: page.click(f"a[href='{address}']"))
        _then_it_arrives(page, payload, lambda address=address: _go(page, address))
    page.goto("/everything/", wait_until="load", timeout=PATIENCE)
    page.wait_for_timeout(500)  # what a frame starts by itself it starts at once

    assert watch.seen == []
    assert page.url.endswith("/everything/")
    assert page.evaluate("[document.cookie, localStorage.mark]") == ["mark=untouched", "untouched"]
    _the_watch_would_have_seen_it(page, watch)


def _given_pages_of_the_same_site(page: Page, addresses: Iterable[str]) -> None:
    """Let the site have pages, without a policy of their own, that link to the files and draw them in."""
    links = "".join(f'<a href="{address}">{address}</a> ' for address in addresses)
    everything = "".join(way.format(address) for way in WAYS for address in addresses)
    pages = {"links": links, "everything": everything, "page": PAGE, "drawing": SVG}
    for name, body in pages.items():
        kind = "image/svg+xml" if name == "drawing" else "text/html"
        page.route(f"**/{name}/", _answering(body, kind))


def _answering(body: str, kind: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body, content_type=kind)


def _then_it_arrives(page: Page, payload: Payload, act: Callable[[], None]) -> None:
    with page.expect_download() as arriving:
        act()
    download = arriving.value
    assert download.suggested_filename == payload.arrives_as
    assert Path(download.path()).read_bytes() == payload.content
    assert page.url.endswith("/links/")


def _go(page: Page, address: str) -> None:
    """Type the address; a browser that downloads instead of going there says so with an error."""
    with pytest.raises(Error, match=r"Download is starting|ERR_ABORTED"):
        page.goto(address)


def _the_watch_would_have_seen_it(page: Page, watch: Watch) -> None:
    """Show the same files as pages: without this the test could not fail."""
    for name in ("page", "drawing"):
        watch.seen.clear()
        page.goto("/links/")
        page.evaluate("document.cookie = 'mark=untouched;path=/'; localStorage.mark = 'untouched'")
        with page.expect_request("**/canary/top"):
            page.goto(f"/{name}/", wait_until="commit")
        page.goto("/links/")

        assert "said canary" in watch.seen
        assert page.evaluate("[document.cookie, localStorage.mark]") == ["mark=touched", "touched"]
