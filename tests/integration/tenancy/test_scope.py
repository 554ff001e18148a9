"""`acting_for` opens one home for managers and for PostgreSQL alike, and leaves nothing behind."""

from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django_scopes.exceptions import ScopeError

from assessments.models import Answer, Publication
from organisations.actions.people import join
from organisations.models import Membership
from organisations.permissions import Role
from organisations.tenancy import MOST_IDS_IN_A_QUERY, NoScope, acting_for, current_context
from tests import factories as f
from tests.factories.homes import Home
from tests.integration.tenancy.addresses import addresses, browser

pytestmark = pytest.mark.django_db(transaction=True)


def told_postgresql() -> tuple[str, str]:
    """Return what the policies read: the organisations and the person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.organisations', true), current_setting('app.user', true)")
        organisations, user = cursor.fetchone()
    return organisations or "", user or ""


def array(home: Home) -> str:
    return f"{{{home.organisation.pk}}}"


def seen() -> set[int]:
    return set(Membership.objects.values_list("organisation_id", flat=True))


def test_the_scope_shows_one_home_and_is_gone_after_the_commit(rose_court: Home, elm_view: Home) -> None:
    with acting_for(rose_court.organisation, user=rose_court.administrator):
        assert seen() == {rose_court.organisation.pk}
        assert told_postgresql() == (array(rose_court), str(rose_court.administrator.pk))

    assert told_postgresql() == ("", "")
    assert current_context() is None


def test_a_manager_without_a_scope_raises(rose_court: Home) -> None:
    with pytest.raises(ScopeError):
        Membership.objects.count()


def test_what_the_managers_do_not_guard_the_database_does(rose_court: Home) -> None:
    """`exists()` passes the managers' guard; row security behind it does not let it through."""
    with pytest.raises(DatabaseError):
        Answer.objects.exists()


def test_an_action_without_a_scope_raises_before_it_does_anything(rose_court: Home) -> None:
    jo = f.person("Jo")

    with pytest.raises(NoScope):
        join(organisation=rose_court.organisation, user=jo, role=Role.VIEWER, by=jo, at=f.NOW)


def test_a_nested_scope_puts_the_outer_one_back(rose_court: Home, elm_view: Home) -> None:
    with acting_for(rose_court.organisation, user=rose_court.administrator):
        with acting_for(elm_view.organisation):
            assert seen() == {elm_view.organisation.pk}
            # The person stays who they were unless the inner scope says otherwise.
            assert told_postgresql() == (array(elm_view), str(rose_court.administrator.pk))

        assert seen() == {rose_court.organisation.pk}
        assert told_postgresql() == (array(rose_court), str(rose_court.administrator.pk))


@pytest.mark.parametrize("failure", ["SELECT 1/0", "RAISE"])
def test_an_exception_in_a_nested_scope_puts_the_outer_one_back(rose_court: Home, elm_view: Home, failure: str) -> None:
    """Whether PostgreSQL fails, and the transaction with it, or Python alone."""
    fail = connection.cursor().execute if failure.startswith("SELECT") else int

    with acting_for(rose_court.organisation):
        with pytest.raises((DatabaseError, ValueError)), acting_for(elm_view.organisation):
            fail(failure)

        assert seen() == {rose_court.organisation.pk}
        assert told_postgresql()[0] == array(rose_court)


def test_an_exception_takes_the_whole_scope_back(rose_court: Home) -> None:
    def end_everybody() -> None:
        with acting_for(rose_court.organisation):
            Membership.objects.update(ended_at=f.NOW)
            raise ValueError("enough")

    with pytest.raises(ValueError, match="enough"):
        end_everybody()

    assert told_postgresql() == ("", "")
    with acting_for(rose_court.organisation):
        assert Membership.objects.active().count() == 3


def test_a_scope_survives_a_savepoint_inside_it(rose_court: Home) -> None:
    with acting_for(rose_court.organisation):
        with transaction.atomic():
            assert seen() == {rose_court.organisation.pk}

        assert seen() == {rose_court.organisation.pk}


def test_two_threads_act_for_two_homes_at_one_instant(rose_court: Home, elm_view: Home) -> None:
    both_inside = Barrier(2, timeout=60)
    found: dict[int, set[int]] = {}

    def look(home: Home) -> None:
        try:
            with acting_for(home.organisation):
                both_inside.wait()
                with acting_for():
                    both_inside.wait()
                found[home.organisation.pk] = seen()  # the outer scope put back is this thread's own
                both_inside.wait()
        finally:
            connections.close_all()

    threads = [Thread(target=look, args=[home]) for home in (rose_court, elm_view)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {home.organisation.pk: {home.organisation.pk} for home in (rose_court, elm_view)}


def test_a_scope_over_both_homes_shows_both_and_no_third(rose_court: Home, elm_view: Home) -> None:
    f.organisation("VC003", "Ash House", by=f.person("Jo"))

    with acting_for(rose_court.organisation, elm_view.organisation):
        assert seen() == {rose_court.organisation.pk, elm_view.organisation.pk}


def test_over_many_homes_the_database_alone_filters(rose_court: Home, elm_view: Home) -> None:
    """Above a hundred the managers stop listing ids; row security still lets only those through."""
    nobody = range(-MOST_IDS_IN_A_QUERY, 0)

    with acting_for(rose_court.organisation, *nobody):
        assert seen() == {rose_court.organisation.pk}


def test_a_query_kept_past_its_scope_raises_instead_of_showing_nothing(rose_court: Home) -> None:
    with acting_for(rose_court.organisation):
        kept = Publication.objects.all()

    with pytest.raises(DatabaseError):
        list(kept)


@pytest.mark.usefixtures("at_that_hour")
def test_two_requests_on_one_connection_share_nothing(rose_court: Home, elm_view: Home) -> None:
    at_rose_court, at_elm_view = (browser(home.administrator) for home in (rose_court, elm_view))
    [people] = [address for address in addresses() if address.name == "organisations:people"]
    server = connection.connection.info.backend_pid

    for home in (rose_court, elm_view, rose_court):
        mine, others = (at_rose_court, at_elm_view) if home is rose_court else (at_elm_view, at_rose_court)
        for client, status in ((mine, 200), (others, 404)):  # a page that was refused leaves nothing either
            assert client.get(people.of(home)).status_code == status
            assert told_postgresql() == ("", "")

    assert connection.connection.info.backend_pid == server
