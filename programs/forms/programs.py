"""Forms of a program: its setup, its breaks, its agreement and its coordinators."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.enums import MembershipState, Role
from mentoring.tenancy.models import Membership
from programs.enums import BEFORE_LAUNCH, ClosingReason, MeetingInterval, ProgramState
from programs.forms.widgets import DateInput
from programs.models import Program
from programs.selectors.coordinators import assignable_to

EMPTY_BREAK_ROWS = 3


class ProgramForm(forms.Form):
    """A program with its breaks: one row per break and a few empty rows, so that no JavaScript is needed."""

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences. Participants can read it."),
    )
    starts_on = forms.DateField(label=_("Starts on"), widget=DateInput)
    ends_on = forms.DateField(
        label=_("Ends on"),
        required=False,
        widget=DateInput,
        help_text=_("Leave empty if it has no end date."),
    )
    meeting_interval_days = forms.TypedChoiceField(
        label=_("Meeting frequency"),
        choices=MeetingInterval.choices,
        coerce=int,
        initial=MeetingInterval.BIWEEKLY,
        help_text=_("How often matches agree to meet. Their status depends on it."),
    )
    state = forms.ChoiceField(
        label=_("Status"),
        choices=ProgramState.choices,
        initial=ProgramState.RUNNING,
        help_text=_("Drafts are not evaluated. Closed programs are shown as finished."),
    )

    def __init__(self, *args: Any, program: Program | None = None, breaks: Any = (), **kwargs: Any) -> None:
        if program:
            kwargs["initial"] = {
                name: getattr(program, name)
                for name in ("name", "purpose", "starts_on", "ends_on", "meeting_interval_days", "state")
            }
        super().__init__(*args, **kwargs)
        if program and program.state in BEFORE_LAUNCH:
            state: Any = self.fields["state"]
            state.choices = [(it.value, it.label) for it in BEFORE_LAUNCH]
            state.help_text = _("The program runs from its launch, on its setup page.")
        self.breaks = forms.formset_factory(BreakForm, extra=EMPTY_BREAK_ROWS, max_num=60, absolute_max=60)(
            self.data or None,
            prefix="breaks",
            initial=[{"starts_on": q.starts_on, "ends_on": q.ends_on, "reason": q.reason} for q in breaks],
        )

    def is_valid(self) -> bool:
        is_valid = super().is_valid() & self.breaks.is_valid()
        if not self.breaks.is_valid() and not self.non_field_errors():
            self.add_error(None, _("Check the dates of the breaks."))
        return is_valid

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The program must end after it starts."))
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of the actions."""
        rows = [row.cleaned_data for row in self.breaks if row.cleaned_data.get("starts_on")]
        periods = [(row["starts_on"], row["ends_on"], row["reason"]) for row in rows]
        return {**self.cleaned_data, "breaks": periods}


class ProgramStartForm(forms.Form):
    """What a program from a template or a copy still needs. `version` is what the page showed of its source."""

    name = forms.CharField(label=_("Name"), max_length=120)
    starts_on = forms.DateField(label=_("First day"), widget=DateInput)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DateInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: str, end_hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.initial["version"] = version
        self.fields["ends_on"].help_text = end_hint

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The program must end after it starts."))
        shown = data.pop("version", "")
        if shown and shown != self.version:
            self.data = self.data.copy()
            self.data["version"] = self.version
            text = _(
                "This has changed since you opened the page. Check what it sets up, then create the program."
            )
            self.add_error(None, text)
        return data


class CloseProgramForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=ClosingReason.choices, widget=forms.RadioSelect)
    tells_people = forms.BooleanField(label=_("Tell mentors and mentees by email"), required=False)


class BreakForm(forms.Form):
    starts_on = forms.DateField(label=_("From"), required=False, widget=DateInput)
    ends_on = forms.DateField(label=_("To"), required=False, widget=DateInput)
    reason = forms.CharField(label=_("Reason"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The heading above says that breaks are optional.
        for entry in self.fields.values():
            entry.hides_optional = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if bool(starts_on) != bool(ends_on):
            self.add_error("ends_on" if starts_on else "starts_on", _("Enter both dates or neither."))
        elif starts_on and ends_on < starts_on:
            self.add_error("ends_on", _("A break must end on or after its first day."))
        elif data.get("reason") and not starts_on:
            self.add_error("starts_on", _("Enter both dates or neither."))
        return data


class AgreementTextForm(forms.Form):
    """The contact is one of those who run programs."""

    contact = forms.ModelChoiceField(
        label=_("Program contact"),
        queryset=None,
        required=False,
        empty_label=_("The administrators"),
        help_text=_("Participants can ask this person, who also gets replies to emails of the program."),
    )
    agreement = forms.CharField(
        label=_("Agreement"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("One point per line. Leave empty to use the standard text."),
    )

    shows_goal_titles = forms.BooleanField(
        label=_("Show the titles of goals to program staff"),
        required=False,
        help_text=_("Participants are told on the form. Off: staff see growth area, dates and numbers."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Scoped to the organization of the request, so made here and not with the class.
        roles = [Role.OWNER, Role.ADMINISTRATOR, Role.COORDINATOR]
        active = Membership.objects.filter(state=MembershipState.ACTIVE, role__in=roles)
        self.fields["contact"].queryset = active.select_related("user").order_by("user__name", "id")


class CoordinatorForm(forms.Form):
    """Choose one of the members with the role of coordinator who are not assigned yet."""

    member = forms.ModelChoiceField(label=_("Coordinator"), queryset=None)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset = assignable_to(program)
        field.label_from_instance = lambda member: str(member.user)
