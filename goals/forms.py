from django import forms

from goals.enums import GoalState
from goals.selectors import GoalFilters


class GoalFilter(forms.Form):
    """The query string of the list of goals. Invalid values are ignored."""

    state = forms.ChoiceField(choices=GoalState.choices, required=False)
    q = forms.CharField(max_length=100, required=False)

    def filters(self) -> GoalFilters:
        self.is_valid()
        return GoalFilters(**{name: value for name, value in self.cleaned_data.items() if value})
