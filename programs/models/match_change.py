"""Changes to the state of a match: paused, ended and reopened, with the reason."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.enums import MatchChangeKind
from programs.models.match import Match


class MatchChange(TenantModel):
    """That somebody paused, ended or reopened a match. From `changed_on` to `until`, its deadlines are paused."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="changes", verbose_name=_("match"))
    kind = models.CharField(_("change"), max_length=10, choices=MatchChangeKind)
    changed_on = models.DateField(_("date"))
    # Planned when a match is paused; empty when it ended. Corrected to the day before it is reopened.
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    made_at = models.DateTimeField(_("made"))
    made_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    # The fields of the match, and of the earlier change, that undoing restores.
    before = models.JSONField(default=dict, editable=False)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organization", "match", "-made_at"], name="programs_match_change_newest")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.changed_on}"
