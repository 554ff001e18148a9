"""An operator accepts for a service that came to a group."""

from django import forms

from dsptcare.fields import CharField, TextField


class AcceptForm(forms.Form):
    group = CharField(label="Code of the head office or council", required="Enter the code of the group", width=10)
    site = CharField(label="Code of the service", required="Enter the code of the service", width=10)
    reason = TextField(
        label="What did you see?",
        max_length=2000,
        rows=4,
        required="Say what you saw",
        help_text="Both sides will read this in an email.",
    )
