"""Forms of the list of matches and of one match: its status, its state and a new match."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import Health
from programs.extensions import SIGNAL_WORDS
from programs.forms.widgets import DateInput
from programs.selectors.matches import DEFAULT_SORT, NEEDS_ACTION, NO_GOAL, ORDERS, OVERRIDDEN, MatchFilters

SORTS = [*ORDERS, DEFAULT_SORT, f"-{DEFAULT_SORT}"]


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


class ViewForm(forms.Form):
    """The name of a saved view."""

    name = forms.CharField(label=_("Name"), max_length=60)


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


class MatchingQuery(forms.Form):
    """The query string of the page that suggests mentors. Invalid values are ignored."""

    q = forms.CharField(max_length=100, required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)


class DraftForm(forms.Form):
    """A mentee and the mentor who was chosen for them."""

    mentee = forms.UUIDField()
    mentor = forms.UUIDField()


class IntroductionForm(forms.Form):
    """Whether introductions are sent now or on a day."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now, with two minutes to undo")), ("later", _("On a day, at 9:00"))],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label=_("Day"), widget=DateInput, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("when") == "later" and not given.get("day") and "day" not in self.errors:
            self.add_error("day", _("Choose a day."))
        return given


class RematchForm(forms.Form):
    """The reason why a match ends, and whether both get an email."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Only those who run the program see it.")
    )
    tells_both = forms.BooleanField(label=_("Tell both by email"), required=False)
