"""The last form before publishing: who says so, and that they may."""

from django import forms

from dsptcare.fields import TickField


class DeclarationForm(forms.Form):
    """`after` is the newest publication that was there when the page was shown, so that a double press is one."""

    after = forms.IntegerField(required=False, widget=forms.HiddenInput)
    allowed = TickField(required="Tick the box to say that you are allowed to publish")

    def __init__(self, organisation: str, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["allowed"].label = f"I am allowed to publish for {organisation}, and what we have said is true"

    @property
    def declaration(self) -> str:
        """The words that were agreed to, to be frozen with the rest."""
        return str(self.fields["allowed"].label)
