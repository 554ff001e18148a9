"""Which two records an operator joins."""

from django import forms

from dsptcare.fields import CharField


class MergeForm(forms.Form):
    source = CharField(
        label="Code of the old record",
        required="Enter the code of the old record",
        width=10,
        help_text="Its people move. Its answers can only be read after it.",
    )
    target = CharField(label="Code of the record that stays", required="Enter the code of the other one", width=10)
