from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mentoring.members.enums import InviteState
from mentoring.members.querysets import MemberInviteQuerySet
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership

INVITE_LIFE = timedelta(days=14)


class MemberInvite(TenantModel):
    """An invitation to a role, sent to an address.

    Its link is derived from id and `link_version` when needed and never stored. An expired invitation may stay
    PENDING in the table; `state_at` returns the effective state.
    """

    # Stored normalized, so that equality and the unique constraint are case-insensitive.
    email = models.EmailField(_("email address"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    message = models.TextField(_("personal message"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    invited_by = TenantForeignKey(
        Membership, models.PROTECT, related_name="+", verbose_name=_("invited by"), null=True, blank=True
    )
    invited_at = models.DateTimeField(_("invited"))
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("expires"))
    batch_id = models.UUIDField(
        null=True, editable=False
    )  # of invitations sent, and possibly withdrawn, together
    # Their number per day is not limited.
    is_from_directory = models.BooleanField(default=False, editable=False)
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)
    state = models.CharField(_("status"), max_length=10, choices=InviteState, default=InviteState.PENDING)
    closed_at = models.DateTimeField(_("answered or withdrawn"), null=True, blank=True)
    accepted_by = TenantForeignKey(
        Membership, models.PROTECT, related_name="+", verbose_name=_("accepted by"), null=True, blank=True
    )

    objects = TenantManager.from_queryset(MemberInviteQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(state=InviteState.PENDING),
                name="members_invite_pending_once",
                violation_error_message=_("This address has already been invited."),
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="members_invite_email_normal"),
            models.CheckConstraint(
                condition=Q(state=InviteState.PENDING, closed_at__isnull=True)
                | (~Q(state=InviteState.PENDING) & Q(closed_at__isnull=False)),
                name="members_invite_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(state=InviteState.ACCEPTED, accepted_by__isnull=False)
                | (~Q(state=InviteState.ACCEPTED) & Q(accepted_by__isnull=True)),
                name="members_invite_accepted_by",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-invited_at", "-id"], name="members_invite_newest"),
            models.Index(fields=["email"], name="members_invite_email"),  # for definers.py
        ]

    def __str__(self) -> str:
        return self.email

    def state_at(self, at: datetime) -> str:
        if self.state == InviteState.PENDING and self.expires_at <= at:
            return InviteState.EXPIRED
        return self.state
