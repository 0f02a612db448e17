"""Forms of action plans."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.enums import ActionOwner
from goals.plan_changes import MOST_ACTIONS, Entry
from programs.forms import DateInput, read_by


class PlanActionForm(forms.Form):
    """One action of a plan. The goals to choose from are those of the match."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = read_by(
        _("Only the two of you read this."),
        forms.CharField(
            label=_("What"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
        ),
    )
    who = forms.ChoiceField(label=_("Who"), choices=ActionOwner.choices, initial=ActionOwner.MENTEE)
    due_on = forms.DateField(label=_("By when"), required=False, widget=DateInput)
    goal = forms.ChoiceField(label=_("For"), required=False)

    def __init__(
        self,
        *args: Any,
        owners: Sequence[tuple[str, str]],
        goals: Sequence[tuple[str, str]],
        names_readers: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not names_readers:  # the page of a whole plan says it once
            self.fields["title"].readers = None
        self.fields["who"].choices = owners
        self.fields["goal"].choices = [("", _("No goal")), *goals]

    @property
    def entry(self) -> Entry:
        data = self.cleaned_data
        goal = UUID(data["goal"]) if data["goal"] else None
        return Entry(data.get("id") or uuid4(), data["title"], data["who"], data["due_on"], goal)


BLANK_ACTIONS = 2
PlanFormSet = forms.formset_factory(
    PlanActionForm, extra=BLANK_ACTIONS, can_delete=True, max_num=MOST_ACTIONS + BLANK_ACTIONS
)
