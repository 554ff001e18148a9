"""What a group's publication counts for: the actions, straight (R36 to R47)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assessments.actions.covering import Uncovered, end_cover
from assessments.actions.publishing import withdraw
from assessments.frozen import thaw
from assessments.models import Coverage
from assessments.rules.coverage import Candidacy
from assessments.rules.levels import Level
from assessments.rules.status import StatusKind
from assessments.snapshots import load
from assessments.standings import status_on_day, statuses_on
from organisations.actions.people import join
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import covering as c
from tests.factories import groups as g

pytestmark = pytest.mark.django_db

TODAY, LAST = date(2026, 11, 22), date(2027, 11, 22)
DAY = timedelta(days=1)
LATER = f.NOW + 30 * DAY


@pytest.fixture
def elm(fern: Organisation) -> Organisation:
    return g.site_of(fern)


def test_a_publication_counts_for_the_ticked_sites(fern: Organisation, elm: Organisation) -> None:
    oak = g.site_of(fern, "VA102", "Oak Lodge")
    publication = c.published_for(c.ready_group(fern), elm)

    assert c.covers_of(elm) == [("AB01", TODAY, LAST, "", False)]
    status = status_on_day(elm, TODAY)
    assert (status.kind, status.by_name, status.reference) == (
        StatusKind.MET,
        "Fern Care Group",
        publication.reference,
    )
    assert status_on_day(oak, TODAY).kind is StatusKind.NOT_PUBLISHED
    assert status_on_day(fern, TODAY).kind is StatusKind.MET


def test_the_sites_are_frozen_with_it(fern: Organisation, elm: Organisation) -> None:
    assert thaw(c.published_for(c.ready_group(fern), elm)).covers == [["VA101", "Elm View"]]


def test_a_newer_publication_takes_the_place_of_the_older(fern: Organisation, elm: Organisation) -> None:
    oak = g.site_of(fern, "VA102", "Oak Lodge")
    year = c.ready_group(fern)
    c.published_for(year, elm, oak)
    c.published_for(year, elm, at=LATER)

    day = TODAY + 30 * DAY
    assert c.covers_of(elm) == [
        ("AB01", TODAY, day - DAY, "replaced", False),
        ("AB01", day, date(2027, 12, 22), "", False),
    ]
    assert c.covers_of(oak) == [("AB01", TODAY, day - DAY, "replaced", False)]
    assert status_on_day(oak, day).kind is StatusKind.NOT_PUBLISHED


def test_of_two_on_one_day_the_first_never_counts(fern: Organisation, elm: Organisation) -> None:
    year = c.ready_group(fern)
    c.published_for(year, elm)
    second = c.published_for(year, elm, at=f.NOW + timedelta(hours=1))

    assert [(ended, void) for _, _, _, ended, void in c.covers_of(elm)] == [("replaced", True), ("", False)]
    assert status_on_day(elm, TODAY).reference == second.reference


def test_withdrawing_gives_back_what_was_replaced(fern: Organisation, elm: Organisation) -> None:
    year = c.ready_group(fern)
    first = c.published_for(year, elm)
    second = c.published_for(year, elm, at=LATER)
    with acting_for(fern):
        withdraw(publication=second, reason="In error", by=g.administrator_of(fern), at=LATER + DAY)

    assert c.covers_of(elm)[0] == ("AB01", TODAY, LAST, "", False)
    assert c.covers_of(elm)[1][3:] == ("withdrawn", True)
    assert status_on_day(elm, LAST).reference == first.reference
    assert status_on_day(elm, LAST + DAY).kind is StatusKind.EXPIRED


def test_a_site_that_another_covers_stops_the_whole_publication(fern: Organisation, elm: Organisation) -> None:
    holder = g.group("Moss Homes", "AB02", by=f.person("Max"))
    c.published_for(c.ready_group(holder))
    with acting_for(holder):
        publication = holder.publications.get()
        Coverage.objects.create(
            organisation=holder,
            publication=publication,
            reference=publication.reference,
            site=elm,
            from_on=TODAY,
            to_on=LAST,
            valid_until=LAST,
            made_at=f.NOW,
            made_by=g.administrator_of(holder),
        )

    with pytest.raises(Uncovered) as refused:
        c.published_for(c.ready_group(fern), elm)

    [candidate] = refused.value.candidates
    assert candidate.candidacy is Candidacy.COVERED_ELSEWHERE
    assert (candidate.name, candidate.holder.name) == ("Elm View", "Moss Homes")
    with acting_for(fern):
        assert not fern.publications.exists()


def test_the_directorys_head_office_takes_a_site_over(fern: Organisation, elm: Organisation) -> None:
    """R44."""
    moss = g.group("Moss Homes", "AB02", by=f.person("Max"))
    c.published_for(c.ready_group(fern), elm)
    c.in_directory(elm, "AB02")

    c.published_for(c.ready_group(moss), elm, at=LATER)

    day = TODAY + 30 * DAY
    assert c.covers_of(elm) == [
        ("AB01", TODAY, day - DAY, "taken-over", False),
        ("AB02", day, date(2027, 12, 22), "", False),
    ]


def test_closed_and_sold_are_known_before(fern: Organisation, elm: Organisation) -> None:
    oak = g.site_of(fern, "VA102", "Oak Lodge")
    entry = c.in_directory(elm)
    c.belongs(entry, "AB01", date(2020, 1, 1), TODAY + 9 * DAY)
    c.belongs(entry, "AB02", TODAY + 10 * DAY)
    with acting_for(oak):
        Organisation.objects.filter(pk=oak.pk).update(closed_on=TODAY + 5 * DAY)
    c.published_for(c.ready_group(fern), elm, oak)

    assert c.covers_of(elm) == [("AB01", TODAY, TODAY + 9 * DAY, "sold", False)]
    assert c.covers_of(oak) == [("AB01", TODAY, TODAY + 5 * DAY, "closed", False)]
    found = statuses_on([elm, oak], TODAY + 10 * DAY)
    assert found[elm.pk].kind is StatusKind.UNDER_NEW_PROVIDER
    assert found[oak.pk].kind is StatusKind.CLOSED


def test_r43_approaching_is_no_step_back(fern: Organisation, elm: Organisation) -> None:
    a.declared(elm_with_manager(elm), "met", date(2024, 1, 1))

    with pytest.raises(Uncovered) as refused:
        c.published_for(c.ready_group(fern, Level.APPROACHING), elm, level=Level.APPROACHING)

    assert [one.candidacy for one in refused.value.candidates] == [Candidacy.STEP_BACK]


def elm_with_manager(elm: Organisation) -> Organisation:
    user = f.person("Eve")
    with acting_for(elm, user=user):
        join(organisation=elm, user=user, role=Role.ADMINISTRATOR, by=user, at=f.NOW)
    return elm


def test_r43_a_site_covered_at_approaching_has_used_it(fern: Organisation, elm: Organisation) -> None:
    c.published_for(c.ready_group(fern, Level.APPROACHING), elm, level=Level.APPROACHING)
    with acting_for(elm):
        case = load(elm, "2026-27", today=TODAY).case

    assert case.was_covered_approaching
    assert not case.first_time


def test_r43_but_not_under_another_provider(fern: Organisation, elm: Organisation) -> None:
    c.published_for(c.ready_group(fern, Level.APPROACHING), elm, level=Level.APPROACHING)
    with acting_for():
        end_cover(site=elm, on=TODAY + 3 * DAY, ended=Coverage.Ended.SOLD, by=None, at=LATER)
    with acting_for(elm):
        assert load(elm, "2026-27", today=TODAY + 9 * DAY).case.first_time


def test_the_database_itself_lets_no_two_count_on_a_day(fern: Organisation, elm: Organisation) -> None:
    publication = c.published_for(c.ready_group(fern), elm)
    columns = (
        "INSERT INTO assessments_coverage (organisation_id, publication_id, reference, site_id, from_on, to_on,"
        " valid_until, is_amendment, made_at, made_by_id, ended, replaced_by_publication, voided_at)"
        " SELECT organisation_id, publication_id, reference, site_id, %s, %s, valid_until, false, made_at,"
        " made_by_id, '', '', %s FROM assessments_coverage WHERE site_id = %s"
    )
    tries = {
        (LAST, LAST, None): "one_cover_a_site_and_day",
        (LAST, LAST + DAY, None): "coverage_within_validity",
        (TODAY, TODAY - DAY, None): "coverage_in_order",
    }
    with acting_for(fern):
        for (start, end, void), name in tries.items():
            with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(columns, [start, end, void, elm.pk])
        with connection.cursor() as cursor:
            cursor.execute(columns, [TODAY, LAST, datetime(2026, 11, 22, tzinfo=UTC), elm.pk])
        assert Coverage.objects.filter(site=elm, reference=publication.reference).count() == 2
