from django import forms

from mentoring.people.selectors import PeopleFilters


class PeopleFilter(forms.Form):
    """The filters of the directory. Invalid values are ignored."""

    q = forms.CharField(max_length=100, required=False)
    department = forms.CharField(max_length=120, required=False)
    level = forms.CharField(max_length=50, required=False)
    location = forms.CharField(max_length=120, required=False)
    has_left = forms.BooleanField(required=False)

    def filters(self) -> PeopleFilters:
        self.is_valid()
        return PeopleFilters(**{name: value for name, value in self.cleaned_data.items() if value})
