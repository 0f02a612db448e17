from django import forms

from mentoring.people.selectors import AskedPeople


class PeopleFilter(forms.Form):
    """The query string of the directory. What cannot be read filters nothing."""

    q = forms.CharField(max_length=100, required=False)
    department = forms.CharField(max_length=120, required=False)
    level = forms.CharField(max_length=50, required=False)
    location = forms.CharField(max_length=120, required=False)
    has_left = forms.BooleanField(required=False)

    def asked(self) -> AskedPeople:
        self.is_valid()
        return AskedPeople(**{name: value for name, value in self.cleaned_data.items() if value})
