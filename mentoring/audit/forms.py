from django import forms

from mentoring.audit.selectors import AuditFilters


class AuditFilter(forms.Form):
    """The query string of the log. Invalid values are ignored."""

    action = forms.CharField(max_length=80, required=False)
    who = forms.CharField(max_length=100, required=False)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    kind = forms.CharField(max_length=60, required=False)
    thing = forms.UUIDField(required=False)

    def filters(self) -> AuditFilters:
        self.is_valid()
        return AuditFilters(**{name: value for name, value in self.cleaned_data.items() if value})
