from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class InviteState(TextChoices):
    PENDING = "pending", _("Pending")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


class TokenLife(IntegerChoices):
    """Lifetime of a token in days."""

    MONTH = 30, _("30 days")
    QUARTER = 90, _("90 days")
    YEAR = 365, _("365 days")
