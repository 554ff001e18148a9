"""Reading an assessment with everything the rules are asked about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import JSONField, QuerySet
from django.db.models.expressions import RawSQL

from assessments.cover_facts import COLUMNS as COVER
from assessments.cover_facts import ROWS as COVERS
from assessments.cover_facts import cover_from, was_covered_approaching
from assessments.editions import edition
from assessments.inheriting import INHERITED, Inherited, inherited, inherited_of, is_given
from assessments.inheriting import facts as inherited_facts
from assessments.models import Answer, Assessment
from assessments.proving import PROVEN, Proof, papers_by_ref, proofs_from, proofs_of, with_proofs
from assessments.rules import answers as rules
from assessments.rules.case import Case
from assessments.rules.editions import Edition
from assessments.rules.profile import Profile as ProfileFacts
from assessments.rules.profile import exemptions
from assessments.rules.schedule import Year
from assessments.rules.validity import ValidityPolicy
from assessments.snapshots.facts import FACTS, facts_of, profile_of, year_facts
from assessments.snapshots.history import elsewhere_facts, here_facts, plan_entry
from assessments.snapshots.locking import lock
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Loaded:
    """An assessment's row, and the case the rules are asked about."""

    assessment: Assessment
    case: Case


@dataclass(frozen=True, slots=True)
class LoadedQuestion:
    """What the page of one question needs: the other answers are not read for it.

    `answer` is the organisation's own row, `shared` what the group that looks after it has said, `proofs` the papers
    that are linked to the question.
    """

    assessment: Assessment
    answer: Answer | None
    shared: Inherited | None
    edition: Edition
    year: Year
    profile: ProfileFacts
    exempt: frozenset[str]
    today: date
    proofs: tuple[Proof, ...]

    @property
    def is_inherited(self) -> bool:
        """Say whether the group's answer stands here (R71)."""
        return self.shared is not None and not is_given(self.answer)


def load(organisation: Organisation, label: str, *, today: date) -> Loaded | None:
    """Read one organisation's assessment of one year; None when that year was not opened."""
    years = Assessment.objects.filter(organisation=organisation, year__label=label)
    assessment = next(iter(_with_everything(years)), None)
    return _loaded(assessment, today) if assessment else None


def load_newest(organisation: Organisation, *, today: date) -> Loaded | None:
    """Read the newest assessment, None when there is none yet."""
    assessments = Assessment.objects.filter(organisation=organisation).order_by("-year__opens_at")
    assessment = _with_everything(assessments).first()
    return _loaded(assessment, today) if assessment else None


def load_question(organisation: Organisation, label: str, ref: str, *, today: date) -> LoadedQuestion | None:
    """Read one answer of one year, in two statements; None when that year was not opened."""
    years = Assessment.objects.filter(organisation=organisation, year__label=label)
    with_shared = years.select_related("year", "organisation__profile").annotate(
        shared=inherited_of(ref), linked=proofs_of(ref)
    )
    assessment = next(iter(with_shared), None)
    if assessment is None:
        return None
    facts = profile_of(assessment)
    return LoadedQuestion(
        assessment=assessment,
        answer=answer_row(assessment, ref),
        shared=inherited(assessment.shared).get(ref),
        edition=edition(assessment.edition),
        year=year_facts(assessment.year),
        profile=facts,
        exempt=exemptions(facts, today),
        today=today,
        proofs=proofs_from(assessment.linked),
    )


def answer_row(assessment: Assessment, ref: str) -> Answer | None:
    """Return the row of one answer."""
    return next(iter(Answer.objects.filter(assessment=assessment, ref=ref)), None)


def answer_rows(assessment: Assessment) -> dict[str, Answer]:
    """Return the rows of all answers by their references."""
    return {answer.ref: answer for answer in Answer.objects.filter(assessment=assessment)}


def load_locked(assessment: Assessment, *, today: date) -> Loaded:
    """Lock the assessment, then read everything again: what is decided on it is true until the commit."""
    locked = lock(assessment)
    return _loaded(_with_everything(Assessment.objects.filter(pk=locked.pk)).get(), today)


def _with_everything(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return assessments.select_related("year", "organisation__profile").annotate(everything=_EVERYTHING)


# What else there is of an assessment, as JSON. Said in SQL: Django takes longer to put such a statement together than
# PostgreSQL to answer it. The open scope guards the assessment, and row security each of these tables.
_EVERYTHING = RawSQL(  # noqa: S611 - our own names
    f"""
    SELECT jsonb_build_object(
        'inherited', {INHERITED.format(only="")},
        'proofs', {PROVEN},
        'confirmed', (SELECT jsonb_agg(jsonb_build_array(assertion, section))
            FROM assessments_confirmation WHERE assessment_id = assessments_assessment.id),
        'plan', (SELECT jsonb_agg(line ORDER BY id) FROM (
            SELECT id, ref, action, owner, target_on, progress, comments
            FROM assessments_planrow WHERE assessment_id = assessments_assessment.id) line),
        'published', (SELECT jsonb_agg(line ORDER BY id) FROM (
            SELECT publication.id, reference, level, published_at, published_on, valid_until, withdrawn_at,
                certificate_expires_on, year.label AS year_label
            FROM assessments_publication publication JOIN assessments_toolkityear year ON year.id = year_id
            WHERE organisation_id = assessments_assessment.organisation_id) line),
        'earlier', (SELECT jsonb_agg(line ORDER BY source, id) FROM (
            SELECT id, level, published_on, label, source FROM organisations_earlierpublication
            WHERE organisation_id = assessments_assessment.organisation_id
            UNION ALL
            SELECT id, level, published_on, label, 'national-list' FROM organisations_nationalresult WHERE code IN (
                SELECT code FROM organisations_organisation WHERE id = assessments_assessment.organisation_id
                UNION SELECT code FROM organisations_formercode
                WHERE organisation_id = assessments_assessment.organisation_id)) line),
        'covers', (SELECT jsonb_agg(line) FROM (
            SELECT {COVER}, (
                SELECT min(relation.from_on) FROM organisations_directoryrelation relation
                JOIN organisations_directoryentry entry ON entry.id = relation.entry_id
                WHERE entry.code = organisations_organisation.code AND relation.kind = 'parent'
                    AND relation.from_on > cover.from_on AND relation.to_code <> provider.code) AS moved_on
            FROM {COVERS} WHERE cover.site_id = assessments_assessment.organisation_id) line))
    """,  # noqa: S608 - our own names
    (),
    output_field=JSONField(),
)


def _loaded(assessment: Any, today: date) -> Loaded:
    everything = assessment.everything
    own = with_proofs(_answers(assessment), papers_by_ref(everything["proofs"]))
    case = Case(
        edition=edition(assessment.edition),
        year=year_facts(assessment.year),
        answers=rules.effective(own, inherited_facts(inherited(everything["inherited"]))),
        profile=profile_of(assessment),
        confirmed=frozenset((assertion, section) for assertion, section in everything["confirmed"] or ()),
        plan={row["ref"]: plan_entry(row) for row in everything["plan"] or ()},
        history=(*here_facts(everything["published"] or ()), *elsewhere_facts(everything["earlier"] or ())),
        today=today,
        validity=ValidityPolicy(settings.VALIDITY_POLICY),
        covers=tuple(map(cover_from, everything["covers"] or ())),
        was_covered_approaching=was_covered_approaching(everything["covers"] or (), today),
        closed_on=assessment.organisation.closed_on,
    )
    return Loaded(assessment, case)


def _answers(assessment: Assessment) -> dict[str, rules.Answer]:
    """Read the answers as the rules' data, without a model for each: most pages need no more."""
    rows = Answer.objects.filter(assessment=assessment).values_list(*FACTS)
    return {row[0]: facts_of(row) for row in rows}


def newest_label(organisation: Organisation) -> str | None:
    """Return the label of the newest year that the organisation has opened."""
    labels = Assessment.objects.filter(organisation=organisation).order_by("-year__opens_at")
    label: str | None = labels.values_list("year__label", flat=True).first()
    return label
