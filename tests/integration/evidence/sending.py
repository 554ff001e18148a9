"""Sending a form with a file, byte for byte as a browser does, whole or broken off; and what is left behind."""

import re
from pathlib import Path

from django.http import HttpResponse
from django.test import Client

from evidence import storage
from evidence.models import Document, DocumentVersion
from organisations.models import Organisation
from organisations.tenancy import acting_for
from tests.integration.assessments.reading import of

BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
FORM = f"multipart/form-data; boundary={BOUNDARY}"
TYPED = {"title": "Our privacy notice", "place": "Blue folder, office", "owner": "Tom"}


def field(name: str, value: str) -> bytes:
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def file_head(name: str) -> bytes:
    quoted = name.replace('"', "%22")
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{quoted}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()


END = f"\r\n--{BOUNDARY}--\r\n".encode()


def body(content: bytes, name: str, **fields: str) -> bytes:
    """Write the body of the form: the words first, the file last."""
    words = b"".join(field(key, value) for key, value in {**TYPED, **fields}.items())
    return words + file_head(name) + content + END


def send(client: Client, home: Organisation, content: bytes, name: str, **fields: str) -> HttpResponse:
    """Send the page for a new document with its file."""
    return client.post(of(home, "add_document"), body(content, name, **fields), content_type=FORM)


def told(page: HttpResponse) -> list[str]:
    """Say what is wrong with how a page refuses a file: nothing, when it says one thing and keeps what was typed.

    The page is searched, not read: there are hundreds of them.
    """
    html = page.content.decode()
    problems = [] if page.status_code == 200 else [f"status {page.status_code}"]
    problems += [f"lost {name}" for name, value in TYPED.items() if not re.search(_box(name, value), html)]
    return problems if len(said(page)) == 1 else [*problems, *said(page)]


def said(page: HttpResponse) -> list[str]:
    """Return the lines of the error summary."""
    summary = re.search(r'nhsuk-error-summary__list">(.*?)</ul>', page.content.decode(), re.DOTALL)
    return re.findall(r"<li><a[^>]*>(.*?)</a></li>", summary[1]) if summary else []


def _box(name: str, value: str) -> str:
    return rf'name="{name}"[^>]*(?:>|value="){re.escape(value)}["<]'


def left_behind(home: Organisation, quarantine: Path) -> list[str]:
    """List what is left of a home's uploads: rows, files in the store, files in quarantine."""
    with acting_for(home):
        rows = [str(row) for model in (Document, DocumentVersion) for row in model.objects.all()]
    kept = [one.key for one in storage.keys() if one.key.startswith(f"{home.pk}/")]  # noqa: SIM118 - a function
    return rows + kept + in_quarantine(quarantine)


def in_quarantine(quarantine: Path) -> list[str]:
    """List the files in quarantine, with a name or without one: those this process holds."""
    held = [path for path in map(_target, Path("/proc/self/fd").iterdir()) if path.startswith(f"{quarantine}/")]
    return held + [str(path) for path in quarantine.rglob("*")]


def _target(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except OSError:  # it was of the listing itself
        return ""
