"""The directory has changed: what ends, who leaves, who is told (R45 to R47)."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.following import follow_directory
from assessments.models import Assessment
from assessments.rules.status import StatusKind
from assessments.standings import status_on_day, statuses_on
from organisations.models import GroupSite, Organisation, OutgoingMail
from organisations.post import post_room
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import covering as c
from tests.factories import groups as g

pytestmark = pytest.mark.django_db
TODAY, LAST = date(2026, 11, 22), date(2027, 11, 22)
DAY = timedelta(days=1)


@pytest.fixture
def elm(fern: Organisation) -> Organisation:
    return g.site_of(fern)


@pytest.fixture
def oak(fern: Organisation, elm: Organisation) -> Organisation:
    return g.site_of(fern, "VA102", "Oak Lodge")


@pytest.fixture
def year(fern: Organisation, elm: Organisation, oak: Organisation) -> Assessment:
    year = c.ready_group(fern)
    c.published_for(year, elm, oak)
    return year


def moved(code: str, on: date, old: str = "AB01", new: str = "AB02") -> SimpleNamespace:
    return SimpleNamespace(code=code, old_parent=old, new_parent=new, on=on)


def follow(*, days: int = 0, **changes: object) -> int:
    loaded = SimpleNamespace(**{"moved": (), "closed": (), "reopened": (), **changes})
    with acting_for():
        return follow_directory(loaded=loaded, by=None, at=f.NOW + days * DAY)


def link(site: Organisation) -> GroupSite | None:
    with acting_for(site):
        return GroupSite.seen.active().filter(site=site).first()


def test_a_sold_site_is_covered_until_the_day_before_and_leaves(
    year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    assert follow(moved=[moved("VA101", TODAY + 3 * DAY)], days=5) == 1

    assert c.covers_of(elm) == [("AB01", TODAY, TODAY + 2 * DAY, "sold", False)]
    assert c.covers_of(oak) == [("AB01", TODAY, LAST, "", False)]
    assert (link(elm), link(oak) is None) == (None, False)
    assert status_on_day(elm, TODAY + 3 * DAY).kind is StatusKind.UNDER_NEW_PROVIDER


def test_a_sale_to_come_ends_the_cover_then_and_the_link_with_the_import_after(
    year: Assessment, elm: Organisation
) -> None:
    on = TODAY + 30 * DAY
    entry = c.in_directory(elm)
    c.belongs(entry, "AB01", None, on - DAY)
    c.belongs(entry, "AB02", on)

    follow(moved=[moved("VA101", on)])
    assert c.covers_of(elm) == [("AB01", TODAY, on - DAY, "sold", False)]
    assert link(elm) is not None

    follow(days=31)
    assert link(elm) is None


def test_a_sale_before_the_publication_voids_it(year: Assessment, elm: Organisation) -> None:
    follow(moved=[moved("VA101", TODAY - DAY)])

    assert [(ended, void) for *_, ended, void in c.covers_of(elm)] == [("sold", True)]
    assert status_on_day(elm, TODAY).kind is StatusKind.NOT_PUBLISHED


def test_a_move_between_others_ends_nothing(year: Assessment, elm: Organisation) -> None:
    """R49: the site came by an accepted claim; the directory never named this head office."""
    assert follow(moved=[moved("VA101", TODAY, old="ZZ01", new="ZZ02"), moved("VA101", TODAY, new="AB01")]) == 0
    assert link(elm) is not None


def test_a_closed_site_is_covered_on_its_last_day(year: Assessment, elm: Organisation) -> None:
    follow(closed=[SimpleNamespace(code="VA101", on=TODAY + 3 * DAY)])

    assert c.covers_of(elm) == [("AB01", TODAY, TODAY + 3 * DAY, "closed", False)]
    kinds = [status_on_day(elm, TODAY + n * DAY).kind for n in (3, 4)]
    assert kinds == [StatusKind.MET, StatusKind.CLOSED]


def test_what_a_closed_head_office_published_counts_until_then(
    fern: Organisation, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    """R47."""
    follow(closed=[SimpleNamespace(code="AB01", on=TODAY + 3 * DAY)])

    before, after = statuses_on([elm, oak, fern], TODAY + 3 * DAY), statuses_on([elm, oak, fern], TODAY + 4 * DAY)
    assert {before[one.pk].kind for one in (elm, oak, fern)} == {StatusKind.MET}
    assert [after[one.pk].kind for one in (elm, oak, fern)] == [
        StatusKind.UNDER_NEW_PROVIDER,
        StatusKind.UNDER_NEW_PROVIDER,
        StatusKind.CLOSED,
    ]


def test_the_group_is_told_once_of_everything(year: Assessment) -> None:
    follow(moved=[moved("VA101", TODAY + DAY)], closed=[SimpleNamespace(code="VA102", on=TODAY + DAY)])

    with post_room():
        [mail] = OutgoingMail.objects.filter(kind="cover_ended")
    assert mail.recipient == "grace@example.com"
    assert "Elm View, Leeds (VA101), last day 22 November 2026, because it has another head office then" in mail.text
    assert "Oak Lodge, Leeds (VA102), last day 23 November 2026, because it closes then" in mail.text


def test_following_again_changes_nothing(year: Assessment) -> None:
    change = {"moved": [moved("VA101", TODAY)], "closed": [SimpleNamespace(code="VA102", on=TODAY)]}

    assert follow(**change) == 2
    assert follow(**change) == 0


def test_codes_that_are_not_here_are_passed_over(year: Assessment) -> None:
    assert follow(moved=[moved("VX999", TODAY)], closed=[SimpleNamespace(code="VX998", on=TODAY)]) == 0


def test_many_sites_take_no_more_statements(fern: Organisation) -> None:
    sites = g.many_sites(fern, 60)
    c.published_for(c.ready_group(fern), *sites)

    def statements(codes: list[str]) -> int:
        with CaptureQueriesContext(connection) as found:
            assert follow(closed=[SimpleNamespace(code=code, on=TODAY + DAY) for code in codes]) == len(codes)
        return len(found)

    few, many = [site.code for site in sites[:5]], [site.code for site in sites[5:]]
    assert statements(few) == statements(many)


def test_a_site_that_opens_again_is_not_closed_any_more(year: Assessment, elm: Organisation) -> None:
    follow(closed=[SimpleNamespace(code="VA101", on=TODAY - DAY)])
    assert status_on_day(elm, TODAY).kind is StatusKind.CLOSED

    follow(reopened=["VA101", "VX999"])

    assert status_on_day(elm, TODAY).kind is StatusKind.NOT_PUBLISHED
