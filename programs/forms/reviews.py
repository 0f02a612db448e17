"""The form of a review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import ReviewFrequency

SCALE = [(number, str(number)) for number in range(1, 6)]


def _rating(label: object) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=SCALE, coerce=int, widget=forms.RadioSelect)


class ReviewForm(forms.Form):
    frequency = forms.ChoiceField(
        label=_("How often do you meet?"), choices=ReviewFrequency.choices, widget=forms.RadioSelect
    )
    engagement = _rating(_("How engaged are your conversations?"))
    receives = _rating(_("I get feedback I can use"))
    gives = _rating(_("My feedback is welcome"))
    change = forms.CharField(
        label=_("What should the two of you change?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
