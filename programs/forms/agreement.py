"""The form with which mentors and mentees accept the agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.forms.readers import ONLY_THE_TWO, read_by

REPLY_CHOICES = [
    (1, _("one working day")),
    (2, _("two working days")),
    (3, _("three working days")),
    (5, _("a week")),
]


class AgreementForm(forms.Form):
    contact = forms.CharField(
        label=_("How can your partner reach you best?"),
        help_text=_("For example: Teams chat, then email. Not on Fridays."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reply_within_days = forms.TypedChoiceField(
        label=_("You reply within"), choices=REPLY_CHOICES, coerce=int, initial=2, widget=forms.RadioSelect
    )
    wishes = read_by(
        ONLY_THE_TWO,
        forms.CharField(
            label=_("What do you want from this mentoring?"),
            help_text=_("One or two sentences."),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
    )
