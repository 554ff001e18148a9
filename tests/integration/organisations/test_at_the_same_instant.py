"""Two people press at once: real threads, real transactions, and the rule holds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from organisations.actions import joining, people, registration
from organisations.models import Invitation, JoinRequest, Membership, Organisation, User
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import mail_to, member_id, role_of, verbs

pytestmark = pytest.mark.django_db(transaction=True)
Deed = tuple[tuple[Organisation, ...], User, Callable[[], object]]


def at_once(*deeds: Deed) -> list[object]:
    """Do each deed in its own transaction, none before all have begun; a refusal is given as its reason."""
    ready = Barrier(len(deeds), timeout=20)

    def do(deed: Deed) -> object:
        scope, person, act = deed
        try:
            with acting_for(*scope, user=person):
                ready.wait()
                return act()
        except Refused as refusal:
            return refusal.reason
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


@pytest.fixture
def owen(rose_court: Organisation) -> User:
    return f.member(rose_court, Role.ADMINISTRATOR, "Owen")


def administrators(organisation: Organisation) -> int:
    with acting_for(organisation):
        return Membership.objects.administrators().count()


@pytest.mark.parametrize("times", range(3))
def test_two_administrators_remove_each_other_and_one_stays(priya, owen, rose_court, times):
    ids = {person: member_id(person, rose_court) for person in (priya, owen)}

    def removing(by: User, whom: User) -> Deed:
        return (
            (rose_court,),
            by,
            lambda: people.remove(organisation=rose_court, by=by, at=f.NOW, member_id=ids[whom]),
        )

    done = at_once(removing(priya, owen), removing(owen, priya))

    assert done.count("last-administrator") == 1
    assert administrators(rose_court) == 1
    assert verbs(rose_court).count("removed") == 1


def test_two_administrators_step_back_and_one_stays(priya, owen, rose_court):
    ids = {person: member_id(person, rose_court) for person in (priya, owen)}

    def stepping_back(person: User) -> Deed:
        return (
            (rose_court,),
            person,
            lambda: people.change_role(
                organisation=rose_court, by=person, at=f.NOW, member_id=ids[person], role=Role.VIEWER
            ),
        )

    done = at_once(stepping_back(priya), stepping_back(owen))

    assert done.count("last-administrator") == 1
    assert administrators(rose_court) == 1


def test_one_leaves_while_the_other_steps_back_and_one_stays(priya, owen, rose_court):
    ids = {person: member_id(person, rose_court) for person in (priya, owen)}
    mine = {"organisation": rose_court, "at": f.NOW}

    done = at_once(
        ((rose_court,), priya, lambda: people.remove(**mine, by=priya, member_id=ids[priya])),
        (
            (rose_court,),
            owen,
            lambda: people.change_role(**mine, by=owen, member_id=ids[owen], role=Role.CONTRIBUTOR),
        ),
    )

    assert done.count("last-administrator") == 1
    assert administrators(rose_court) == 1


def test_a_code_registered_twice_is_one_service_with_one_owner(priya, jo):
    def registering(person: User, code: str) -> Deed:
        return (), person, lambda: registration.register(by=person, at=f.NOW, code=code, name="Rose Court")

    done = at_once(registering(priya, "VA001"), registering(jo, " va001"))

    assert done.count("code-registered") == 1
    organisation = Organisation.objects.get()
    assert administrators(organisation) == 1
    assert verbs(organisation) == ["registered"]


def test_a_join_request_sent_twice_is_one_with_one_mail(priya, jo, rose_court):
    asking = (
        (), jo,
        lambda: joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="").pk,
    )  # fmt: skip

    first, second = at_once(asking, asking)

    assert first == second
    with acting_for(rose_court):
        assert JoinRequest.objects.count() == 1
    assert len(mail_to(priya)) == 1


def test_a_request_answered_twice_has_one_answer(priya, owen, jo, rose_court):
    with acting_for(user=jo):
        asked = joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="")

    def answering(by: User, role: Role | None) -> Deed:
        return (
            (rose_court,),
            by,
            lambda: (
                joining.decide_request(organisation=rose_court, by=by, at=f.NOW, request_id=asked.pk, role=role).state
            ),
        )

    done = at_once(answering(priya, Role.VIEWER), answering(owen, None))

    assert done.count("request-not-waiting") == 1
    assert (role_of(jo, rose_court) is Role.VIEWER) is (JoinRequest.State.AGREED in done)
    assert len(mail_to(jo)) == 1


def test_an_invitation_accepted_twice_is_one_member(priya, jo, rose_court):
    with acting_for(rose_court, user=priya):
        one = people.invite(organisation=rose_court, by=priya, at=f.NOW, email=jo.email, role=Role.VIEWER)
    accepting = ((), jo, lambda: people.accept_mine(invitation=one, by=jo, at=f.NOW))

    done = at_once(accepting, accepting)

    assert done.count("invitation-used") == 1
    assert verbs(rose_court).count("joined") == 1


def test_two_invitations_to_one_address_leave_one_open(priya, owen, rose_court):
    def inviting(by: User, role: Role) -> Deed:
        return (
            (rose_court,),
            by,
            lambda: people.invite(organisation=rose_court, by=by, at=f.NOW, email="jo@example.com", role=role),
        )

    at_once(inviting(priya, Role.VIEWER), inviting(owen, Role.CONTRIBUTOR))

    with acting_for(rose_court):
        assert Invitation.objects.count() == 2
        assert Invitation.objects.unanswered().count() == 1


def test_taking_back_and_accepting_end_in_one_of_the_two(priya, jo, rose_court):
    with acting_for(rose_court, user=priya):
        one = people.invite(organisation=rose_court, by=priya, at=f.NOW, email=jo.email, role=Role.VIEWER)

    at_once(
        (
            (rose_court,),
            priya,
            lambda: people.withdraw_invitation(organisation=rose_court, by=priya, at=f.NOW, invitation_id=one.pk),
        ),
        ((), jo, lambda: people.accept_mine(invitation=one, by=jo, at=f.NOW)),
    )

    with acting_for(rose_court):
        one.refresh_from_db()
    assert bool(one.accepted_at) is not bool(one.withdrawn_at)
    assert (role_of(jo, rose_court) is Role.VIEWER) is bool(one.accepted_at)
