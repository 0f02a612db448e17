"""Forms of messages between two people and of announcements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import Audience
from programs.forms.readers import ONLY_THE_TWO, read_by


class MessageForm(forms.Form):
    body = read_by(
        ONLY_THE_TWO,
        forms.CharField(label=_("Message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})),
    )


class AnnouncementForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("To"), choices=Audience.choices, initial=Audience.BOTH, widget=forms.RadioSelect
    )
    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))


class EmailTextForm(forms.Form):
    """The text of an email in one language."""

    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 10}))
