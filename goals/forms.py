from django import forms

from goals.enums import GoalState
from goals.selectors import AskedGoals


class GoalFilter(forms.Form):
    """The query string of the list of goals. What cannot be read filters nothing."""

    state = forms.ChoiceField(choices=GoalState.choices, required=False)
    q = forms.CharField(max_length=100, required=False)

    def asked(self) -> AskedGoals:
        self.is_valid()
        return AskedGoals(**{name: value for name, value in self.cleaned_data.items() if value})
