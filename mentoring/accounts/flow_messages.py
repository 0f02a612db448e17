"""Texts of allauth's flows, by the name of the template that allauth would render."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Messages on the next page. Flows that are not listed show none.
NOTICES: dict[str, str | Promise] = {
    "account/messages/login_code_sent.txt": _("We sent a new code to %(email)s."),
    "account/messages/email_confirmed.txt": _("%(email)s is now your e-mail address."),
    "account/messages/email_confirmation_failed.txt": _("%(email)s could not be confirmed."),
    "account/messages/password_changed.txt": _("Your password is changed. Other devices are signed out."),
    "account/messages/password_set.txt": _("Your password is set. Other devices are signed out."),
    "mfa/messages/totp_activated.txt": _("Two-step sign-in is on."),
    "mfa/messages/totp_deactivated.txt": _("Two-step sign-in is off."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "You have new recovery codes. The old ones no longer work."
    ),
}

# Notices about changes to an account: subject and sentence.
MAILS: dict[str, tuple[str | Promise, str | Promise]] = {
    "account/email/password_changed": (_("Your password was changed"), _("The password was changed.")),
    "account/email/password_set": (_("Your password was set"), _("A password was set.")),
    "account/email/password_removed": (_("Your password was removed"), _("The password was removed.")),
    "account/email/email_changed": (
        _("Your e-mail address was changed"),
        _("The e-mail address was changed from %(from_email)s to %(to_email)s."),
    ),
    "mfa/email/totp_activated": (
        _("Two-step sign-in is on"),
        _("Signing in now asks for a code from your authenticator app, too."),
    ),
    "mfa/email/totp_deactivated": (
        _("Two-step sign-in is off"),
        _("Signing in no longer asks for a code from an authenticator app."),
    ),
    "mfa/email/recovery_codes_generated": (
        _("You have new recovery codes"),
        _("New recovery codes were made. The old ones no longer work."),
    ),
}

ERRORS: dict[str, str | Promise] = {
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is your address already."),
    "email_password_mismatch": _("This address and password do not belong together."),
    "email_taken": _("Another account uses this address."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_code": _("This code is not right. Please look again."),
    "incorrect_password": _("This password is not right."),
    "max_email_addresses": _("Please confirm the address that you entered before, or wait a while."),
    "too_many_login_attempts": _("Too many attempts. Please wait a few minutes."),
    "rate_limited": _("Too many attempts. Please wait a few minutes."),
    "unverified_email": _("Please confirm your e-mail address first."),
}
