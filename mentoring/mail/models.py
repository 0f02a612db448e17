from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.mail.enums import Category, MessageState, Reason, SuppressionReason
from mentoring.mail.querysets import OutboxQuerySet
from mentoring.tenancy.base import TenantManager, TenantModel

# A check that has not run by then does not run any more: the worker is down.
CHECK_RUNS_FOR = timedelta(seconds=45)
OPEN = [MessageState.WAITING, MessageState.SENDING, MessageState.IN_DOUBT]


class OutboxMessage(TenantModel):
    """One email to one person, from the moment it is queued.

    Address, name, language and time zone are copies. It stores ids, never a link or a rendered body: both are made
    when it is sent, and not stored.
    """

    kind = models.CharField(_("type"), max_length=80)
    category = models.CharField(_("category"), max_length=20, choices=Category)
    is_automatic = models.BooleanField(_("automatic"), default=False)
    about_id = models.UUIDField(null=True)
    # The scope for which a kind can be paused, such as a program.
    scope_id = models.UUIDField(null=True)
    # What it is about and what makes it unique: a reminder's key contains the session and the day.
    dedup_key = models.CharField(max_length=200)
    batch_id = models.UUIDField(null=True)  # queued together, cancelled together
    recipient_email = models.EmailField(_("address"))
    recipient_email_norm = models.CharField(max_length=254, editable=False)
    recipient_name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10)
    time_zone = models.CharField(_("time zone"), max_length=64)
    reply_to_email = models.EmailField(_("reply to"), blank=True)
    reply_to_name = models.CharField(max_length=200, blank=True)
    queued_by_kind = models.CharField(max_length=10)
    queued_by_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(_("created"))
    due_at = models.DateTimeField(_("due"))
    # Equal to due_at while there is something left to do (waiting, sending, in doubt), null afterwards. Due messages
    # are found by it instead of by the state, so that changing the state updates no index, which halves the cost.
    claim_at = models.DateTimeField(null=True)
    # When it is too late to send it: what still waits then is not sent.
    expires_at = models.DateTimeField(_("expires"), null=True)
    state = models.CharField(_("status"), max_length=10, choices=MessageState, default=MessageState.WAITING)
    state_at = models.DateTimeField(_("since"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, default=Reason.NONE, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("answer of the mail server"), max_length=500, blank=True)
    # Set when the row is created, so that mail programs recognize a message in doubt that is sent again.
    message_id = models.CharField(max_length=200)
    claim_id = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    merged_into_id = models.UUIDField(null=True)

    objects = TenantManager.from_queryset(OutboxQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "dedup_key"], name="mail_outbox_once"),
            models.CheckConstraint(
                condition=models.Q(state=MessageState.SENT, sent_at__isnull=False)
                | ~models.Q(state=MessageState.SENT),
                name="mail_outbox_sent_at",
            ),
            models.CheckConstraint(
                condition=models.Q(state=MessageState.MERGED, merged_into_id__isnull=False)
                | (~models.Q(state=MessageState.MERGED) & models.Q(merged_into_id__isnull=True)),
                name="mail_outbox_merged_into",
            ),
            # A queued message without claim_at would never be found.
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, claim_at__isnull=False)
                | (~models.Q(state__in=OPEN) & models.Q(claim_at__isnull=True)),
                name="mail_outbox_claim_at",
            ),
        ]
        # No index contains the state, not even as a condition: see claim_at.
        indexes = [
            models.Index(fields=["organization", "claim_at", "id"], name="mail_outbox_claim"),
            models.Index(
                fields=["organization", "recipient_email_norm", "-created_at"], name="mail_outbox_address"
            ),
            models.Index(fields=["organization", "-created_at", "-id"], name="mail_outbox_newest"),
            models.Index(fields=["organization", "batch_id"], name="mail_outbox_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_in_doubt(self) -> bool:
        return self.state == MessageState.IN_DOUBT

    @property
    def is_waiting(self) -> bool:
        return self.state == MessageState.WAITING

    @staticmethod
    def new_message_id(unique: str) -> str:
        return f"<{unique}@{settings.MAIL_FROM.rpartition('@')[2]}>"


class MailPreference(TenantModel):
    """Whether an address wants a category. Rows exist only for categories that were unsubscribed at least once."""

    email_norm = models.CharField(_("address"), max_length=254)
    category = models.CharField(_("category"), max_length=20, choices=Category)
    is_wanted = models.BooleanField(_("wanted"), default=False)
    changed_at = models.DateTimeField(_("changed"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email_norm", "category"], name="mail_preference_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.is_wanted}"


class Suppression(TenantModel):
    """An address to which nothing may be sent."""

    email_norm = models.CharField(_("address"), max_length=254)
    reason = models.CharField(_("reason"), max_length=20, choices=SuppressionReason)
    detail = models.CharField(_("answer of the mail server"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("since"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "email_norm"], name="mail_suppression_once")
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class SendingPause(TenantModel):
    """That automatic email of a kind is not sent: in one program (`scope_id`), or at all."""

    kind = models.CharField(_("type"), max_length=80)
    scope_id = models.UUIDField(null=True)
    paused_at = models.DateTimeField(_("paused"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "scope_id"],
                nulls_distinct=False,
                name="mail_sendingpause_once",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class DeliveryCheck(TenantModel):
    """The latest check of the DNS records of the sender's domain. An organization has one at most."""

    domain = models.CharField(_("domain"), max_length=253)
    # Of DKIM; remembered for the next check.
    selector = models.CharField(_("DKIM selector"), max_length=100, blank=True)
    requested_at = models.DateTimeField(_("requested"))
    # Null until the check has run; until then there are no findings.
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    findings = models.JSONField(default=list, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="mail_delivery_check_once"),
        ]

    def __str__(self) -> str:
        return self.domain

    def is_running(self, now: datetime) -> bool:
        return self.checked_at is None and now < self.requested_at + CHECK_RUNS_FOR
