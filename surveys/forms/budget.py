"""The form of the contact budget: three numbers in three sentences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.budget import LEAST_GAP, MOST_GAP, MOST_PER_MONTH, MOST_PER_YEAR, Limits


class ContactBudgetForm(forms.Form):
    gap_days = forms.IntegerField(
        label=_("Days between two invitations"), min_value=LEAST_GAP, max_value=MOST_GAP
    )
    per_month = forms.IntegerField(label=_("Invitations in 30 days"), min_value=1, max_value=MOST_PER_MONTH)
    per_year = forms.IntegerField(label=_("Invitations in a year"), min_value=1, max_value=MOST_PER_YEAR)

    def __init__(self, *args: Any, limits: Limits | None = None, **kwargs: Any) -> None:
        if limits is not None:
            kwargs["initial"] = vars(limits)
        super().__init__(*args, **kwargs)
