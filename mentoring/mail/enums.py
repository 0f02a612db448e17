from enum import IntEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What a function that takes a member of one of these is annotated with: Django's enumerations carry no types.
Choice = Any


class MessageState(TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Sending…")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    IN_DOUBT = "in_doubt", _("Delivery uncertain")
    SUPPRESSED = "suppressed", _("Not sent")
    CANCELLED = "cancelled", pgettext_lazy("mail", "Canceled")
    MERGED = "merged", _("Combined with another email")


class Reason(TextChoices):
    """Why a message is in its state, where the state alone does not say it."""

    NONE = "", "–"
    UNDO = "undo", _("Can be canceled for two minutes")
    QUIET_HOURS = "quiet_hours", _("Waiting until morning in the recipient's time zone")
    WEEKLY_CAP = "weekly_cap", _("Waiting: this person has received two automatic emails within a week")
    RETRY = "retry", _("Will be retried")
    UNSUBSCRIBED = "unsubscribed", _("The recipient unsubscribed from this type of email")
    BOUNCED = "bounced", _("An email to this address bounced")
    COMPLAINED = "complained", _("The recipient reported our email as spam")
    BLOCKED = "blocked", _("An administrator has blocked this address")
    OUTDATED = "outdated", _("No longer relevant when due")
    EXPIRED = "expired", _("Expired before it could be sent")
    PAUSED = "paused", _("Paused: emails of this kind are not sent at the moment")
    UNDONE = "undone", _("Canceled before it was sent")
    REFUSED = "refused", _("The mail server refused it")
    INTERRUPTED = "interrupted", _("The connection broke before the mail server confirmed it")
    BROKEN = "broken", _("The email could not be generated")


class Priority(IntEnum):
    """Which automatic email goes first where the weekly cap does not let all go. The lowest goes first.

    EXEMPT neither counts towards the cap nor is held back by it: codes, invitations and calendar email.
    """

    EXEMPT = 0
    MEETING = 1  # "did you meet?"
    REMINDER = 2


class Category(TextChoices):
    """What a recipient can switch off, one by one; account mail cannot be."""

    ACCOUNT = "account", _("Invitations and account")
    MESSAGES = "messages", _("Personal messages")
    REMINDERS = "reminders", _("Reminders")
    SURVEYS = "surveys", _("Surveys")
    DIGESTS = "digests", _("Summaries")


class SuppressionReason(TextChoices):
    """The values are those of Reason."""

    BOUNCED = "bounced", _("Bounced")
    COMPLAINED = "complained", _("Reported as spam")
    BLOCKED = "blocked", _("Blocked by an administrator")
