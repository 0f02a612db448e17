"""Texts of allauth's flows, by the name of the template that allauth would render."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Messages on the next page. Flows that are not listed show none.
NOTICES: dict[str, str | Promise] = {
    "account/messages/login_code_sent.txt": _("New code sent to %(email)s."),
    "account/messages/email_confirmed.txt": _("%(email)s is now your email address."),
    "account/messages/email_confirmation_failed.txt": _("%(email)s could not be confirmed."),
    "account/messages/password_changed.txt": _("Password changed. Other devices were signed out."),
    "account/messages/password_set.txt": _("Password set. Other devices were signed out."),
    "mfa/messages/totp_activated.txt": _("Two-step sign-in is on."),
    "mfa/messages/totp_deactivated.txt": _("Two-step sign-in is off."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "New recovery codes created. The old ones no longer work."
    ),
}

# Notices about changes to an account: subject and sentence.
MAILS: dict[str, tuple[str | Promise, str | Promise]] = {
    "account/email/password_changed": (_("Your password was changed"), _("The password was changed.")),
    "account/email/password_set": (_("Your password was set"), _("A password was set.")),
    "account/email/password_removed": (_("Your password was removed"), _("The password was removed.")),
    "account/email/email_changed": (
        _("Your email address was changed"),
        _("The email address was changed from %(from_email)s to %(to_email)s."),
    ),
    "mfa/email/totp_activated": (
        _("Two-step sign-in is on"),
        _("A code from your authenticator app is now required to sign in."),
    ),
    "mfa/email/totp_deactivated": (
        _("Two-step sign-in is off"),
        _("A code from an authenticator app is no longer required to sign in."),
    ),
    "mfa/email/recovery_codes_generated": (
        _("New recovery codes created"),
        _("New recovery codes were created. The old ones no longer work."),
    ),
}

ERRORS: dict[str, str | Promise] = {
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is already your address."),
    "email_password_mismatch": _("The address or password is incorrect."),
    "email_taken": _("Another account uses this address."),
    "enter_current_password": _("Your current password is incorrect."),
    "incorrect_code": _("This code is incorrect. Please check it."),
    "incorrect_password": _("This password is incorrect."),
    "max_email_addresses": _("Please confirm the address you entered earlier, or try again later."),
    "too_many_login_attempts": _("Too many attempts. Please wait a few minutes."),
    "rate_limited": _("Too many attempts. Please wait a few minutes."),
    "unverified_email": _("Please confirm your email address first."),
}
