"""Override the status of matches."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import Health
from programs.locks import share_program
from programs.models import Match

OVERRIDES = (Health.ON_TRACK, Health.ATTENTION, Health.AT_RISK)


@transaction.atomic
def override_health(
    match: Match, *, health: str, reason: str, review_on: date, by: Actor, today: date
) -> None:
    """Override the calculated status of a match, with a reason and a review date."""
    if health not in OVERRIDES:
        raise ValidationError({"override": _("Choose on track, needs attention or at risk.")})
    if not reason.strip():
        raise ValidationError(
            {"override_reason": _("Enter a reason that a colleague will understand in a month.")}
        )
    if review_on <= today:
        raise ValidationError({"override_review_on": _("Choose a review date after today.")})
    share_program(match.program_id)
    match = Match.objects.select_for_update().get(pk=match.pk)
    if match.health == Health.FINISHED:
        raise ValidationError(_("This match is finished, so its status cannot be overridden."))
    match.override, match.override_reason, match.override_review_on = health, reason.strip(), review_on
    match.overridden_by = by.membership
    match.health = health
    match.full_clean(exclude=["organization"])
    match.save(update_fields=["override", "override_reason", "override_review_on", "overridden_by", "health"])
    record(
        "programs.override_health",
        match,
        by=by,
        values={"health": health, "review_on": review_on.isoformat()},
    )


@transaction.atomic
def clear_override(match: Match, *, by: Actor) -> None:
    """Remove the override, so that the calculated status applies."""
    share_program(match.program_id)
    match = Match.objects.select_for_update().get(pk=match.pk)
    if not match.override:
        return
    match.override, match.override_reason, match.override_review_on, match.overridden_by = "", "", None, None
    match.health = match.calculated_health
    match.save(update_fields=["override", "override_reason", "override_review_on", "overridden_by", "health"])
    record("programs.clear_override", match, by=by)
