from django import forms

from mentoring.audit.selectors import Asked


class AuditFilter(forms.Form):
    """The query string of the log. What cannot be read filters nothing."""

    action = forms.CharField(max_length=80, required=False)
    who = forms.CharField(max_length=100, required=False)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    kind = forms.CharField(max_length=60, required=False)
    thing = forms.UUIDField(required=False)

    def asked(self) -> Asked:
        self.is_valid()
        return Asked(**{name: value for name, value in self.cleaned_data.items() if value})
