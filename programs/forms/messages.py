"""Forms of messages between two people and of announcements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import Audience


class MessageForm(forms.Form):
    body = forms.CharField(label=_("Message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class AnnouncementForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("To"), choices=Audience.choices, initial=Audience.BOTH, widget=forms.RadioSelect
    )
    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
