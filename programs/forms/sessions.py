"""Forms of sessions: recorded by staff, planned and recorded by the two people of a match."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import SessionState
from programs.forms.readers import ONLY_THE_TWO, read_by
from programs.forms.widgets import DateInput, TimeInput


class SessionForm(forms.Form):
    happens_on = forms.DateField(label=_("Date"), widget=DateInput)
    state = forms.ChoiceField(label=_("Status"), choices=SessionState.choices, initial=SessionState.HELD)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440, required=False)


MINUTES = [(30, _("30 min")), (45, _("45 min")), (60, _("60 min")), (90, _("90 min"))]


class MinutesField(forms.TypedChoiceField):
    """The usual lengths as choices; any other length that a session has is offered too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("How long?"), choices=MINUTES, coerce=int, widget=forms.RadioSelect, initial=60, **kwargs
        )


class PlanSessionForm(forms.Form):
    """`others` are the mentor's other matches that may join."""

    day = forms.DateField(label=_("Date"), widget=DateInput)
    at = forms.TimeField(label=_("Starts at"), widget=TimeInput)
    minutes = MinutesField()
    place = forms.CharField(
        label=_("Where?"),
        max_length=300,
        required=False,
        help_text=_("A room or a video link."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    agenda = read_by(
        ONLY_THE_TWO,
        forms.CharField(
            label=_("Agenda"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
        ),
    )
    joining = forms.MultipleChoiceField(
        label=_("Who else joins?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_length(self)
        self.fields["joining"].choices = [(str(it.match.pk), it.partner.person.name) for it in others]
        if not others:
            del self.fields["joining"]

    def clean(self) -> dict[str, Any]:
        return {"joining": [], **super().clean()}


class RecordSessionForm(forms.Form):
    day = forms.DateField(label=_("Date"), widget=DateInput)
    at = forms.TimeField(label=_("Started at"), required=False, widget=TimeInput)
    minutes = MinutesField()


class AgendaForm(forms.Form):
    agenda = read_by(
        ONLY_THE_TWO,
        forms.CharField(
            label=_("Agenda"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
        ),
    )


def _offer_length(form: forms.Form) -> None:
    current = form.initial.get("minutes")
    if current and current not in dict(MINUTES):
        form.fields["minutes"].choices = [*MINUTES, (current, _("%(minutes)s min") % {"minutes": current})]
