"""Reading the register of documents for its pages: a fixed number of statements, whatever is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, OuterRef

from assessments.editions import edition
from assessments.models import Assessment, Confirmation
from assessments.rules.editions import Edition
from assessments.rules.schedule import can_edit, london_date
from assessments.snapshots import LoadedQuestion, year_facts
from assessments.years import current_year
from evidence.models import Document, DocumentUse, DocumentVersion, FileState, SharedUse
from evidence.states import DocumentState, state_on
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Terms:
    """What the register is read by: the questions of the newest year, and whether that year may still be changed.

    `year` is its label, "" for an organisation that has opened none: then the questions are those of the open year.
    """

    edition: Edition
    year: str
    can_edit: bool
    today: date


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of the register on a day. `group` is the name of who shares it, "" for one's own."""

    id: int
    kind: str
    title: str
    place: str
    link: str
    owner: str
    written_on: date | None
    review_on: date | None
    file_state: str
    is_shared: bool
    group: str
    refs: tuple[str, ...]
    state: DocumentState


@dataclass(frozen=True, slots=True)
class Register:
    """An organisation's documents by title, those that its group shares with it, and for a group who uses its own.

    `used_by` counts services by the document's id, `services` how many the group looks after.
    """

    terms: Terms
    own: tuple[Paper, ...]
    shared: tuple[Paper, ...] = ()
    has_removed: bool = False
    services: int = 0
    used_by: Mapping[int, int] = field(default_factory=dict)


def terms_of(organisation: Organisation, at: datetime) -> Terms:
    """Say which questions the documents of an organisation support now."""
    today = london_date(at)
    years = Assessment.objects.filter(organisation=organisation).select_related("year").order_by("-year__opens_at")
    newest = years.only("edition", "year").first()
    if newest is None:
        return Terms(edition(current_year(at).edition), "", can_edit=False, today=today)
    return Terms(edition(newest.edition), newest.year.label, can_edit(year_facts(newest.year), today), today)


def terms_of_year(loaded: LoadedQuestion) -> Terms:
    """Say which questions the documents support in the year of a question's page."""
    return Terms(loaded.edition, loaded.year.label, can_edit(loaded.year, loaded.today), loaded.today)


def register(organisation: Organisation, at: datetime, *, is_group: bool) -> Register:
    """Read the whole register of an organisation."""
    terms = terms_of(organisation, at)
    services, used_by = _uses_of(organisation, terms) if is_group else (0, {})
    return Register(
        terms,
        own_papers(organisation, terms),
        shared_papers(organisation, terms),
        has_removed=Document.objects.removed().filter(organisation=organisation).exists(),
        services=services,
        used_by=used_by,
    )


def own_papers(organisation: Organisation, terms: Terms) -> tuple[Paper, ...]:
    """Read an organisation's own documents, by title."""
    uses = DocumentUse.objects.filter(document=OuterRef("pk"), edition=terms.edition.name)
    rows = Document.objects.current().filter(organisation=organisation).annotate(refs=ArraySubquery(uses.values("ref")))
    return _by_title(_paper(row, terms) for row in rows.values(*_COLUMNS, "refs"))


def shared_papers(organisation: Organisation, terms: Terms) -> tuple[Paper, ...]:
    """Read what the group that looks after an organisation shares with it, with the questions it proves here."""
    uses = SharedUse.objects.filter(
        organisation=organisation, group=OuterRef("organisation"), paper=OuterRef("pk"), edition=terms.edition.name
    )
    rows = Document.seen.shared().exclude(organisation=organisation)
    rows = rows.annotate(refs=ArraySubquery(uses.values("ref")), group=F("organisation__name"))
    return _by_title(_paper(row, terms) for row in rows.values(*_COLUMNS, "refs", "group"))


_COLUMNS: Final = (
    "id", "kind", "title", "place", "link", "owner", "written_on", "review_on", "file_state", "is_shared",
)  # fmt: skip


def _paper(row: dict[str, Any], terms: Terms) -> Paper:
    is_somewhere = bool(row["place"] or row["link"] or row["file_state"] == FileState.CLEAN)
    state = state_on(row["review_on"], terms.today, is_somewhere=is_somewhere)
    return Paper(**{"group": "", **row, "refs": in_order(row["refs"], terms.edition)}, state=state)


def in_order(refs: Any, questions: Edition) -> tuple[str, ...]:
    """Put references into the reading order of an edition."""
    wanted = set(refs)
    return tuple(question.ref for question in questions.in_reading_order() if question.ref in wanted)


def _by_title(papers: Any) -> tuple[Paper, ...]:
    return tuple(sorted(papers, key=lambda paper: (paper.title.casefold(), paper.id)))


def _uses_of(group: Organisation, terms: Terms) -> tuple[int, dict[int, int]]:
    """Count the services that a group looks after, and those that use each of its documents.

    A service uses one that it chose for a question, or that proves an answer which the group gives for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_USED_BY, {"group": group.pk, "edition": terms.edition.name, "year": terms.year})
        counts: dict[int | None, int] = dict(cursor.fetchall())
    return counts.pop(None, 0), {paper: count for paper, count in counts.items() if paper is not None}


_USED_BY: Final = """
    WITH sites AS (
        SELECT site_id FROM organisations_groupsite WHERE organisation_id = %(group)s AND state = 'active'
    )
    SELECT NULL AS paper, count(*) FROM sites
    UNION ALL
    SELECT paper, count(*) FROM (
        SELECT used.paper, used.organisation_id FROM evidence_shareduse used
        WHERE used.group_id = %(group)s AND used.edition = %(edition)s
            AND used.organisation_id IN (SELECT site_id FROM sites)
        UNION
        SELECT used.document_id, sites.site_id
        FROM evidence_documentuse used
        JOIN evidence_document paper ON paper.id = used.document_id AND paper.is_shared
        JOIN assessments_sharedanswer shared
            ON shared.organisation_id = used.organisation_id AND shared.ref = used.ref
        JOIN assessments_toolkityear year ON year.id = shared.year_id AND year.label = %(year)s
        JOIN sites ON NOT sites.site_id = ANY (shared.except_sites)
        WHERE used.organisation_id = %(group)s AND used.edition = %(edition)s
    ) uses GROUP BY paper
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """One document as its own page shows it: its row, its versions newest first, and who uses it if it is a group's."""

    terms: Terms
    document: Document
    refs: tuple[str, ...]
    state: DocumentState
    versions: tuple[DocumentVersion, ...] = ()
    services: int = 0
    used_by: int = 0


def document_of(organisation: Organisation, pk: int) -> Document | None:
    """Return one of an organisation's own documents, removed ones too."""
    people = ("added_by", "saved_by", "removed_by")
    found: Document | None = Document.objects.filter(organisation=organisation, pk=pk).select_related(*people).first()
    return found


def shared_paper(organisation: Organisation, pk: int) -> Document | None:
    """Return one of the documents that the group above shares with an organisation."""
    papers = Document.seen.shared().exclude(organisation=organisation).filter(pk=pk)
    found: Document | None = papers.select_related("organisation", "saved_by").first()
    return found


def opened(document: Document, terms: Terms, *, is_group: bool) -> Opened:
    """Read everything about one of an organisation's own documents."""
    versions = DocumentVersion.objects.filter(document=document).select_related("added_by").order_by("-number")
    services, used_by = _uses_of(document.organisation, terms) if is_group and document.is_shared else (0, {})
    return Opened(
        terms,
        document,
        refs_of(document, terms),
        state_of(document, terms.today),
        tuple(versions),
        services,
        used_by.get(document.pk, 0),
    )


def opened_shared(organisation: Organisation, document: Document, terms: Terms) -> Opened:
    """Read everything that a site may see of a document of its group, with the questions it proves at the site."""
    versions = DocumentVersion.seen.filter(document_id=document.pk).order_by("-number")
    uses = SharedUse.objects.filter(organisation=organisation, group=document.organisation_id, paper=document.pk)
    refs = uses.filter(edition=terms.edition.name).values_list("ref", flat=True)
    return Opened(terms, document, in_order(refs, terms.edition), state_of(document, terms.today), tuple(versions))


def refs_of(document: Document, terms: Terms) -> tuple[str, ...]:
    """Return the questions that an organisation's own document supports."""
    uses = DocumentUse.objects.filter(document=document, edition=terms.edition.name)
    return in_order(uses.values_list("ref", flat=True), terms.edition)


def state_of(document: Document, today: date) -> DocumentState:
    """Say where a document stands on a day."""
    return state_on(document.review_on, today, is_somewhere=document.is_somewhere)


def removed_since(organisation: Organisation, since: datetime) -> tuple[Document, ...]:
    """Return what was removed from the register since an instant, the last first."""
    rows = Document.objects.removed().filter(organisation=organisation, removed_at__gte=since)
    return tuple(rows.select_related("removed_by").order_by("-removed_at", "-pk"))


def confirmed(organisation: Organisation, terms: Terms) -> set[tuple[str, str]]:
    """Return what was confirmed in the newest year and still can be taken back: assertions with their parts (R10)."""
    if not terms.can_edit:
        return set()
    rows = Confirmation.objects.filter(organisation=organisation, assessment__year__label=terms.year)
    return set(rows.values_list("assertion", "section"))
