"""Nothing happens twice: double presses, with and without the script that stops them, and the Back button."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import AnswerRevision, Assessment, PlanRow, Publication
from organisations.models import AuditEntry, Organisation, User
from organisations.tenancy import acting_for
from tests.factories import PASSWORD
from tests.factories.homes import make_ready
from tests.functional import steps
from tests.functional.browsing import Visitor
from tests.functional.steps import Posted, address, when_they_type

REF = "1.1.5"  # a text that no other page follows
SignedIn = Callable[..., Visitor]


def verbs(organisation: Organisation) -> list[str]:
    with acting_for(organisation):
        return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def hasty(request: pytest.FixtureRequest, visitors: SignedIn) -> Visitor:
    """Give somebody who presses everything twice."""
    visitor = visitors(has_script=request.param)
    visitor.presses_twice = True
    return visitor


@pytest.fixture
def hasty_priya(hasty: Visitor, priya: User) -> Visitor:
    """Give Priya in that haste."""
    steps.when_they_sign_in(hasty, priya.email)
    return hasty


def test_signing_up_twice_is_once(hasty: Visitor, posted: Posted) -> None:
    steps.when_they_sign_up(hasty)
    steps.when_they_prove_their_address(hasty, posted)

    if not hasty.has_script and hasty.screen.heading == "This link does not work any more":
        # The second press was quick enough to end the first's answer, and found the link used.
        hasty.follow("Sign in")
        hasty.fill("Email address", steps.EMAIL)
        hasty.fill("Password", PASSWORD)
        hasty.press("Sign in")
    if hasty.screen.heading == "Add your service":
        hasty.press("Find my service")
    hasty.is_at("What is your service called?")
    assert [user.email for user in User.objects.all()] == [steps.EMAIL]
    assert posted() == []


def test_joining_twice_is_once(hasty_priya: Visitor) -> None:
    steps.given_the_lists_have_their_service()
    hasty_priya.open(reverse("organisations:join"))
    steps.when_they_join_with_their_service(hasty_priya)
    hasty_priya.sees("Rose Court has joined.")
    if hasty_priya.has_script:
        steps.when_they_describe_their_service(hasty_priya)
    else:  # the second press finds the service there, and goes to its home
        hasty_priya.press("Make my plan")

    done = verbs(Organisation.objects.get())
    assert (done.count("registered"), done.count("opened-year")) == (1, 1)


def test_saving_twice_is_once(hasty_priya: Visitor, assessment: Assessment) -> None:
    hasty_priya.open(address("question", assessment, REF))
    when_they_type(hasty_priya, "Tom is in charge.")
    hasty_priya.press("Save and continue")
    hasty_priya.open(address("question", assessment, "3.1.1"))
    hasty_priya.choose("Not yet")
    hasty_priya.press("Save and continue")
    hasty_priya.fill("Who will do it?", "Registered manager")
    hasty_priya.press("Save and continue")

    with acting_for(assessment.organisation):
        assert AnswerRevision.objects.count() == 2
        assert not AnswerRevision.objects.filter(is_set_aside=True).exists()
        assert PlanRow.objects.count() == 1


def test_publishing_twice_is_once(hasty_priya: Visitor, assessment: Assessment, priya: User, posted: Posted) -> None:
    organisation = assessment.organisation
    with acting_for(organisation):
        make_ready(assessment, by=priya)
    hasty_priya.open(address("publish", assessment))
    steps.when_they_publish(hasty_priya, "Standards Met")

    steps.then_it_is_published(hasty_priya, "Standards Met")
    with acting_for(organisation):
        assert Publication.objects.count() == 1
    assert verbs(organisation).count("published") == 1
    assert len(posted()) == 1


def test_inviting_and_removing_twice_is_once(hasty_priya: Visitor, assessment: Assessment, posted: Posted) -> None:
    organisation = assessment.organisation
    hasty_priya.open(reverse("organisations:invite", args=[organisation.code]))
    hasty_priya.fill("Their email address", "tom@example.com")
    hasty_priya.choose("Answer questions")
    hasty_priya.press("Send the invitation")
    with acting_for(organisation):
        assert organisation.invitations.unanswered().count() == 1
    assert {mail["To"] for mail in posted()} == {"tom@example.com"}
    hasty_priya.press("Take back the link to tom@example.com")

    assert verbs(organisation).count("withdrew-invitation") == 1


def test_back_after_a_save_shows_the_question_as_it_was_saved(hasty_priya: Visitor, assessment: Assessment) -> None:
    hasty_priya.open(address("question", assessment, REF))
    when_they_type(hasty_priya, "Tom is in charge.")
    hasty_priya.press("Save and continue")
    hasty_priya.go_back()

    expect(hasty_priya.page.get_by_label("Your answer")).to_have_value("Tom is in charge.")
    hasty_priya.press("Save and continue")
    with acting_for(assessment.organisation):
        assert AnswerRevision.objects.count() == 1


def test_back_after_publishing_does_not_publish_again(signed_in: SignedIn, priya: User, assessment: Assessment) -> None:
    with acting_for(assessment.organisation):
        make_ready(assessment, by=priya)
    visitor = signed_in(priya)
    older = visitor.beside()
    older.open(address("publish", assessment))
    older.press("Publish Standards Met")
    visitor.open(address("publish", assessment))
    steps.when_they_publish(visitor, "Standards Met")
    done = visitor.screen.path

    visitor.go_back()
    visitor.is_at("Check and publish")
    visitor.is_refused("Publish Standards Met", "Tick the box to say that you are allowed to publish")
    older.choose("I am allowed to publish for Rose Court, and what we have said is true")
    older.press("Publish Standards Met")  # from the page as it was before, as a browser may keep it
    assert older.screen.path == done
    with acting_for(assessment.organisation):
        assert Publication.objects.count() == 1
