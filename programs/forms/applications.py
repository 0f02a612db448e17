"""Forms of those who decide about applications."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import ApplicationDecision, ApplicationState, ParticipantRole


class ApplicationFilter(forms.Form):
    """The query string of the list. Invalid values are ignored."""

    state = forms.ChoiceField(
        choices=[it for it in ApplicationState.choices if it[0] != ApplicationState.DRAFT], required=False
    )
    role = forms.ChoiceField(choices=ParticipantRole.choices, required=False)
    q = forms.CharField(max_length=100, required=False)

    def filters(self) -> dict[str, str]:
        """Return the filters; without a state, those to decide."""
        self.is_valid()
        data = {name: self.cleaned_data.get(name) or "" for name in ("state", "role", "q")}
        return data | {"state": data["state"] or ApplicationState.SUBMITTED}


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=ApplicationDecision.choices, widget=forms.HiddenInput)
    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))


class SegmentForm(forms.Form):
    """Who is invited to apply: the query string of the page."""

    role = forms.ChoiceField(label=_("Invited as"), choices=ParticipantRole.choices, required=False)
    department = forms.CharField(max_length=120, required=False)
    level = forms.CharField(max_length=50, required=False)
    location = forms.CharField(max_length=120, required=False)

    def segment(self) -> dict[str, Any]:
        self.is_valid()
        data = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return data | {"role": data["role"] or ParticipantRole.MENTEE}
