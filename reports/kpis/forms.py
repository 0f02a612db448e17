"""The forms of KPIs and their values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.models import Objective
from programs.enums import ParticipantRole
from programs.forms import DateInput
from programs.models import Program
from reports.enums import Direction
from reports.kpis.sources import source_choices


def _number(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, max_digits=14, decimal_places=2, localize=True, help_text=help_text
    )


class KpiForm(forms.Form):
    """A KPI. One choice names the kind of source and what it refers to, so that the form works without JavaScript."""

    objective = forms.ModelChoiceField(label=_("Objective"), queryset=None, empty_label=_("Choose"))
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("“Retention after 12 months”, for example.")
    )
    definition = forms.CharField(
        label=_("Definition"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who is counted, and how."),
    )
    place = forms.ChoiceField(
        label=_("Source"),
        required=False,
        help_text=_("Where values from before, during and after come from. Without one, the KPI is a gap."),
    )
    role = forms.ChoiceField(
        label=_("Whose values"),
        choices=[(ParticipantRole.MENTEE.value, _("Mentees")), (ParticipantRole.MENTOR.value, _("Mentors"))],
        initial=ParticipantRole.MENTEE,
        required=False,
        help_text=_(
            "Of HR rates, skills and survey questions. The two are never added up: they differ in level."
        ),
    )
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("Leave blank for the unit of the source.")
    )
    baseline = _number(
        _("Baseline"), help_text=_("Leave blank if the source has a value from before the program.")
    )
    target = _number(_("Target"), help_text=_("Leave blank for the baseline and target of the objective."))

    def __init__(self, *args: Any, program: Program, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].queryset = (
            Objective.objects.filter(program=program).active().order_by("due_on", "statement", "id")
        )
        self.fields["place"].choices = [("", _("No source yet")), *source_choices(program, language)]

    @property
    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        found = dict(self.cleaned_data)
        source, _colon, reference = found.pop("place").partition(":")
        role = found.pop("role") or ParticipantRole.MENTEE
        return {**found, "source": source, "reference": reference, "role": role}


class KpiValueForm(forms.Form):
    taken_on = forms.DateField(label=_("Date"), widget=DateInput)
    value = _number(_("Value"), required=True)
    people = forms.IntegerField(
        label=_("Number of people"),
        min_value=1,
        required=False,
        help_text=_("Leave blank if it is not about people. Values of fewer than 5 people are not stored."),
    )
    source = forms.CharField(label=_("Where it comes from"), max_length=200, required=False)
