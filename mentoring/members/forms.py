"""Forms for organizations, members, invitations and tokens."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mentoring.members.enums import InviteState, TokenLife
from mentoring.members.rules import assignable_roles
from mentoring.members.selectors import SEARCH_LENGTH
from mentoring.members.sign_up import is_first_run_code
from mentoring.tenancy.enums import MembershipState, Role, TokenScope
from mentoring.tenancy.models import SLUG, Membership, Organization
from mentoring.ui.time_zones import TimeZoneField, time_zone_choices

SLUG_SENTENCE = _("Use lowercase letters, digits and hyphens. Do not start or end with a hyphen.")
ROLE_SENTENCES = {
    Role.OWNER: _("Owner: full access, including the owner role"),
    Role.ADMINISTRATOR: _("Administrator: manages programs, members and settings"),
    Role.COORDINATOR: _("Coordinator: runs the programs assigned to them"),
    Role.ANALYST: _("Analyst: reads reports"),
    Role.PARTICIPANT: _("Participant: mentor or mentee"),
}
SCOPE_SENTENCES = {
    TokenScope.READ: _("Read: view what you have access to"),
    TokenScope.WRITE: _("Write: change what you have access to"),
    TokenScope.EXPORT: _("Export: download complete lists and archives"),
}


def role_choices(roles: list[Role]) -> list[tuple[str, str]]:
    return [(role.value, ROLE_SENTENCES[role]) for role in roles]


class OrganizationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For emails to people whose language is unknown."),
    )
    time_zone = TimeZoneField(
        label=_("Time zone"),
        help_text=_("Used for dates and quiet hours."),
    )

    def __init__(self, *args, instance: Organization | None = None, **kwargs) -> None:
        if instance:
            kwargs["initial"] = {
                "name": instance.name,
                "language": instance.language,
                "time_zone": instance.time_zone,
            }
        super().__init__(*args, **kwargs)
        if instance and instance.time_zone not in dict(self.fields["time_zone"].choices):
            # Keep a legacy name that was stored through the API selectable.
            self.fields["time_zone"].choices = [
                (instance.time_zone, instance.time_zone),
                *time_zone_choices(),
            ]


class NewOrganizationForm(OrganizationForm):
    slug = forms.RegexField(
        rf"^{SLUG}$",
        label=_("Address"),
        max_length=50,
        required=False,
        strip=True,
        error_messages={"invalid": SLUG_SENTENCE},
        help_text=_("Used in links, such as “acme”. Cannot be changed later. Leave empty to use the name."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    field_order = ["name", "slug", "language", "time_zone"]


class FirstRunForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if not is_first_run_code(code):
            raise forms.ValidationError(_("This code is incorrect."))
        return code


class MemberFilter(forms.Form):
    """The query string of the list of members. Invalid values are ignored."""

    q = forms.CharField(max_length=100, required=False)
    role = forms.ChoiceField(choices=Role, required=False)
    state = forms.ChoiceField(choices=MembershipState, required=False, initial=MembershipState.ACTIVE)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args, by: Membership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(assignable_roles(by))


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label=_("Email addresses"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("One per line, at most 200. You can paste addresses from an email program."),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("Personal message"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown in the email above the link."),
    )
    language = forms.ChoiceField(label=_("Email language"), choices=settings.LANGUAGES)

    def __init__(self, *args, by: Membership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(assignable_roles(by))


class InviteFilter(forms.Form):
    state = forms.ChoiceField(choices=InviteState, required=False)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What uses the token, such as “Payroll sync”. Shown in the audit log."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=[(scope.value, sentence) for scope, sentence in SCOPE_SENTENCES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"), choices=TokenLife, coerce=int, widget=forms.RadioSelect
    )


class SearchForm(forms.Form):
    q = forms.CharField(max_length=SEARCH_LENGTH)
