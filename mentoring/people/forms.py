from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mentoring.email_address import EmailAddressField
from mentoring.people.models import Person
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


class PersonForm(forms.Form):
    first_name = forms.CharField(label=_("First name"), max_length=100)
    last_name = forms.CharField(label=_("Last name"), max_length=100)
    email = EmailAddressField(
        label=_("Email"), required=False, help_text=_("Needed for emails and for an account.")
    )
    employee_id = forms.CharField(
        label=_("Employee ID"),
        max_length=64,
        required=False,
        help_text=_("Later imports recognize the person by it, otherwise by the email address."),
    )
    job_title = forms.CharField(label=_("Job title"), max_length=150, required=False)
    department = forms.CharField(label=_("Department"), max_length=120, required=False)
    level = forms.CharField(label=_("Level"), max_length=50, required=False)
    location = forms.CharField(label=_("Location"), max_length=120, required=False)
    manager = forms.CharField(
        label=_("Manager"),
        max_length=254,
        required=False,
        help_text=_("The employee ID or email address of a person in the directory."),
    )
    language = forms.ChoiceField(
        label=_("Language of emails"),
        choices=[("", _("As in the organization")), *settings.LANGUAGES],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data["email"] or data["employee_id"]):
            self.add_error("email", _("Enter an email address or an employee ID."))
        return data

    def clean_manager(self) -> Person | None:
        text = self.cleaned_data["manager"]
        if not text:
            return None
        manager = Person.objects.with_identity(text).first()
        if manager is None:
            raise forms.ValidationError(_("Nobody in the directory has this employee ID or address."))
        return manager
