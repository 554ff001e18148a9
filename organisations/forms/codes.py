"""Another ODS code."""

from django import forms

from organisations.forms.join import OdsCodeField


class ChangeCodeForm(forms.Form):
    code = OdsCodeField(help_text="The new one. It has letters and numbers, like VA001.")
