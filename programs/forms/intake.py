"""The form of who takes part: each field is part of a sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import ParticipantRole
from programs.forms.widgets import DateInput
from programs.models import Intake
from programs.selectors.intake import ATTRIBUTES, eligible_values

YES, NO = "yes", "no"
BOTH = "both"
ELIGIBLE = [(role, name) for role in (ParticipantRole.MENTEE, ParticipantRole.MENTOR) for name in ATTRIBUTES]


def either(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    """Return a choice of two words in a sentence, for a setting that is on or off."""
    return forms.TypedChoiceField(label=label, choices=[(NO, no), (YES, yes)], coerce=lambda it: it == YES)


class IntakeForm(forms.Form):
    is_rolling = either(
        _("Intake"), _("People can join while the program is running"), _("Everybody starts together")
    )
    roles = forms.ChoiceField(
        label=_("Roles"),
        choices=[
            (BOTH, _("mentors or mentees")),
            ("mentee", _("mentees only")),
            ("mentor", _("mentors only")),
        ],
    )
    apply_until = forms.DateField(label=_("Last day to apply"), required=False, widget=DateInput)
    takes_guests = either(
        _("Who can apply"), _("Everybody who has the address of the page"), _("Members who sign in")
    )
    needs_approval = either(
        _("Decision"), _("The program decides on each application"), _("Applications are accepted at once")
    )
    asks_manager = either(_("Line managers"), _("are asked to approve the hours"), _("are not asked"))
    mentor_capacity = forms.IntegerField(label=_("Mentees per mentor"), min_value=1, max_value=50)
    session_minutes = forms.IntegerField(label=_("Minutes per session"), min_value=15, max_value=480)
    whom_for = forms.CharField(
        label=_("Who it is for"),
        help_text=_("One or two sentences on the public page."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, intake: Intake, attributes: Mapping[str, Sequence[str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_initial(intake), **kwargs)
        labels = {"level": _("Levels"), "department": _("Departments"), "location": _("Locations")}
        for role, name in ELIGIBLE:
            chosen = eligible_values(intake, role).get(name, [])
            # A value that is no longer in the directory can still be unchecked.
            values = sorted({*attributes.get(name, ()), *chosen})
            self.fields[f"{role}_{name}"] = forms.MultipleChoiceField(
                label=labels[name],
                choices=[(it, it) for it in values],
                initial=chosen,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def values(self) -> dict[str, Any]:
        """Return the settings as update_intake takes them."""
        data = dict(self.cleaned_data)
        roles = data.pop("roles")
        eligibility: dict[str, dict[str, list[str]]] = {}
        for role, name in ELIGIBLE:
            if chosen := data.pop(f"{role}_{name}"):
                eligibility.setdefault(role, {})[name] = chosen
        return {
            **data,
            "takes_mentors": roles in (BOTH, "mentor"),
            "takes_mentees": roles in (BOTH, "mentee"),
            "eligibility": eligibility,
        }


def _initial(intake: Intake) -> dict[str, Any]:
    choices = ("is_rolling", "takes_guests", "needs_approval", "asks_manager")
    values = {name: YES if getattr(intake, name) else NO for name in choices}
    roles = BOTH
    if not (intake.takes_mentors and intake.takes_mentees):
        roles = "mentor" if intake.takes_mentors else "mentee"
    plain = ("apply_until", "mentor_capacity", "session_minutes", "whom_for")
    return {**values, "roles": roles, **{name: getattr(intake, name) for name in plain}}
