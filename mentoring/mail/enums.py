from enum import IntEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What a function that takes a member of one of these is annotated with: Django's enumerations carry no types.
Choice = Any


class MessageState(TextChoices):
    WAITING = "waiting", _("Queued")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    IN_DOUBT = "in_doubt", _("Delivery uncertain")
    SUPPRESSED = "suppressed", _("Not sent")
    CANCELLED = "cancelled", pgettext_lazy("mail", "Canceled")
    MERGED = "merged", _("Combined with another email")


class Reason(TextChoices):
    """Why a message is in its state, where the state alone does not explain it."""

    NONE = "", "–"
    UNDO = "undo", _("Can be canceled for two minutes")
    QUIET_HOURS = "quiet_hours", _("Quiet hours in the recipient's time zone")
    WEEKLY_CAP = "weekly_cap", _("Weekly limit of two automatic emails reached")
    RETRY = "retry", _("Will be retried")
    UNSUBSCRIBED = "unsubscribed", _("The recipient has unsubscribed")
    BOUNCED = "bounced", _("An email to this address bounced")
    COMPLAINED = "complained", _("The recipient reported an email as spam")
    BLOCKED = "blocked", _("An administrator has blocked this address")
    OUTDATED = "outdated", _("Outdated when it was due")
    EXPIRED = "expired", _("Expired before it could be sent")
    TEST_RUN = "test_run", _("Test run: no email is sent")
    PAUSED = "paused", _("Paused: emails of this kind are not sent at the moment")
    UNDONE = "undone", _("Canceled before it was sent")
    REFUSED = "refused", _("The mail server refused it")
    INTERRUPTED = "interrupted", _("The connection was lost before the mail server confirmed it")
    BROKEN = "broken", _("The email could not be created")


class Priority(IntEnum):
    """Which automatic email goes first where the weekly cap does not let all go. The lowest goes first.

    EXEMPT neither counts towards the cap nor is held back by it: codes, invitations and calendar email.
    """

    EXEMPT = 0
    MEETING = 1  # "did you meet?"
    SURVEY = 2  # an invitation to a survey; its reminders are REMINDER
    REMINDER = 3


class Category(TextChoices):
    """Recipients can unsubscribe from each category except account emails."""

    ACCOUNT = "account", _("Invitations and account")
    MESSAGES = "messages", _("Personal messages")
    REMINDERS = "reminders", _("Reminders")
    SURVEYS = "surveys", _("Surveys")
    DIGESTS = "digests", _("Summaries")


class SuppressionReason(TextChoices):
    """The values are those of Reason."""

    BOUNCED = "bounced", _("Email bounced")
    COMPLAINED = "complained", _("Reported as spam")
    BLOCKED = "blocked", _("Blocked by an administrator")


class DeliveryRecord(TextChoices):
    """The DNS records of the sender's domain by which mail servers recognize genuine email."""

    SPF = "spf", "SPF"
    DKIM = "dkim", "DKIM"
    DMARC = "dmarc", "DMARC"


class FindingState(TextChoices):
    SET_UP = "set_up", _("Set up")
    FAULTY = "faulty", _("Needs a change")
    MISSING = "missing", _("Missing")
    UNKNOWN = "unknown", _("Could not be checked")


class FindingReason(TextChoices):
    """Why a record is in its state, where the state alone does not explain it."""

    NONE = "", "–"
    SEVERAL_RECORDS = "several_records", _("There are several records; mail servers then ignore all of them")
    ALLOWS_EVERYBODY = "allows_everybody", _("The record allows every server to send")
    KEY_REVOKED = "key_revoked", _("The key has been withdrawn")
    NO_POLICY = "no_policy", _("The record has no valid policy")
    ONLY_OBSERVES = "only_observes", _("Forged email is reported but still delivered")
    NO_SELECTOR = "no_selector", _("The selector is not known")
    NO_ANSWER = "no_answer", _("The DNS server did not answer")
