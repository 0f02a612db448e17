from typing import Any

from allauth.account.forms import AddEmailForm, ChangePasswordForm, LoginForm, SetPasswordForm
from allauth.account.forms import BaseConfirmCodeForm as AccountCodeForm
from allauth.account.forms import ConfirmEmailVerificationCodeForm as AddressCodeForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mentoring.email_address import EmailAddressField
from mentoring.ui.time_zones import TimeZoneField
from mentoring.visible_text import read_code, validate_name

CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autofocus": True,
    "spellcheck": "false",
}

EMAIL_ERRORS = {
    "required": _("Please enter an email address."),
    "invalid": _("This is not a valid email address. Is the part after @ complete?"),
}
CODE_ERRORS = {"required": _("Please enter the code.")}


def code_input() -> forms.TextInput:
    """Return an input that phones fill from the email and that does not repeat a wrong code."""
    return CodeInput(attrs=CODE_ATTRIBUTES)


class CodeInput(forms.TextInput):
    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class CodeField(forms.CharField):
    """A code, read without invisible characters and with full-width digits as ASCII."""

    def to_python(self, value: Any) -> str:
        return read_code(super().to_python(value) or "")


def email_input(**attributes: Any) -> forms.EmailInput:
    return forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", **attributes})


class SignInForm(forms.Form):
    email = EmailAddressField(
        label=_("Email address"), max_length=254, error_messages=EMAIL_ERRORS, widget=email_input()
    )


class PasswordSignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email address")
        self.fields["login"].widget = email_input(autocomplete="username")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


class CodeForm(AccountCodeForm):
    code = CodeField(
        label=_("Code"),
        max_length=20,
        error_messages=CODE_ERRORS,
        widget=code_input(),
    )


class NewAddressCodeForm(CodeForm, AddressCodeForm):
    pass


class NewAddressForm(AddEmailForm):
    email = EmailAddressField(
        label=_("New email address"), max_length=254, error_messages=EMAIL_ERRORS, widget=email_input()
    )


class TotpActivationForm(ActivateTOTPForm):
    code = CodeField(
        label=_("Code from the app"), max_length=20, error_messages=CODE_ERRORS, widget=code_input()
    )


class SecondFactorForm(AuthenticateForm):
    code = CodeField(
        label=_("Code"),
        max_length=20,
        help_text=_("Six digits from your authenticator app, or one of your recovery codes."),
        error_messages=CODE_ERRORS,
        widget=code_input(),
    )


class NewPasswordForm(SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_new_password(self)


class PasswordChangeForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_new_password(self)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""
        self.fields["oldpassword"].widget.attrs.pop("placeholder", None)


def _name_new_password(form: forms.Form) -> None:
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = _("At least 12 characters. A few unrelated words work well.")
    form.fields["password2"].label = _("New password (repeat)")
    for name in ("password1", "password2"):
        form.fields[name].widget.attrs.pop("placeholder", None)


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        validators=[validate_name],
        help_text=_("Your display name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = TimeZoneField(label=_("Time zone"), help_text=_("Used to show dates and times."))


class AboutYouForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        validators=[validate_name],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = TimeZoneField(label=_("Time zone"), replaces=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.fields["time_zone"].widget.attrs["data-browser-time-zone"] = ""
