"""A service gets another ODS code; the old one leads to it."""

import pytest
from django.urls import reverse

from organisations.actions.codes import change_code
from organisations.actions.registration import register
from organisations.models import FormerCode, Organisation
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups
from tests.integration.organisations.reading import browser, link_in, mail_to, verbs, words
from tests.integration.organisations.test_at_the_same_instant import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
CHANGE = reverse("organisations:change_code", args=["VA001"])


def code_of(organisation):
    return Organisation.objects.get(pk=organisation.pk).code


def former_codes():
    return sorted(FormerCode.seen.values_list("code", flat=True))


def changed(organisation, code, by):
    with acting_for(organisation, user=by):
        change_code(organisation=organisation, code=code, by=by, at=f.NOW)


def test_the_details_page_leads_here(priya, tom, rose_court):
    details = reverse("assessments:details", args=["VA001"])

    assert CHANGE in browser(priya).get(details).content.decode()
    assert CHANGE not in browser(tom).get(details).content.decode()


def test_the_code_changes_and_the_administrators_are_told(priya, tom, rose_court):
    response = browser(priya).post(CHANGE, {"code": " va 009 "}, follow=True)

    assert response.redirect_chain == [(reverse("assessments:details", args=["VA009"]), 302)]
    assert "Your code is VA009 now. The old one leads here too." in words(response)
    assert (code_of(rose_court), former_codes()) == ("VA009", ["VA001"])
    assert verbs(rose_court)[-1] == "changed-code"
    [mail] = mail_to(priya)
    assert "The old code: VA001\nThe new code: VA009" in mail.text
    assert link_in(mail) == reverse("assessments:details", args=["VA009"])
    assert not mail_to(tom)


def test_the_old_address_leads_members_to_the_new_one_and_strangers_nowhere(priya, jo, rose_court):
    changed(rose_court, "VA009", priya)
    old = reverse("organisations:people", args=["VA001"])

    assert browser(priya).get(old)["Location"] == reverse("organisations:people", args=["VA009"])
    assert browser(jo).get(old).status_code == 404


def test_who_types_the_old_code_to_join_finds_the_service(jo, priya, rose_court):
    changed(rose_court, "VA009", priya)

    for name in ("ask_to_join", "claim"):
        response = browser(jo).get(reverse(f"organisations:{name}", args=["VA001"]))
        assert "Rose Court, Leeds (VA009)" in words(response)


def test_a_code_with_an_account_is_refused_with_what_to_do(priya, rose_court):
    f.organisation("VB002", "Elm View", by=f.person("Owen"))

    response = browser(priya).post(CHANGE, {"code": "VB002"})

    assert "That code has an account. Ask us to join the two records" in words(response)
    assert 'value="VB002"' in response.content.decode()
    assert (code_of(rose_court), former_codes()) == ("VA001", [])


def test_a_code_that_somebody_else_had_is_refused(priya, rose_court):
    owen = f.person("Owen")
    changed(f.organisation("VB002", "Elm View", by=owen), "VB003", owen)

    response = browser(priya).post(CHANGE, {"code": "VB002"})

    assert "That code has an account." in words(response)
    assert code_of(rose_court) == "VA001"


def test_an_old_code_cannot_be_registered_by_anybody_else(priya, jo, rose_court):
    changed(rose_court, "VA009", priya)

    with acting_for(user=jo), pytest.raises(Refused, match="code-registered"):
        register(by=jo, at=f.NOW, code="VA001", name="Another")
    assert Organisation.objects.count() == 1


def test_a_group_cannot_set_up_a_site_with_an_old_code(priya, rose_court):
    changed(rose_court, "VA009", priya)

    with pytest.raises(Refused, match="code-registered"):
        groups.site_of(groups.group(), "VA001", "Another")


def test_changing_back_is_allowed(priya, rose_court):
    changed(rose_court, "VA009", priya)

    browser(priya).post(reverse("organisations:change_code", args=["VA009"]), {"code": "VA001"})

    assert (code_of(rose_court), former_codes()) == ("VA001", ["VA009"])


@pytest.mark.parametrize("typed", ["VA001", "va001"])
def test_the_same_code_is_no_change(priya, rose_court, typed):
    assert "This is your code already" in words(browser(priya).post(CHANGE, {"code": typed}))
    assert "changed-code" not in verbs(rose_court)


@pytest.mark.parametrize("typed", ["", "no", "VA-001", "X" * 13])
def test_what_cannot_be_a_code_is_explained(priya, rose_court, typed):
    assert "There is a problem Enter" in words(browser(priya).post(CHANGE, {"code": typed}))


def test_looking_changes_nothing(priya, rose_court):
    browser(priya).get(CHANGE)

    assert code_of(rose_court) == "VA001"


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_the_others_may_not(rose_court, role):
    client = browser(f.member(rose_court, role))

    assert client.get(CHANGE).status_code == 403
    assert client.post(CHANGE, {"code": "VA009"}).status_code == 403
    assert code_of(rose_court) == "VA001"


@pytest.mark.django_db(transaction=True)
class TestAtTheSameInstant:
    @pytest.mark.parametrize("times", range(3))
    def test_two_services_take_one_code_and_one_has_it(self, priya, rose_court, times):
        owen = f.person("Owen")
        elm_view = f.organisation("VB002", "Elm View", by=owen)

        def taking(organisation, by):
            return (
                (organisation,), by,
                lambda: change_code(organisation=organisation, code="VC003", by=by, at=f.NOW),
            )  # fmt: skip

        done = at_once(taking(rose_court, priya), taking(elm_view, owen))

        assert done.count("code-taken") == 1
        assert Organisation.objects.filter(code="VC003").count() == 1
        assert former_codes() in (["VA001"], ["VB002"])

    @pytest.mark.parametrize("times", range(3))
    def test_a_code_given_up_cannot_be_registered_meanwhile(self, priya, jo, rose_court, times):
        done = at_once(
            (
                (rose_court,), priya,
                lambda: change_code(organisation=rose_court, code="VA009", by=priya, at=f.NOW),
            ),
            ((), jo, lambda: register(by=jo, at=f.NOW, code="VA001", name="Another")),
        )  # fmt: skip

        assert done == ["VA001", "code-registered"]
        assert Organisation.objects.count() == 1
