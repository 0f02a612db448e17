"""Form of the choices that are fixed before the first calculation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.enums import ComparedWith, LeaveKind
from reports.models import PRIMARY_MONTHS


class OutcomePlanForm(forms.Form):
    leave_kind = forms.ChoiceField(label=_("Who counts as having left"), choices=LeaveKind.choices)
    primary_months = forms.TypedChoiceField(
        label=_("Main period"), choices=PRIMARY_MONTHS, coerce=int, initial=12
    )
    compares_with = forms.ChoiceField(
        label=_("Comparison group"),
        choices=ComparedWith.choices,
        initial=ComparedWith.COLLEAGUES,
        required=False,
    )
    is_random = forms.BooleanField(label=_("Places were assigned at random"), required=False)

    def clean_compares_with(self) -> Any:
        return self.cleaned_data["compares_with"] or ComparedWith.COLLEAGUES
