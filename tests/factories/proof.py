"""Documents and lists: rows made directly, for tests about what is done with them."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from evidence import storage
from evidence.models import (
    Device,
    Document,
    DocumentUse,
    DocumentVersion,
    InformationAsset,
    PaperTick,
    ProcessingActivity,
    SharedUse,
    Supplier,
    TrainedPerson,
    TrainingCount,
)
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests.factories import NOW

TODAY = NOW.date()
ROWS = {
    TrainedPerson: {"name": "Tom", "job": "Carer", "trained_on": date(2026, 5, 4)},
    InformationAsset: {"name": "Care plans", "place": "Office"},
    ProcessingActivity: {"name": "Giving care", "people": "Residents"},
    Supplier: {"name": "Rota Ltd", "does": "Rotas"},
    Device: {"name": "Office laptop", "software": "Windows 11"},
}


def document(organisation: Organisation, by: User, title: str = "Privacy notice", **fields: Any) -> Document:
    """Make a document with its first version, kept on the office shelf. Needs the organisation's scope."""
    file = {name: fields.pop(name) for name in ("key", "file_name", "media_type", "size", "sha256") if name in fields}
    given = {"kind": "privacy-notice", "place": "Office shelf", "written_on": TODAY, **fields}
    made = Document.objects.create(
        organisation=organisation,
        title=title,
        versions=1,
        added_by=by,
        added_at=NOW,
        saved_by=by,
        saved_at=NOW,
        **given,
    )
    DocumentVersion.objects.create(
        organisation=organisation,
        document=made,
        number=1,
        place=made.place,
        link=made.link,
        written_on=made.written_on,
        added_by=by,
        added_at=NOW,
        state=made.file_state,
        **file,
    )
    return made


def kept(organisation: Organisation, content: bytes = b"Our privacy notice", **fields: Any) -> dict[str, Any]:
    """Put bytes into the store, and give what a document's version says of them."""
    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        key = storage.keep(Path(file.name), organisation.pk)
    given = {"file_name": "notice.pdf", "media_type": "application/pdf", **fields}
    return {"key": key, "size": len(content), "sha256": sha256(content).hexdigest(), **given}


def use(made: Document, ref: str, by: User, edition: str = "care-7") -> DocumentUse:
    """Say that a document supports a question."""
    return DocumentUse.objects.create(
        organisation=made.organisation, document=made, edition=edition, ref=ref, linked_by=by, linked_at=NOW
    )


def around(home: Organisation, bigger: Organisation, by: User) -> dict[str, int]:
    """Make a row of every table of evidence for a whole home, and give what the addresses need of them."""
    with acting_for(bigger):
        rules = {"kind": "data-security-policy", "is_shared": True, "file_state": "clean", **kept(bigger)}
        paper = document(bigger, by, "Security rules", **rules)
    with acting_for(home, user=by):
        own = document(home, by, file_state="clean", **kept(home))
        use(own, "1.1.3", by)
        linked = {"edition": "care-7", "ref": "1.3.1", "linked_by": by, "linked_at": NOW}
        SharedUse.objects.create(organisation=home, group=bigger, paper=paper.pk, **linked)
        PaperTick.objects.create(
            organisation=home, edition="care-7", kind="privacy-notice", says="yes", said_by=by, said_at=NOW
        )
        saved = {"organisation": home, "saved_by": by, "saved_at": NOW}
        TrainingCount.objects.create(staff_total=20, staff_trained=19, counted_on=TODAY, **saved)
        rows = {model: model.objects.create(**fields, **saved) for model, fields in ROWS.items()}
    return {"document": own.pk, "paper": paper.pk, "row": rows[Supplier].pk}
