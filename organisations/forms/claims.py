"""Taking over an account: the proof, an objection, a decision."""

from collections.abc import Iterable
from typing import Any

from django import forms

from dsptcare.fields import ChoiceField, TextField, TickField
from organisations.claiming import Proof
from organisations.models import Organisation
from organisations.words import PROOFS

NHSMAIL = "@nhs.net"
PARTNER_NEEDED = "Choose the support partner that knows you"


class ClaimForm(forms.Form):
    proof = ChoiceField(
        label="How can you show that you look after this service?",
        choices=[(proof.value, PROOFS[proof]) for proof in Proof],
        required="Choose how you can show that you look after this service",
    )
    partner = ChoiceField(
        label="Which support partner knows you? (only if you chose that)", widget=forms.Select(), choices=[]
    )
    evidence = TextField(
        label="Tell us what you can show",
        max_length=2000,
        rows=5,
        required="Tell us what you can show",
        help_text="Say who you are, when the person left, and what we can check. "
        "Only the people who decide will read this.",
    )

    def __init__(self, *args: Any, partners: Iterable[Organisation], email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email, self.partners = email, {str(partner.pk): partner for partner in partners}
        if self.partners:
            named = [(pk, str(partner)) for pk, partner in self.partners.items()]
            self.fields["partner"].choices = [("", "Choose one"), *named]
        else:
            del self.fields["partner"]
            choices = [(proof.value, PROOFS[proof]) for proof in Proof if proof is not Proof.PARTNER]
            self.fields["proof"].choices = choices

    def clean_proof(self) -> Proof:
        """Give the proof. NHSmail is what the person signs in with, or it proves nothing."""
        proof = Proof(self.cleaned_data["proof"])
        if proof is Proof.NHSMAIL and not self.email.endswith(NHSMAIL):
            raise forms.ValidationError(
                f"You sign in here with {self.email}, which is not NHSmail. Change your email address, "
                "or choose something else",
                code="nhsmail",
            )
        return proof

    def clean(self) -> dict[str, Any]:
        """Ask which partner, if a partner is the proof."""
        cleaned = super().clean() or self.cleaned_data
        partner = self.partners.get(cleaned.get("partner", ""))
        is_wanted = cleaned.get("proof") is Proof.PARTNER
        if is_wanted and partner is None and "partner" not in self.errors:
            self.add_error("partner", PARTNER_NEEDED)
        return {**cleaned, "partner": partner if is_wanted else None}


class ObjectionForm(forms.Form):
    """Object, in words; or say that it is right, which needs none."""

    words = TextField(
        label="Why is it not right?",
        max_length=2000,
        rows=4,
        help_text="Only if you do not agree. Say who you are at the service, and who the person is, if you know.",
    )
    right = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for words with an objection."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("right") and not cleaned.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", "Say why it is not right")
        return cleaned


class DecisionForm(forms.Form):
    answer = ChoiceField(
        label="What do you say?",
        choices=[("agree", "Yes, let them in"), ("refuse", "No")],
        hints={"agree": "They can then do everything there: answer, publish, and choose who can sign in."},
        required="Choose yes or no",
    )
    reason = TextField(
        label="Why?",
        max_length=2000,
        rows=4,
        required="Say why",
        help_text="We keep this. The person who asks will read it, so do not name anybody.",
    )


class OperatorDecisionForm(DecisionForm):
    mailbox_is_dead = TickField(
        label="Nobody reads the mail of the people who could object",
        help_text="Then there is no need to wait. Say below how you know.",
    )
    field_order = ("answer", "mailbox_is_dead", "reason")
