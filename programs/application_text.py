"""The texts that emails about applications start from, in the active language."""

from django.utils.translation import gettext as _

from programs.enums import ApplicationDecision


def decision_text(decision: str) -> tuple[str, str]:
    """Return subject and body with which the email about a decision starts."""
    match ApplicationDecision(decision):
        case ApplicationDecision.ACCEPT:
            return (
                _("You have a place in {program}"),
                _(
                    "Hello {first_name},\n\nWelcome to {program}. Your application has been accepted. We will write "
                    "to you again when we have found a match for you."
                ),
            )
        case ApplicationDecision.WAIT:
            return (
                _("You are on the waiting list of {program}"),
                _(
                    "Hello {first_name},\n\nThank you for your application to {program}. All places are taken at the "
                    "moment, so we have put you on the waiting list. We will write to you when there is a place."
                ),
            )
    return (
        _("Your application to {program}"),
        _(
            "Hello {first_name},\n\nThank you for your application to {program}. We cannot offer you a place this "
            "time. If you have questions, just reply to this email."
        ),
    )
