"""Forms of participants and their absences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import AccountState, BriefingState, ParticipantRole, PauseReason
from programs.forms.widgets import DateInput
from programs.models import Match


class ParticipantFilter(forms.Form):
    q = forms.CharField(max_length=100, required=False)
    role = forms.ChoiceField(choices=ParticipantRole.choices, required=False)
    account = forms.ChoiceField(choices=AccountState.choices, required=False)
    briefing = forms.ChoiceField(choices=BriefingState.choices, required=False)


class ParticipantQuery(forms.Form):
    """The query string of the page for a new participant. Invalid values are ignored."""

    person = forms.UUIDField(required=False)
    q = forms.CharField(max_length=100, required=False)


class ParticipantForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=ParticipantRole.choices,
        widget=forms.RadioSelect,
        initial=ParticipantRole.MENTEE,
    )
    topics = forms.CharField(
        label=_("Topics"),
        max_length=2000,
        required=False,
        help_text=_("Separated by commas. Mentors are suggested by topics in common."),
    )
    capacity = forms.IntegerField(
        label=_("Mentees at most"),
        min_value=0,
        max_value=50,
        initial=1,
        help_text=_("For mentors only."),
    )


class OwnCapacityForm(forms.Form):
    capacity = forms.IntegerField(label=_("Mentees at most"), min_value=0, max_value=50)


class ParticipantPauseForm(forms.Form):
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DateInput,
        help_text=_("The last day. Leave it empty if you do not know yet."),
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=PauseReason.choices, initial=PauseReason.NOT_STATED)


class AbsenceDatesForm(forms.Form):
    starts_on = forms.DateField(label=_("From"), widget=DateInput)
    ends_on = forms.DateField(label=_("To"), widget=DateInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("An absence must end on or after its first day."))
        return data


class AbsenceForm(AbsenceDatesForm):
    role = forms.ChoiceField(label=_("Person"), choices=ParticipantRole.choices)

    field_order = ("role", "starts_on", "ends_on")

    def __init__(self, *args: Any, match: Match, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {ParticipantRole.MENTOR: match.mentor.person, ParticipantRole.MENTEE: match.mentee.person}
        self.fields["role"].choices = [(role.value, person.name) for role, person in people.items()]
