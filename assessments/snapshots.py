"""The only bridge from rows to the rules' data: a fixed number of queries, whatever is answered.

`load` takes two: the assessment with its year, profile, confirmations, plan and history (as JSON), and the answers.
Everything is read in the open scope.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db.models import JSONField, QuerySet
from django.db.models.expressions import RawSQL

from assessments.cover_facts import COLUMNS as COVER
from assessments.cover_facts import ROWS as COVERS
from assessments.cover_facts import cover_from, was_covered_approaching
from assessments.editions import edition
from assessments.inheriting import HAS_GROUP, INHERITED, Inherited, inherited, inherited_by, inherited_of, is_given
from assessments.inheriting import facts as inherited_facts
from assessments.models import Answer, AnswerRevision, Assessment, SharedAnswer, ToolkitYear
from assessments.rules import answers as rules
from assessments.rules.case import Case, PlanEntry, Progress
from assessments.rules.editions import Edition
from assessments.rules.history import PastPublication, Source
from assessments.rules.levels import Level
from assessments.rules.profile import CyberEssentialsPlus, Earlier, Ico, Tri, exemptions
from assessments.rules.profile import Profile as ProfileFacts
from assessments.rules.schedule import Year, default_year
from assessments.rules.validity import ValidityPolicy, valid_until
from organisations.models import EarlierPublication, Organisation, Profile


@dataclass(frozen=True, slots=True)
class Loaded:
    """An assessment's row, and the case the rules are asked about."""

    assessment: Assessment
    case: Case


@dataclass(frozen=True, slots=True)
class LoadedQuestion:
    """What the page of one question needs: the other answers are not read for it.

    `answer` is the organisation's own row, `shared` what the group that looks after it has said.
    """

    assessment: Assessment
    answer: Answer | None
    shared: Inherited | None
    edition: Edition
    year: Year
    profile: ProfileFacts
    exempt: frozenset[str]
    today: date

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
    with_shared = years.select_related("year", "organisation__profile").annotate(shared=inherited_of(ref))
    assessment = next(iter(with_shared), None)
    if assessment is None:
        return None
    facts = _profile_of(assessment)
    return LoadedQuestion(
        assessment=assessment,
        answer=answer_row(assessment, ref),
        shared=inherited(assessment.shared).get(ref),
        edition=edition(assessment.edition),
        year=year_facts(assessment.year),
        profile=facts,
        exempt=exemptions(facts, today),
        today=today,
    )


def answer_row(assessment: Assessment, ref: str) -> Answer | None:
    """Return the row of one answer."""
    return next(iter(Answer.objects.filter(assessment=assessment, ref=ref)), None)


def answer_rows(assessment: Assessment) -> dict[str, Answer]:
    """Return the rows of all answers by their references."""
    return {answer.ref: answer for answer in Answer.objects.filter(assessment=assessment)}


def lock(assessment: Assessment) -> Assessment:
    """Lock the assessment's row: editors and publishing wait here for each other."""
    return _locking().get(pk=assessment.pk)


def _locking() -> QuerySet[Assessment]:
    locking: QuerySet[Assessment] = Assessment.objects.select_for_update(of=("self",))
    return locking.select_related("year", "organisation__profile").annotate(has_group=HAS_GROUP)


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
    case = Case(
        edition=edition(assessment.edition),
        year=year_facts(assessment.year),
        answers=rules.effective(_answers(assessment), inherited_facts(inherited(everything["inherited"]))),
        profile=_profile_of(assessment),
        confirmed=frozenset((assertion, section) for assertion, section in everything["confirmed"] or ()),
        plan={row["ref"]: _plan_entry(row) for row in everything["plan"] or ()},
        history=(*_here(everything["published"] or ()), *elsewhere_facts(everything["earlier"] or ())),
        today=today,
        validity=ValidityPolicy(settings.VALIDITY_POLICY),
        covers=tuple(map(cover_from, everything["covers"] or ())),
        was_covered_approaching=was_covered_approaching(everything["covers"] or (), today),
        closed_on=assessment.organisation.closed_on,
    )
    return Loaded(assessment, case)


def _profile_of(assessment: Assessment) -> ProfileFacts:
    organisation, is_confirmed = assessment.organisation, assessment.profile_confirmed_at is not None
    return profile_facts(organisation, organisation.profile, is_confirmed=is_confirmed)


def exempt_at(assessment: Assessment, today: date) -> frozenset[str]:
    """Say what the profile of an assessment's organisation exempts on a day (R22)."""
    return exemptions(_profile_of(assessment), today)


def _answers(assessment: Assessment) -> dict[str, rules.Answer]:
    """Read the answers as the rules' data, without a model for each: most pages need no more."""
    rows = Answer.objects.filter(assessment=assessment).values_list(*FACTS)
    return {row[0]: facts_of(row) for row in rows}


FACTS = tuple(field.name for field in fields(rules.Answer) if field.name != "inherited_from")
_ABOUT_LAST_YEAR = 2  # of them, the last: no draft or filed version has those


def facts_of(columns: Iterable[Any]) -> rules.Answer:
    ref, choice, *rest = columns
    return rules.Answer(ref, rules.Choice(choice) if choice else None, *rest)


def year_facts(year: ToolkitYear) -> Year:
    """Give a year's row as the rules' data."""
    return Year(year.label, year.opens_at, year.deadline, year.closes_at, year.last_edit_on, year.edition)


def answer_facts(answer: Answer) -> rules.Answer:
    """Give an answer's row as the rules' data."""
    return facts_of(getattr(answer, name) for name in FACTS)


def words_facts(row: Answer | AnswerRevision | SharedAnswer) -> rules.Answer:
    """Give what was said in a row, an answer, a filed version or a shared one, as the rules' data."""
    return facts_of(getattr(row, name) for name in FACTS[:-_ABOUT_LAST_YEAR])


def profile_facts(organisation: Organisation, profile: Profile, *, is_confirmed: bool) -> ProfileFacts:
    """Give a profile's row as the rules' data."""
    return ProfileFacts(
        name=organisation.name,
        code=organisation.code,
        care_kinds=frozenset(profile.care_kinds),
        ico=Ico(profile.ico_number, profile.ico_exempt_reason, profile.ico_expires_on),
        nhsmail_only=Tri(profile.nhsmail_only) if profile.nhsmail_only else None,
        cyber=CyberEssentialsPlus(
            Tri(profile.cyber_plus) if profile.cyber_plus else None,
            profile.cyber_plus_number,
            profile.cyber_plus_issued_on,
            profile.cyber_plus_expires_on,
        ),
        earlier=Earlier(profile.earlier) if profile.earlier else None,
        is_confirmed=is_confirmed,
    )


def _plan_entry(row: Mapping[str, Any]) -> PlanEntry:
    return PlanEntry(
        row["ref"], row["action"], row["owner"], _day(row["target_on"]), Progress(row["progress"]), row["comments"]
    )


def _here(rows: Iterable[Mapping[str, Any]]) -> Iterable[PastPublication]:
    for row in rows:
        yield PastPublication(
            level=Level(row["level"]),
            published_at=datetime.fromisoformat(row["published_at"]),
            published_on=date.fromisoformat(row["published_on"]),
            valid_until=date.fromisoformat(row["valid_until"]),
            year_label=row["year_label"],
            source=Source.HERE,
            is_withdrawn=row["withdrawn_at"] is not None,
            certificate_expires_on=_day(row["certificate_expires_on"]),
            reference=row["reference"],
        )


def elsewhere_facts(rows: Iterable[Mapping[str, Any]]) -> Iterable[PastPublication]:
    """History from the national toolkit lasts twelve months like every publication there (R27, R79)."""
    for row in rows:
        on = date.fromisoformat(row["published_on"])
        is_entry_level = row["level"] == EarlierPublication.Standard.ENTRY_LEVEL
        year = default_year(on, settings.DEFAULT_EDITION)
        yield PastPublication(
            level=Level(row["level"]) if row["level"] in set(Level) else None,
            published_at=None,
            published_on=on,
            valid_until=valid_until(on, ValidityPolicy.TWELVE_MONTHS, year.deadline),
            year_label=year.label,
            source=Source(row["source"]),
            label=row["label"],
            is_entry_level=is_entry_level,
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class LockedAnswers:
    """What saving one answer needs: the locked assessment, its answers, and what the profile exempts.

    `inherited` are the group's answers, which stand where an own one is dropped (R71).
    """

    assessment: Assessment
    answers: dict[str, rules.Answer]
    exempt: frozenset[str]
    columns: Mapping[str, tuple[Any, ...]]
    inherited: Mapping[str, rules.Answer]

    def row(self, ref: str) -> Answer:
        """Return the row of one answer, a new one of version 0 when there is none."""
        if ref in self.columns:
            return Answer.from_db("default", _COLUMNS, self.columns[ref])
        return Answer(organisation_id=self.assessment.organisation_id, assessment=self.assessment, ref=ref, version=0)


_COLUMNS = [field.attname for field in Answer._meta.concrete_fields]  # noqa: SLF001 - Django's documented way
_FACTS_OF = itemgetter(*(_COLUMNS.index(name) for name in FACTS))


def lock_answers(assessment: Assessment, *, today: date) -> LockedAnswers:
    """Lock the assessment and read its answers, in two statements."""
    return _locked_answers(lock(assessment), today)


def lock_answers_of(organisation: Organisation, label: str, *, today: date) -> LockedAnswers | None:
    """Do the same for an organisation's year, in the same two statements; None when that year was not opened."""
    locked = next(iter(_locking().filter(organisation=organisation, year__label=label)), None)
    return _locked_answers(locked, today) if locked else None


def _locked_answers(locked: Assessment, today: date) -> LockedAnswers:
    facts = map(_FACTS_OF, rows := list(Answer.objects.filter(assessment=locked).values_list(*_COLUMNS)))
    answers = {one.ref: one for one in map(facts_of, facts)}
    columns = dict(zip(answers, rows, strict=True))
    shared = inherited_facts(inherited_by(locked)) if getattr(locked, "has_group", False) else {}
    effective = rules.effective(answers, shared)
    return LockedAnswers(locked, effective, exempt_at(locked, today), columns, shared)


def newest_label(organisation: Organisation) -> str | None:
    """Return the label of the newest year that the organisation has opened."""
    labels = Assessment.objects.filter(organisation=organisation).order_by("-year__opens_at")
    label: str | None = labels.values_list("year__label", flat=True).first()
    return label
