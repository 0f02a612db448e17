"""What people type about programs, matches and sessions. Forms validate; actions write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import Cadence, Health, ParticipantRole, ProgramState, SessionState
from programs.models import Program
from programs.selectors.matches import DEFAULT_SORT, NO_GOAL, ORDERS, OVERRIDDEN, TO_LOOK_AT, Asked

QUIET_ROWS = 3
SORTS = [*ORDERS, DEFAULT_SORT, f"-{DEFAULT_SORT}"]


class DateInput(forms.DateInput):
    """A native date picker; it wants the ISO form whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ProgramForm(forms.Form):
    """A program in one form. Quiet weeks are rows: as many as there are and a few empty ones, without script."""

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the program is for, in one or two sentences. Shown to participants."),
    )
    starts_on = forms.DateField(label=_("Starts on"), widget=DateInput)
    ends_on = forms.DateField(
        label=_("Ends on"),
        required=False,
        widget=DateInput,
        help_text=_("Leave empty if it has no end date."),
    )
    cadence_days = forms.TypedChoiceField(
        label=_("Meeting frequency"),
        choices=Cadence.choices,
        coerce=int,
        initial=Cadence.BIWEEKLY,
        help_text=_("How often each match agrees to meet. Used to calculate its status."),
    )
    state = forms.ChoiceField(
        label=_("Status"),
        choices=ProgramState.choices,
        initial=ProgramState.RUNNING,
        help_text=_("The matches of a closed program count as finished. Drafts are not updated overnight."),
    )

    def __init__(self, *args: Any, program: Program | None = None, quiet: Any = (), **kwargs: Any) -> None:
        if program:
            kwargs["initial"] = {
                name: getattr(program, name)
                for name in ("name", "purpose", "starts_on", "ends_on", "cadence_days", "state")
            }
        super().__init__(*args, **kwargs)
        self.quiet = forms.formset_factory(QuietForm, extra=QUIET_ROWS, max_num=60, absolute_max=60)(
            self.data or None,
            prefix="quiet",
            initial=[{"starts_on": q.starts_on, "ends_on": q.ends_on, "reason": q.reason} for q in quiet],
        )

    def is_valid(self) -> bool:
        return super().is_valid() & self.quiet.is_valid()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The program must end after it starts."))
        return data

    @property
    def written(self) -> dict[str, Any]:
        """Return the arguments of the actions."""
        rows = [row.cleaned_data for row in self.quiet if row.cleaned_data.get("starts_on")]
        periods = [(row["starts_on"], row["ends_on"], row["reason"]) for row in rows]
        return {**self.cleaned_data, "quiet_periods": periods}


class QuietForm(forms.Form):
    starts_on = forms.DateField(label=_("From"), required=False, widget=DateInput)
    ends_on = forms.DateField(label=_("To"), required=False, widget=DateInput)
    reason = forms.CharField(label=_("Reason"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The heading above says that all of it may be left empty.
        for entry in self.fields.values():
            entry.hides_optional = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if bool(starts_on) != bool(ends_on):
            self.add_error("ends_on" if starts_on else "starts_on", _("Enter both dates, or neither."))
        elif starts_on and ends_on < starts_on:
            self.add_error("ends_on", _("A break cannot end before it starts."))
        elif data.get("reason") and not starts_on:
            self.add_error("starts_on", _("Enter both dates, or neither."))
        return data


class MatchFilter(forms.Form):
    """The query string of the list of matches. What cannot be read filters nothing."""

    health = forms.ChoiceField(choices=[*Health.choices, (TO_LOOK_AT, "")], required=False)
    q = forms.CharField(max_length=100, required=False)
    only = forms.ChoiceField(choices=[(NO_GOAL, ""), (OVERRIDDEN, "")], required=False)
    sort = forms.ChoiceField(choices=[(name, "") for name in SORTS], required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def asked(self) -> Asked:
        self.is_valid()
        given = {name: self.cleaned_data.get(name) for name in ("health", "q", "only", "sort")}
        return Asked(**{name: value for name, value in given.items() if value})

    def page_number(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("page") or 1


class ParticipantFilter(forms.Form):
    q = forms.CharField(max_length=100, required=False)
    role = forms.ChoiceField(choices=ParticipantRole.choices, required=False)


class OverrideForm(forms.Form):
    health = forms.ChoiceField(
        label=_("Match status"),
        choices=[
            (Health.ON_TRACK.value, Health.ON_TRACK.label),
            (Health.ATTENTION.value, Health.ATTENTION.label),
            (Health.AT_RISK.value, Health.AT_RISK.label),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Visible to all program coordinators."),
    )
    review_on = forms.DateField(
        label=_("Review on"),
        widget=DateInput,
        help_text=_("On that day it reappears under “Next steps”."),
    )


class SessionForm(forms.Form):
    happens_on = forms.DateField(label=_("Day"), widget=DateInput)
    state = forms.ChoiceField(label=_("Status"), choices=SessionState.choices, initial=SessionState.HELD)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440, required=False)


class AwayForm(forms.Form):
    role = forms.ChoiceField(label=_("Person"), choices=ParticipantRole.choices)
    starts_on = forms.DateField(label=_("From"), widget=DateInput)
    ends_on = forms.DateField(label=_("To"), widget=DateInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("An absence cannot end before it starts."))
        return data


class ViewForm(forms.Form):
    """The name of a saved view; its filters are those of the list that it was saved from."""

    name = forms.CharField(label=_("Name of this view"), max_length=60)
