"""What an account begins with, from what the lists say."""

import pytest

from assessments.words import CARE_KINDS
from organisations.directory.facts import care_kinds, facts_of
from organisations.directory.reading.services import CARE
from organisations.models import DirectoryEntry, OrganisationKind, Profile

Kind = DirectoryEntry.Kind


@pytest.mark.parametrize(
    ("types", "kinds"),
    [
        ([], []),
        (["Care home with nursing"], ["care_home"]),
        (["Care home with nursing", "Care home without nursing"], ["care_home"]),
        (["Home care", "Supported living"], ["home_care", "supported_living"]),
        (["Nursing homes", "Residential homes"], ["care_home"]),
        (["Domiciliary care service"], ["home_care"]),
        (["Homecare agencies"], ["home_care"]),
        (["Shared lives", "Extra care housing"], ["other"]),
    ],
)
def test_kinds_of_care_are_guessed(types, kinds):
    assert care_kinds(types) == kinds


def test_every_type_that_the_import_writes_is_some_kind():
    assert all(len(care_kinds([one])) == 1 for one in CARE)
    assert set(care_kinds(list(CARE))) == {"care_home", "home_care", "supported_living", "other"}


@pytest.mark.parametrize(
    ("listed", "registered"),
    [
        (Kind.CARE_SITE, OrganisationKind.SINGLE_SITE),
        (Kind.COUNCIL_SITE, OrganisationKind.SINGLE_SITE),
        (Kind.HEAD_OFFICE, OrganisationKind.HEAD_OFFICE),
        (Kind.COUNCIL, OrganisationKind.COUNCIL),
    ],
)
def test_a_head_office_and_a_council_join_as_what_they_are(listed, registered):
    assert facts_of(DirectoryEntry(code="VA001", name="Rose Court", kind=listed))["kind"] == registered


def test_a_code_is_only_taken_from_elsewhere_when_the_list_has_none():
    entry = DirectoryEntry(code="VA001", name="Rose Court", kind=Kind.CARE_SITE)

    assert facts_of(entry, "VB002")["code"] == "VA001"
    entry.code = None
    assert facts_of(entry, "VB002")["code"] == "VB002"


def test_the_kinds_are_those_that_the_profile_knows():
    assert set(CARE_KINDS) >= {kind for one in CARE for kind in care_kinds([one])}
    assert Profile._meta.get_field("care_kinds").base_field.max_length >= max(map(len, CARE_KINDS))
