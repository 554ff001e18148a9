"""Is this true here? A site's people say yes, or what is different (R74)."""

import pytest

from assessments.models import Answer, SiteDifference, SiteReply
from assessments.replies import SiteState, replies
from organisations.models import AuditEntry, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answer, manager_of
from tests.factories.groups import group, site_of
from tests.factories.sharing import form_of, people_at, shared
from tests.integration.assessments.reading import browser, elements, of_year, press, refusals, text, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def fern() -> Organisation:
    return group()


@pytest.fixture
def elm_view(fern: Organisation) -> Organisation:
    site = site_of(fern)
    people_at([site])
    return site


@pytest.fixture
def manager(elm_view: Organisation) -> User:
    return manager_of(elm_view)


def address(site: Organisation) -> str:
    return of_year(form_of(site), "agree")


def state(fern: Organisation, site: Organisation) -> SiteState:
    with acting_for(fern, site):
        return replies(fern, form_of(fern).year)[site.pk]


def seen(**versions: int) -> dict[str, int]:
    return {f"seen-{ref[1:].replace('_', '.')}": version for ref, version in versions.items()}


def test_nothing_shared_says_so(fern: Organisation, elm_view: Organisation, manager: User) -> None:
    page = browser(manager).get(address(elm_view))

    assert "Is this true at Elm View?" in words(page)
    assert "Fern Care Group has not shared any answers with you yet." in words(page)


def test_yes_agrees_to_all_of_it(fern: Organisation, elm_view: Organisation, manager: User) -> None:
    shared(fern, "1.1.5", "1.3.1", choice="yes", text="Priya")
    assert state(fern, elm_view).state == "silent"
    page = browser(manager).get(address(elm_view))
    assert press(page) == "Yes, this is what we do here"
    assert "Fern Care Group gave 2 answers for you." in words(page)

    page = browser(manager).post(address(elm_view), {"say": "true", **seen(_1_1_5=1, _1_3_1=1)}, follow=True)

    assert "Thank you. You have agreed." in words(page)
    assert "said that all of this is true here." in words(page)
    assert state(fern, elm_view) == SiteState("agreed")
    with acting_for(elm_view):
        assert AuditEntry.objects.filter(organisation_id=elm_view.pk, verb="agreed-here").count() == 1


def test_different_here_blocks_until_the_answer_changes(
    fern: Organisation, elm_view: Organisation, manager: User
) -> None:
    form = shared(fern, "1.1.5", "1.3.1", choice="yes", text="Priya")
    told = {"say": "different", "because-1.3.1": "We use paper", **seen(_1_1_5=1, _1_3_1=1)}
    browser(manager).post(address(elm_view), told)

    there = state(fern, elm_view)
    assert (there.state, there.blocks) == ("different", True)
    assert [(one.ref, one.because, one.is_open) for one in there.differences] == [("1.3.1", "We use paper", True)]

    answer(form, "1.3.1", choice="yes", text="On paper or on a computer", at=f.NOW.replace(hour=14))
    there = state(fern, elm_view)
    assert (there.state, there.blocks) == ("again", False)
    page = browser(manager).get(address(elm_view))
    assert "Since then 1 answer has changed." in words(page)
    assert words(page).count("Changed") == 1


def test_an_unclear_reply_keeps_what_was_typed(fern: Organisation, elm_view: Organisation, manager: User) -> None:
    shared(fern, "1.1.5", "1.3.1", choice="yes", text="Priya")
    client, both = browser(manager), seen(_1_1_5=1, _1_3_1=1)

    page = client.post(address(elm_view), {"say": "different", **both})
    assert refusals(page) == ["Say what is different, or press the first button"]
    page = client.post(address(elm_view), {"say": "true", "because-1.3.1": "We use paper", **both})
    assert refusals(page) == ["You wrote that this is different. Press the second button, or take your words out"]
    assert typed(page, "because-1.3.1") == "We use paper"
    folds = {text(fold): "open" in dict(fold.attributes) for fold in elements(page, "details")}
    assert [is_open for words, is_open in folds.items() if "We use paper" in words] == [True]
    assert state(fern, elm_view).state == "silent"


def test_an_answer_that_changed_meanwhile_is_read_again(
    fern: Organisation, elm_view: Organisation, manager: User
) -> None:
    form = shared(fern, "1.1.5", "1.3.1", choice="yes", text="Priya")
    answer(form, "1.1.5", choice="yes", text="Tom")
    told = {"say": "different", "because-1.3.1": "We use paper", **seen(_1_1_5=1, _1_3_1=1)}

    page = browser(manager).post(address(elm_view), told)

    assert page.status_code == 409
    assert "Some answers changed while you were reading: Who is in charge of data." in words(page)
    assert typed(page, "because-1.3.1") == "We use paper"
    assert (typed(page, "seen-1.1.5"), typed(page, "seen-1.3.1")) == ("2", "1")
    with acting_for(elm_view):
        assert not SiteReply.objects.exists()


def test_replying_again_takes_back_what_was_said(fern: Organisation, elm_view: Organisation, manager: User) -> None:
    shared(fern, "1.3.1", choice="yes", text="Priya")
    client = browser(manager)
    client.post(address(elm_view), {"say": "different", "because-1.3.1": "We use paper", **seen(_1_3_1=1)})
    assert typed(client.get(address(elm_view)), "because-1.3.1") == "We use paper"

    client.post(address(elm_view), {"say": "true", "because-1.3.1": "", **seen(_1_3_1=1)})

    assert state(fern, elm_view).state == "agreed"
    with acting_for(elm_view):
        assert not SiteDifference.objects.exists()


def test_missing_numbers_are_asked_on_the_same_page(fern: Organisation, elm_view: Organisation, manager: User) -> None:
    shared(fern, "1.3.1", choice="yes", text="Priya")
    client = browser(manager)
    assert "Yearly training for staff: how many staff do you have?" in words(client.get(address(elm_view)))
    one = {"say": "true", **seen(_1_3_1=1)}

    page = client.post(address(elm_view), {**one, "total-3.2.1": "20"})
    assert refusals(page) == ["Enter both numbers, or leave both boxes empty"]
    page = client.post(address(elm_view), {**one, "total-3.2.1": "20", "trained-3.2.1": "21"})
    assert refusals(page) == ["This cannot be more than the number of staff you have"]
    client.post(address(elm_view), {**one, "total-3.2.1": "20", "trained-3.2.1": "19"})

    with acting_for(elm_view):
        assert Answer.objects.values_list("choice", "staff_total", "staff_trained").get(ref="3.2.1") == ("yes", 20, 19)
    assert "how many staff do you have?" not in words(client.get(address(elm_view)))


def test_a_viewer_reads_and_somebody_with_no_group_has_no_page(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, "1.3.1", choice="yes", text="Priya")
    vera = browser(f.member(elm_view, Role.VIEWER, "Vera"))
    assert "You can read this, but not reply." in words(vera.get(address(elm_view)))
    assert vera.post(address(elm_view), {"say": "true"}).status_code == 403
    rose_court = f.organisation()
    alone = browser(manager_of(rose_court))
    assert alone.get(address(rose_court)).status_code == 404


def test_long_answers_are_folded(fern: Organisation, elm_view: Organisation, manager: User) -> None:
    shared(fern, "1.3.1", choice="yes", text="We keep it safe. " * 20)

    assert "Read all of it" in words(browser(manager).get(address(elm_view)))
