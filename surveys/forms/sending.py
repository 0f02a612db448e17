"""Forms that send a survey: now, or by a schedule."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from surveys.enums import Trigger
from surveys.models.schedule import SESSIONS
from surveys.selectors.audience import ATTRIBUTES

_OR_SIX = format_lazy(_("optional, {n} if left empty"), n=SESSIONS)
# What the number of a trigger counts, and what applies without one where it is optional. The others have no number.
NUMBERS = {
    Trigger.MATCH_INTERVAL: (_("Days from one survey to the next"), ""),
    Trigger.CALENDAR: (_("Months from one survey to the next"), _("optional, sent once if left empty")),
    Trigger.SESSIONS: (_("Sessions"), _OR_SIX),
    Trigger.MATCH_DAYS: (_("Days after the start of the match"), ""),
    Trigger.HALF_TIME: (_("Sessions"), _OR_SIX),
    Trigger.MONTHS_AFTER: (_("Months after the end of the match"), ""),
}
LABELS = {"department": _("Departments"), "level": _("Levels"), "location": _("Locations")}


class AudienceForm(forms.Form):
    """Which part of the program's mentors or mentees, and for how long they can answer."""

    open_days = forms.IntegerField(label=_("Days to answer"), min_value=2, max_value=60)

    def __init__(
        self, *args: Any, choices: dict[str, list[str]], open_days: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("open_days", open_days)
        for name in ATTRIBUTES:
            if len(choices[name]) > 1:
                self.fields[name] = forms.MultipleChoiceField(
                    label=LABELS[name],
                    help_text=_("None selected means all."),
                    choices=[(value, value) for value in choices[name]],
                    required=False,
                    widget=forms.SelectMultiple(attrs={"size": min(5, len(choices[name]))}),
                )

    @property
    def audience(self) -> dict[str, list[str]]:
        return {name: self.cleaned_data[name] for name in ATTRIBUTES if self.cleaned_data.get(name)}


class ScheduleForm(AudienceForm):
    trigger = forms.ChoiceField(label=_("When"), choices=Trigger.choices)
    every = forms.IntegerField(
        label=_("Number"),
        min_value=0,
        max_value=730,
        required=False,
    )
    first_on = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    field_order = ["trigger", "every", "first_on", "open_days"]
    numbers = NUMBERS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The label of each trigger's number says whether it is optional; a day is required where it is asked.
        for name in ("every", "first_on"):
            self.fields[name].hides_optional = True
        chosen = self.data.get(self.add_prefix("trigger"))
        self.fields["every"].label = NUMBERS.get(chosen, (_("Number"), ""))[0]
        if chosen == Trigger.DATE:
            self.fields["first_on"].label = _("Day")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        trigger = given.get("trigger")
        needs_number = trigger in NUMBERS and not NUMBERS[trigger][1]
        if needs_number and not given.get("every") and "every" not in self.errors:
            self.add_error("every", _("Enter a number of at least 1."))
        needs_day = trigger in (Trigger.CALENDAR, Trigger.DATE)
        if needs_day and not given.get("first_on") and "first_on" not in self.errors:
            self.add_error("first_on", _("Choose a day."))
        return given
