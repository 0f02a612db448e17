"""Forms that send a survey: now, or by a schedule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.enums import Trigger
from surveys.selectors.audience import ATTRIBUTES

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
        help_text=_(
            "How many days, sessions or months. For calendar days: the months in between, or 0 for once."
        ),
        min_value=0,
        max_value=730,
        required=False,
    )
    first_on = forms.DateField(
        label=_("First day"),
        help_text=_("For calendar days and dates."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    field_order = ["trigger", "every", "first_on", "open_days"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        needs_day = given.get("trigger") in (Trigger.CALENDAR, Trigger.DATE)
        if needs_day and not given.get("first_on") and "first_on" not in self.errors:
            self.add_error("first_on", _("Choose a day."))
        return given
