"""Rows as the rules' data: one row in, one frozen fact out."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from assessments.models import Answer, AnswerRevision, Assessment, SharedAnswer, ToolkitYear
from assessments.rules import answers as rules
from assessments.rules.profile import CyberEssentialsPlus, Earlier, Ico, Tri, exemptions
from assessments.rules.profile import Profile as ProfileFacts
from assessments.rules.schedule import Year
from organisations.models import Organisation, Profile

_NO_COLUMNS = {"inherited_from", "papers", "documents", "papers_until"}
FACTS = tuple(field.name for field in fields(rules.Answer) if field.name not in _NO_COLUMNS)
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


def profile_of(assessment: Assessment) -> ProfileFacts:
    """Give the profile of an assessment's organisation as the rules' data."""
    organisation, is_confirmed = assessment.organisation, assessment.profile_confirmed_at is not None
    return profile_facts(organisation, organisation.profile, is_confirmed=is_confirmed)


def exempt_at(assessment: Assessment, today: date) -> frozenset[str]:
    """Say what the profile of an assessment's organisation exempts on a day (R22)."""
    return exemptions(profile_of(assessment), today)
