"""One press: what a list offers becomes the answer."""

from django import forms

from assessments.forms.answers import version_field

LONGEST_SEEN = 64


class UseOfferForm(forms.Form):
    """The version that was read, and what stands for the words that were seen."""

    version = version_field()
    seen = forms.CharField(max_length=LONGEST_SEEN, widget=forms.HiddenInput)
