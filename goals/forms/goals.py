"""Forms of goals: the questions, check-ins, milestones, and how a goal ends."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.enums import Direction, GoalOwner, GoalState, InReach, MeasureKind, ObjectiveState, Pace
from goals.models import Goal, Objective
from goals.selectors import GoalFilters
from programs.forms import ONLY_THE_TWO, DateInput, read_by

# Title and measure: Program.shows_goal_titles.
BY_BOTH_AND_PERHAPS_STAFF = _(
    "The two of you read this. Program staff see it only if the program’s settings allow it."
)


class GoalFilter(forms.Form):
    """The query string of the list of goals. Invalid values are ignored."""

    state = forms.ChoiceField(choices=GoalState.choices, required=False)
    q = forms.CharField(max_length=100, required=False)

    def filters(self) -> GoalFilters:
        self.is_valid()
        return GoalFilters(**{name: value for name, value in self.cleaned_data.items() if value})


class WhatForm(forms.Form):
    title = read_by(
        BY_BOTH_AND_PERHAPS_STAFF,
        forms.CharField(
            label=_("What do you want to do?"),
            help_text=_("Begin with a verb: “present our roadmap to the sales team”."),
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    )
    skill = forms.CharField(
        label=_("Growth area"),
        help_text=_("Program staff see this and the dates."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "growth-areas", "autocomplete": "off"}),
    )
    owner = forms.ChoiceField(
        label=_("Whose goal is it?"),
        choices=GoalOwner.choices,
        initial=GoalOwner.MENTEE,
        widget=forms.RadioSelect,
    )


class MeasureForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What kind of measure?"),
        choices=MeasureKind.choices,
        initial=MeasureKind.NUMBER,
        widget=forms.RadioSelect,
    )
    measure = read_by(
        BY_BOTH_AND_PERHAPS_STAFF,
        forms.CharField(
            label=_("What do you measure?"),
            help_text=_("Something you can look up, count or ask for."),
            max_length=200,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    )
    direction = forms.ChoiceField(
        label=_("I want to"), choices=Direction.choices, initial=Direction.RAISE, widget=forms.RadioSelect
    )
    baseline = forms.DecimalField(
        label=_("Today"), required=False, max_digits=14, decimal_places=2, localize=True
    )
    target = forms.DecimalField(
        label=_("Target"), required=False, max_digits=14, decimal_places=2, localize=True
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Needed for numbers, not for goals that are done or not: so neither required nor called optional.
        for name in ("baseline", "target"):
            self.fields[name].hides_optional = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") == MeasureKind.DONE:
            # The page does not show them then.
            for name in ("baseline", "target", "unit"):
                self.errors.pop(name, None)
            return {**data, "baseline": None, "target": None, "unit": ""}
        for name in ("baseline", "target"):
            if name not in self.errors and data.get(name) is None:
                self.add_error(name, _("Enter a number."))
        return data


class ReachForm(forms.Form):
    support = read_by(
        ONLY_THE_TWO,
        forms.CharField(
            label=_("What or who helps you?"),
            max_length=300,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    )
    obstacles = read_by(
        ONLY_THE_TWO,
        forms.CharField(
            label=_("What is in the way?"),
            max_length=300,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    )
    in_reach = forms.ChoiceField(
        label=_("Is it in reach?"), choices=InReach.choices, required=False, widget=forms.RadioSelect
    )


class WhichObjectiveForm(forms.Form):
    """Which objective of the program a goal serves. Without a field where the program has none."""

    objective_id = forms.TypedChoiceField(
        label=_("Which objective of the program does it serve?"),
        help_text=_("Program staff see this choice."),
        required=False,
        coerce=UUID,
        empty_value=None,
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Objective.objects.filter(program=goal.match.program_id)
        found = found.filter(Q(state=ObjectiveState.ACTIVE) | Q(pk=goal.objective_id)).in_order()
        choices = [(str(it.pk), it.statement) for it in found]
        if choices:
            self.fields["objective_id"].choices = [("", _("None in particular")), *choices]
        else:
            del self.fields["objective_id"]


class WhyForm(WhichObjectiveForm):
    relevance = read_by(
        ONLY_THE_TWO,
        forms.CharField(
            label=_("Why now?"),
            help_text=_("What changes for you or your work when you get there?"),
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
    )
    field_order = ("relevance", "objective_id")


class WhenForm(forms.Form):
    due_on = forms.DateField(label=_("By when?"), widget=DateInput)


STEPS: dict[str, type[forms.Form]] = {
    "what": WhatForm,
    "measure": MeasureForm,
    "reach": ReachForm,
    "why": WhyForm,
    "when": WhenForm,
}


def step_form(step: str, goal: Goal, *args: Any, **kwargs: Any) -> forms.Form:
    """Return the form of a question about a goal that has its match loaded."""
    if issubclass(STEPS[step], WhichObjectiveForm):
        kwargs["goal"] = goal
    return STEPS[step](*args, **kwargs)


class MilestoneForm(forms.Form):
    title = read_by(ONLY_THE_TWO, forms.CharField(label=_("Milestone"), max_length=200))
    due_on = forms.DateField(label=_("Due on"), required=False, widget=DateInput)


class CheckInForm(forms.Form):
    value = forms.DecimalField(
        label=_("Value today"), required=False, max_digits=14, decimal_places=2, localize=True
    )
    note = read_by(ONLY_THE_TWO, forms.CharField(label=_("One line"), required=False, max_length=500))
    pace = forms.ChoiceField(choices=Pace.choices)


class ExtendForm(forms.Form):
    due_on = forms.DateField(label=_("New date"), widget=DateInput)
    reason = read_by(ONLY_THE_TWO, forms.CharField(label=_("Why?"), required=False, max_length=300))


class CloseForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            (GoalState.MET.value, _("The goal is met")),
            (GoalState.REPLACED.value, _("Another goal replaces it")),
            (GoalState.DROPPED.value, _("We drop it")),
        ],
        widget=forms.RadioSelect,
    )
    reason = read_by(
        ONLY_THE_TWO,
        forms.CharField(
            label=_("Reason"),
            help_text=_("Needed for a goal that was not met."),
            required=False,
            max_length=300,
        ),
    )
