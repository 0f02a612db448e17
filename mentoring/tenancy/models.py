from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from mentoring.tenancy.enums import MembershipState, Role, TokenScope
from mentoring.tenancy.querysets import MembershipQuerySet
from mentoring.visible_text import validate_name

SLUG = r"[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?"
# Words that look like pages of the product.
RESERVED_SLUGS = frozenset({"new", "api", "admin", "static", "accounts", "schema", "help", "www", "mail"})


class Organization(models.Model):
    """The tenant. Global itself: the slug in a URL is an untrusted hint until the membership is loaded."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120, validators=[validate_name])
    slug = models.CharField(
        _("address"),
        max_length=50,
        unique=True,
        validators=[
            RegexValidator(
                rf"^{SLUG}$",
                _("Use lowercase letters, digits and hyphens. Do not start or end with a hyphen."),
            )
        ],
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    # Until then, no name that a stranger has chosen appears in a sender or subject (docs/operations.md).
    is_confirmed = models.BooleanField(default=True, editable=False)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/o/{self.slug}/"

    def local_date(self, at: datetime) -> date:
        """Return the organization's date at that time, so that everyone in it has the same "today"."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


class Membership(TenantModel):
    """The role of an account in one organization. Ended, never deleted: the audit log refers to it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user"), db_index=True
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    state = models.CharField(
        _("status"), max_length=10, choices=MembershipState, default=MembershipState.ACTIVE
    )
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = TenantManager.from_queryset(MembershipQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                name="tenancy_membership_once",
                violation_error_message=_("This person is already a member."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=MembershipState.ACTIVE, ended_at__isnull=True)
                | models.Q(state=MembershipState.ENDED, ended_at__isnull=False),
                name="tenancy_membership_ended_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def is_active(self) -> bool:
        return self.state == MembershipState.ACTIVE

    @property
    def is_administrator(self) -> bool:
        """Return whether the member is an administrator or owner."""
        return self.is_active and self.role in {Role.OWNER, Role.ADMINISTRATOR}


class ApiToken(TenantModel):
    """A credential for programs. Only its hash is stored; it acts as the member who created it, within its scopes."""

    membership = TenantForeignKey(
        Membership, models.CASCADE, related_name="api_tokens", verbose_name=_("member")
    )
    name = models.CharField(_("name"), max_length=80)
    key_hash = models.CharField(max_length=64, editable=False)
    key_hint = models.CharField(_("starts with"), max_length=12, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=TokenScope), verbose_name=_("scopes"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "key_hash"], name="tenancy_apitoken_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid(self, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at
