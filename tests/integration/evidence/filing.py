"""Documents that are nothing but a file, at some point of its way."""

from typing import Any

from evidence.models import Document, DocumentVersion
from organisations.models import AuditEntry, Organisation, User
from organisations.tenancy import acting_for
from tests.factories import proof

WORDS = b"Our privacy notice"


def filed(home: Organisation, by: User, content: bytes = WORDS, **fields: Any) -> Document:
    """Make a document with a file that is clean unless said otherwise."""
    file = {name: fields.pop(name) for name in ("file_name", "media_type") if name in fields}
    waits_for = fields.pop("waits_for", "")
    with acting_for(home):
        made = proof.document(home, by, **{"file_state": "clean", **proof.kept(home, content, **file), **fields})
        made.history.update(waits_for=waits_for)
    return made


def waiting(home: Organisation, by: User, content: bytes = WORDS, **fields: Any) -> DocumentVersion:
    """Make a document that is nothing but a file, which nobody has checked yet; give its version."""
    made = filed(home, by, content, file_state="waiting", place="", **fields)
    with acting_for(home):
        return made.history.get()


def again(version: DocumentVersion) -> DocumentVersion:
    with acting_for(version.organisation_id):
        return DocumentVersion.objects.select_related("document").get(pk=version.pk)


def told(home: Organisation) -> list[str]:
    """Say what the history tells of files: it was nobody's doing."""
    with acting_for(home):
        entries = AuditEntry.objects.filter(verb__startswith="file-").order_by("number")
        assert {entry.actor_id for entry in entries} <= {None}
        return [f"{entry.verb} {entry.subject} {entry.detail['number']}" for entry in entries]
