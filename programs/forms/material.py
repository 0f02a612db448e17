"""Forms of briefings, resources and certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import Audience, Stage
from programs.models import Resource
from programs.resource_files import ACCEPTED, MAX_BYTES


class BriefingForm(forms.Form):
    text = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("A line that begins with ## is a heading, one that begins with - an item of a list."),
    )


class ResourceForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    description = forms.CharField(label=_("Description"), max_length=300, required=False)
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=Stage.choices,
        initial=Stage.BEFORE,
        widget=forms.RadioSelect,
        help_text=_("It is shown first in this stage, and stays available afterwards."),
    )
    audience = forms.ChoiceField(
        label=_("For"), choices=Audience.choices, initial=Audience.BOTH, widget=forms.RadioSelect
    )
    url = forms.URLField(
        label=_("Link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("PDF, Word, PowerPoint, Excel, OpenDocument, PNG or JPEG, up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    @staticmethod
    def initial_of(resource: Resource) -> dict[str, Any]:
        return {
            name: getattr(resource, name) for name in ("title", "description", "stage", "audience", "url")
        }

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of add_resource and update_resource."""
        values = dict(self.cleaned_data)
        sent = values.pop("file")
        if sent is not None and sent.size > MAX_BYTES:
            raise forms.ValidationError({"file": _("The file is larger than 5 MB.")})
        return {"values": values, "file": (sent.name, sent.read()) if sent else None}


class CertificateForm(forms.Form):
    is_offered = forms.BooleanField(
        label=_("Offer certificates"),
        required=False,
        help_text=_("With their name, role, dates, number of sessions and hours. The program contact signs."),
    )
