"""Forms of organization goals, objectives and their reviews."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.enums import ObjectiveDecision
from goals.models import QUARTERLY, REVIEW_MONTHS, OrganizationGoal
from programs.forms import DateInput


class OrganizationGoalForm(forms.Form):
    name = forms.CharField(
        label=_("What does the organization want?"),
        help_text=_("With or without mentoring: “fill leadership posts from within”."),
        max_length=200,
    )
    description = forms.CharField(label=_("Description"), max_length=500, required=False)
    owner = forms.CharField(label=_("Owner"), max_length=120)


class ObjectiveForm(forms.Form):
    organization_goal = forms.ModelChoiceField(
        label=_("Which organization goal does it serve?"), queryset=None, empty_label=_("Choose")
    )
    statement = forms.CharField(
        label=_("What is to change for the organization?"),
        help_text=_(
            "“More engineers of the first two years stay.” Mentors and mentees see it when they set a goal."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    measure = forms.CharField(
        label=_("What do you measure?"),
        help_text=_("Something that is counted, looked up or asked."),
        max_length=200,
    )
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    baseline = forms.DecimalField(
        label=_("Today"), required=False, max_digits=14, decimal_places=2, localize=True,
        help_text=_("Leave blank if it is not known yet. The page shows it as missing."),
    )  # fmt: skip
    target = forms.DecimalField(label=_("Target"), max_digits=14, decimal_places=2, localize=True)
    due_on = forms.DateField(label=_("By when?"), widget=DateInput)
    owner = forms.CharField(label=_("Owner"), max_length=120, help_text=_("The person responsible for it."))
    review_months = forms.TypedChoiceField(
        label=_("Review"),
        choices=REVIEW_MONTHS,
        coerce=int,
        initial=QUARTERLY,
        required=False,
        empty_value=QUARTERLY,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization_goal"].queryset = OrganizationGoal.objects.order_by("name", "id")


class ObjectiveChangeForm(ObjectiveForm):
    """The form of an objective that exists: what changes baseline, target or date is kept with its reason."""

    reason = forms.CharField(
        label=_("Why do you change it?"),
        help_text=_("Kept in the history if you change baseline, target or date."),
        max_length=500,
        required=False,
    )


class ObjectiveReviewForm(forms.Form):
    decision = forms.ChoiceField(label=_("What happens with this objective?"), widget=forms.RadioSelect)
    target = forms.DecimalField(
        label=_("New target"), required=False, max_digits=14, decimal_places=2, localize=True,
        help_text=_("Only if you raise it."),
    )  # fmt: skip
    due_on = forms.DateField(
        label=_("New due date"), required=False, widget=DateInput, help_text=_("Only if you raise it.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Kept in the history."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, choices: Sequence[ObjectiveDecision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(choices)

    def offer(self, choices: Sequence[ObjectiveDecision]) -> None:
        """Show these decisions; a new target only where the objective can be raised."""
        self.fields["decision"].choices = [(it.value, it.label) for it in choices]
        if ObjectiveDecision.RAISE not in choices:
            for name in ("target", "due_on"):
                self.fields.pop(name, None)
