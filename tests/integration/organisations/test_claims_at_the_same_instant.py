"""Two press at once about one claim: one claim, one decision."""

import pytest

from organisations.actions import claiming
from organisations.claiming import Proof
from organisations.permissions import Role
from tests import factories as f
from tests.factories import claims, groups
from tests.integration.organisations.reading import mail_to, role_of, verbs
from tests.integration.organisations.test_at_the_same_instant import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_claim_sent_twice_is_one_with_one_mail(priya, jo, rose_court):
    asking = (
        (), jo,
        lambda: claiming.claim(
            organisation=rose_court, proof=Proof.LETTER, evidence="I run it", by=jo, at=f.NOW
        ).pk,
    )  # fmt: skip

    first, second = at_once(asking, asking)

    assert first == second
    assert len(mail_to(priya)) == 1
    assert verbs(rose_court).count("claimed") == 1


@pytest.mark.parametrize("times", range(3))
def test_the_partner_and_an_operator_decide_and_one_decision_holds(jo, rose_court, times):
    pat, olu = f.person("Pat"), f.person("Olu", is_operator=True)
    partner = groups.group("Skills Leeds", "SP01", "support-partner", by=pat)
    claim = claims.claimed(rose_court, jo, partner=partner)

    def deciding(by, decider, agree):
        return (
            (rose_court, partner), by,
            lambda: claiming.decide(
                claim=claim, decider=decider, agree=agree, reason="So", by=by, at=claim.objections_until
            ).state,
        )  # fmt: skip

    done = at_once(deciding(pat, partner, True), deciding(olu, None, False))

    assert done.count("claim-decided") == 1
    assert claims.now(claim).state in done
    assert (role_of(jo, rose_court) is Role.ADMINISTRATOR) is ("agreed" in done)
    assert verbs(rose_court).count("decided-claim") == 1
    assert len(mail_to(jo)) == 1


def test_objecting_and_agreeing_end_in_one_of_the_two(priya, jo, rose_court):
    pat = f.person("Pat")
    partner = groups.group("Skills Leeds", "SP01", "support-partner", by=pat)
    claim = claims.claimed(rose_court, jo, partner=partner)
    at = claim.objections_until

    done = at_once(
        ((rose_court,), priya, lambda: claiming.object_to(
            organisation=rose_court, claim_id=claim.pk, words="No", by=priya, at=at).state),
        ((partner,), pat, lambda: claiming.decide(
            claim=claim, decider=partner, agree=True, reason="So", by=pat, at=at).state),
    )  # fmt: skip

    assert sorted(done) in (["agreed", "claim-decided"], ["claim-objected", "objected"])
    assert (role_of(jo, rose_court) is Role.ADMINISTRATOR) is ("agreed" in done)
