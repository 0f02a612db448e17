"""Forms of the notice about compared HR data, and of an objection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.forms import DateInput


class NoticeForm(forms.Form):
    text_en = forms.CharField(
        label=_("English text"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "lang": "en"}),
    )
    text_de = forms.CharField(
        label=_("German text"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "lang": "de"}),
    )
    given_on = forms.DateField(label=_("Notice given on"), required=False, widget=DateInput)


class ObjectionForm(forms.Form):
    employee_id = forms.CharField(label=_("Employee ID"), max_length=64, required=False)
    proof = forms.CharField(label=_("Work email address or last name"), max_length=254)
