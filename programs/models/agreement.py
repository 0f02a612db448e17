"""What the two of a match agree on before they begin."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.enums import ParticipantRole
from programs.models.match import Match


class AgreementAcceptance(TenantModel):
    """One side's acceptance of the program's agreement, with that side's own answers. Only the two read the answers."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="acceptances", verbose_name=_("match"))
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    # As it was accepted: the program's text may change later.
    text = models.TextField(_("agreement"))
    contact = models.CharField(_("how to reach me"), max_length=200)
    reply_within_days = models.PositiveSmallIntegerField(
        _("working days until I reply"), validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    wishes = models.TextField(_("what I want from this mentoring"), max_length=1000, blank=True)
    accepted_at = models.DateTimeField(_("accepted"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match", "role"], name="programs_agreementacceptance_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.accepted_at:%Y-%m-%d})"
