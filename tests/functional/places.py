"""Every page there is to see: those of one rich organisation, of the account area, and of those who are not let in."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from assessments.actions.answers import save_answer
from assessments.editions import edition
from assessments.models import Answer
from assessments.presenters.details import STEPS
from assessments.rules.levels import Level
from evidence.lists.specs import LISTS
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.homes import Home, whole
from tests.integration.tenancy.addresses import organisation_addresses

A_YEAR = timedelta(days=365)
# A question of each kind, and what leads to each follow-up.
KINDS = {"1.1.2": "document", "1.3.7": "confirm", "1.1.5": "text", "9.2.1": "date"}
FOLLOWED = {"3.2.1": "yes", "3.1.1": "not-yet", "1.1.1": "not-yet", "5.1.1": "does-not-apply"}
# Lists that say something to a question, and a question that one of them says it to.
OFFERING = ("training", "devices")
OFFERED = ("6.2.1",)


DOWNLOADS = {
    "assessments:plan_workbook",
    "assessments:sites_csv",
    "assessments:list_file",
    "evidence:document_file",
    "evidence:shared_file",
}


def rich_home() -> Home:
    """Make a home that came back this year, published, has people in every role, and answers that lead to more."""
    home = whole(since=f.NOW - A_YEAR)
    with acting_for(home.organisation, user=home.administrator):
        for ref, choice in FOLLOWED.items():
            version = Answer.objects.get(assessment=home.assessment, ref=ref).version
            words = {"choice": choice}
            save_answer(
                assessment=home.assessment, ref=ref, words=words, version=version, by=home.administrator, at=f.NOW
            )
    return home


def pages_of(home: Home) -> list[str]:
    """Give the address of every page of the organisation, found by walking the resolver, and of its variants."""
    walked = [
        address.of(home)
        for address in organisation_addresses()
        if "GET" in address.view.methods and address.name not in DOWNLOADS
    ]
    lists = [reverse("assessments:list_page", args=[home.organisation.code, slug]) for slug in OFFERING]
    return list(dict.fromkeys([*walked, *lists, *_variants(home)]))


def _variants(home: Home) -> Iterator[str]:
    code, year = home.organisation.code, home.assessment.year.label

    def of(name: str, *rest: str) -> str:
        return reverse(f"assessments:{name}", args=[code, year, *rest])

    yield of("questions") + "?all"
    for section in edition(home.assessment.edition).sections:
        for name in ("part", "check_part", "review_part"):
            yield of(name, section.slug)
    for ref in (*KINDS, *OFFERED):
        yield of("question", ref)
    for ref in FOLLOWED:
        yield of("follow_up", ref)
    for level in Level:
        yield of("publish_check", level.value)
    for step in STEPS:
        yield reverse("assessments:details_step", args=[code, step])
    yield from _of_proof(code)
    with acting_for(home.organisation):
        last_administrator = home.organisation.memberships.administrators().get().pk
    yield reverse("organisations:member", args=[code, last_administrator])
    yield reverse("organisations:remove_member", args=[code, last_administrator])
    yield reverse("organisations:ask_to_join", args=["ZZ999"])
    yield "/o/NOBODY/"


def _of_proof(code: str) -> Iterator[str]:
    """Give the variants of pages of the register and of each list."""
    for listed in LISTS:
        for name in ("list_page", "add_row"):
            yield reverse(f"assessments:{name}", args=[code, listed.slug])
    for asked in ("?kind=privacy-notice", "?ref=1.1.5"):
        yield reverse("assessments:add_document", args=[code]) + asked
    yield reverse("assessments:documents", args=[code]) + "?state=missing&q=zebra"


OF_THE_PERSON = (
    "organisations:choose", "organisations:join", "organisations:details", "mfa_index", "mfa_activate_totp",
    "account_email", "account_change_password", "account_reauthenticate", "usersessions_list", "account_logout",
)  # fmt: skip
OF_ANYBODY = (
    "organisations:start", "assessments:what_you_need", "organisations:accessibility", "organisations:privacy",
    "organisations:cookies", "organisations:signed_out", "account_login", "account_signup", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done", "account_email_verification_sent",
    "account_inactive",
)  # fmt: skip
WITH_A_USED_LINK = ("/account/confirm-email/used/", "/account/password/reset/key/1-used/", "/invite/unknown/", "/lost/")
