"""Every role and every refusal has words."""

import ast

import pytest

from organisations.forms.people import RoleField
from organisations.models import OutgoingMail
from organisations.permissions import Role
from organisations.presenters.demonstration import STATES
from organisations.refusals import Refused
from organisations.words import REFUSALS, ROLE_MEANINGS, ROLES, sorry
from tests.architecture.source import modules_in


def reasons(*where: str) -> set[str]:
    """Find every reason that modules name: REASON = "words-with-hyphens"."""
    return {
        node.value.value
        for module in modules_in(*where)
        for node in module.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and "-" in str(node.value.value)
    }


@pytest.mark.parametrize("table", [ROLES, ROLE_MEANINGS], ids=["short", "long"])
def test_every_role_has_words(table):
    assert set(table) == set(Role)


def test_every_refusal_has_words_and_no_words_are_left_over():
    refused = reasons("organisations/actions/*.py", "organisations/invitations.py")
    others = [
        module.text
        for module in modules_in("organisations/*.py", "assessments/*.py", "assessments/*/*.py", "evidence/*/*.py")
        if module.path.name != "words.py"
    ]
    left_over = {reason for reason in set(REFUSALS) - refused if not any(f'"{reason}"' in text for text in others)}

    assert refused - set(REFUSALS) == set()
    assert left_over == set()


@pytest.mark.parametrize("reason", REFUSALS)
def test_words_of_a_refusal_are_written_as_errors_are(reason):
    words = sorry(Refused(reason))

    assert words[0].isupper()
    assert not words.endswith(".")


def test_every_state_of_a_mail_has_words():
    assert set(STATES) == set(OutgoingMail.State)


def test_what_somebody_can_do_is_offered_least_first():
    assert [value for value, _ in RoleField().choices] == ["viewer", "contributor", "administrator"]
