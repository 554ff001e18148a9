"""Which records cannot be joined, and who cannot join any."""

import pytest
from django.urls import reverse

from assessments.actions.merging import merge
from assessments.models import Coverage
from organisations.models import GroupSite, Merge
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups
from tests.factories.assessments import published
from tests.integration.assessments.joining import MERGES, PREVIEW, joined, now
from tests.integration.organisations.reading import browser, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


class TestRefusals:
    def refused(self, client, source, target):
        address = reverse("assessments:merge_records", args=[source.code, target.code])
        before = Merge.seen.count()
        shown = words(client.get(address))
        client.post(address)
        assert Merge.seen.count() == before
        return shown

    def test_with_itself(self, olu, new):
        assert "Both codes are the same record." in self.refused(browser(olu), new, new)

    def test_what_was_joined_already(self, olu, old, new):
        third = f.organisation("VC003", "Third", by=f.person("Una"))
        joined(old, new, olu)

        assert "was joined to another record already" in self.refused(browser(olu), old, third)
        assert "was joined to another record already" in self.refused(browser(olu), third, old)

    def test_a_service_and_a_head_office(self, olu, new):
        assert "They cannot be one." in self.refused(browser(olu), new, groups.group())

    def test_a_head_office_with_sites(self, olu):
        fern, oak = groups.group(), groups.group("Oak Care", "OK01", by=f.person("Olga"))
        groups.site_of(fern)

        assert "has services of its own" in self.refused(browser(olu), fern, oak)

    @pytest.mark.parametrize("is_in_another", [True, False])
    def test_a_record_in_a_group_that_the_other_is_not_in(self, olu, new, is_in_another):
        site = groups.site_of(groups.group())
        if is_in_another:
            new = groups.site_of(groups.group("Oak Care", "OK01", by=f.person("Olga")), "VC003")

        assert "Try the other way round." in self.refused(browser(olu), site, new)

    def test_a_record_that_is_covered(self, olu, new):
        fern = groups.group()
        site = groups.site_of(fern)
        with acting_for(fern, new):
            GroupSite.objects.create(
                organisation=fern, site=new, how="accepted", state="active", asked_at=f.NOW,
                asked_by=groups.administrator_of(fern), joined_on=f.NOW.date(),
            )  # fmt: skip
        publication = published(fern)
        with acting_for(fern):
            Coverage.objects.create(
                organisation=fern, publication=publication, reference=publication.reference, site=site,
                from_on=publication.published_on, to_on=publication.valid_until, valid_until=publication.valid_until,
                made_at=f.NOW, made_by=groups.administrator_of(fern),
            )  # fmt: skip

        assert "Take it out of that first." in self.refused(browser(olu), site, new)


def test_a_record_that_is_not_there(olu, new):
    for pair in (("ZZ999", "VA001"), ("VA001", "ZZ999")):
        assert browser(olu).get(reverse("assessments:merge_records", args=pair)).status_code == 404
    assert browser(olu).post(reverse("assessments:undo_merge", args=[0])).status_code == 404


def test_nobody_else_has_these_pages(owen, priya, olu, old, new):
    done = joined(old, new, olu)
    for person in (owen, priya):
        client = browser(person)
        for address in (MERGES, PREVIEW, reverse("assessments:undo_merge", args=[done.pk])):
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404
    assert now(old).merged_into == new


def test_the_actions_are_for_operators_only(priya, old, new):
    with acting_for(user=priya), pytest.raises(Refused, match="merge-not-for-you"):
        merge(source=old, target=new, by=priya, at=f.NOW)
