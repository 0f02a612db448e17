"""The forms of programs, matches and sessions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.enums import MembershipState, Role
from mentoring.tenancy.models import Membership
from programs.enums import (
    AccountState,
    Audience,
    Fit,
    Health,
    MeetingAnswer,
    MeetingInterval,
    ParticipantRole,
    ProgramState,
    SessionState,
)
from programs.extensions import SIGNAL_WORDS
from programs.models import Program
from programs.selectors.coordinators import assignable_to
from programs.selectors.matches import DEFAULT_SORT, NEEDS_ACTION, NO_GOAL, ORDERS, OVERRIDDEN, MatchFilters

EMPTY_BREAK_ROWS = 3
SORTS = [*ORDERS, DEFAULT_SORT, f"-{DEFAULT_SORT}"]


class DateInput(forms.DateInput):
    """A native date picker, which needs the ISO format in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


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
        help_text=_("How often matches agree to meet. It determines the health of each match."),
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
        self.breaks = forms.formset_factory(BreakForm, extra=EMPTY_BREAK_ROWS, max_num=60, absolute_max=60)(
            self.data or None,
            prefix="breaks",
            initial=[{"starts_on": q.starts_on, "ends_on": q.ends_on, "reason": q.reason} for q in breaks],
        )

    def is_valid(self) -> bool:
        return super().is_valid() & self.breaks.is_valid()

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


def only_choices() -> list[tuple[str, Any]]:
    """Return the choices of the filter `only`, including the registered signals."""
    signals = [(code, words.label) for code, words in SIGNAL_WORDS.items()]
    return [(NO_GOAL, _("No goal agreed")), (OVERRIDDEN, _("Status overridden")), *signals]


class MatchFilter(forms.Form):
    """The query string of the list of matches. Invalid values are ignored."""

    health = forms.ChoiceField(choices=[*Health.choices, (NEEDS_ACTION, "")], required=False)
    q = forms.CharField(max_length=100, required=False)
    only = forms.ChoiceField(choices=only_choices, required=False)
    sort = forms.ChoiceField(choices=[(name, "") for name in SORTS], required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def filters(self) -> MatchFilters:
        self.is_valid()
        given = {name: self.cleaned_data.get(name) for name in ("health", "q", "only", "sort")}
        return MatchFilters(**{name: value for name, value in given.items() if value})

    def page_number(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("page") or 1


class ParticipantFilter(forms.Form):
    q = forms.CharField(max_length=100, required=False)
    role = forms.ChoiceField(choices=ParticipantRole.choices, required=False)
    account = forms.ChoiceField(choices=AccountState.choices, required=False)


class OverrideForm(forms.Form):
    health = forms.ChoiceField(
        label=_("Status"),
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
        help_text=_("Visible to everybody who runs the program."),
    )
    review_on = forms.DateField(
        label=_("Review on"),
        widget=DateInput,
        help_text=_("On that day it appears under “Next steps”."),
    )


class SessionForm(forms.Form):
    happens_on = forms.DateField(label=_("Date"), widget=DateInput)
    state = forms.ChoiceField(label=_("Status"), choices=SessionState.choices, initial=SessionState.HELD)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440, required=False)


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


class ViewForm(forms.Form):
    """The name of a saved view."""

    name = forms.CharField(label=_("Name"), max_length=60)


class MeetingReplyForm(forms.Form):
    """The answer of one side about one match; the page writes its own fields."""

    met = forms.ChoiceField(choices=MeetingAnswer.choices, required=False)
    held_on = forms.DateField(required=False)
    held_at = forms.TimeField(required=False)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=1440)
    moved_to = forms.DateField(required=False)
    moved_at = forms.TimeField(required=False)
    rating = forms.IntegerField(required=False, min_value=1, max_value=5)
    fit = forms.ChoiceField(choices=[("", ""), *Fit.choices], required=False)
    note = forms.CharField(required=False, max_length=500)
    help_text = forms.CharField(required=False, max_length=2000)

    @property
    def is_answered(self) -> bool:
        return bool(self.data.get(self.add_prefix("met")))


REPLY_CHOICES = [
    (1, _("one working day")),
    (2, _("two working days")),
    (3, _("three working days")),
    (5, _("a week")),
]


class AgreementForm(forms.Form):
    contact = forms.CharField(
        label=_("How can your partner reach you best?"),
        help_text=_("For example: Teams chat, then email. Not on Fridays."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reply_within_days = forms.TypedChoiceField(
        label=_("You reply within"), choices=REPLY_CHOICES, coerce=int, initial=2, widget=forms.RadioSelect
    )
    wishes = forms.CharField(
        label=_("What do you want from this mentoring?"),
        help_text=_("One or two sentences. Only the two of you read this."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


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


class MessageForm(forms.Form):
    body = forms.CharField(label=_("Message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class AnnouncementForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("To"), choices=Audience.choices, initial=Audience.BOTH, widget=forms.RadioSelect
    )
    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))


class CoordinatorForm(forms.Form):
    """Choose one of the members with the role of coordinator who are not assigned yet."""

    member = forms.ModelChoiceField(label=_("Coordinator"), queryset=None)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset = assignable_to(program)
        field.label_from_instance = lambda member: str(member.user)


class MatchPauseForm(forms.Form):
    until = forms.DateField(
        label=_("Paused until"),
        widget=DateInput,
        help_text=_("Deadlines are paused up to and including this day. Then the match is active again."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)


class MatchEndForm(forms.Form):
    ended_on = forms.DateField(label=_("Ended on"), widget=DateInput)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class MatchReopenForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class MatchCreateQuery(forms.Form):
    """The query string of the page for a new match. Invalid values are ignored."""

    mentee = forms.UUIDField(required=False)
    q = forms.CharField(max_length=100, required=False)


class MatchCreateForm(forms.Form):
    mentor = forms.UUIDField(
        label=_("Mentor"),
        error_messages={"required": _("Choose a mentor."), "invalid": _("Choose a mentor.")},
    )
    started_on = forms.DateField(label=_("Introduced on"), widget=DateInput)


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


MINUTES = [(30, _("30 min")), (45, _("45 min")), (60, _("60 min")), (90, _("90 min"))]


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


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
    agenda = forms.CharField(
        label=_("Agenda"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
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
    agenda = forms.CharField(
        label=_("Agenda"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


def _offer_length(form: forms.Form) -> None:
    current = form.initial.get("minutes")
    if current and current not in dict(MINUTES):
        form.fields["minutes"].choices = [*MINUTES, (current, _("%(minutes)s min") % {"minutes": current})]
