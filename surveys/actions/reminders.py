"""Remind people who have not finished a survey: at most twice."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mentoring.mail.quiet_hours import zone
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from surveys.emails import queue_reminders
from surveys.enums import WaveState
from surveys.models import Invitation, Wave

# Two reminders are so far apart, even if the first was late.
AT_LEAST = timedelta(days=3)


@transaction.atomic
def send_reminders(wave_id: UUID, *, organization: Organization, by: Actor, now: datetime) -> int:
    """Remind who is to be reminded today, where they are; return how many.

    The wave is locked, so that of two runs at the same time the second finds nobody left.
    """
    wave = Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=wave_id)
    if wave.state != WaveState.OPEN or not wave.reminded_on:
        return 0
    waiting = (
        Invitation.objects.unanswered()
        .filter(
            wave=wave,
            participant__paused_on=None,
            declined_at=None,
            reminders__lt=len(wave.reminded_on),
            invited_at__lte=now - timedelta(days=min(wave.reminded_on) - 1),
            closes_at__gt=now,
        )
        .select_related("person")
    )
    due = [each for each in waiting if _is_due(each, wave, organization, now)]
    for invitation in due:
        invitation.reminded_at = now
    if due:
        Invitation.objects.bulk_update(due, ["reminders", "reminded_at"], batch_size=1000)
        queue_reminders(due, wave=wave, organization=organization, by=by, now=now)
    return len(due)


def _is_due(invitation: Invitation, wave: Wave, organization: Organization, now: datetime) -> bool:
    """Return whether a reminder is due, and count it: one that was missed is not made up for by two at once."""
    here = zone(invitation.person.time_zone or organization.time_zone)
    today = now.astimezone(here).date()
    if today.weekday() >= 5 or (invitation.reminded_at and now - invitation.reminded_at < AT_LEAST):
        return False
    days = (today - invitation.invited_at.astimezone(here).date()).days
    passed = sum(1 for day in wave.reminded_on if day <= days)
    if passed <= invitation.reminders:
        return False
    invitation.reminders = passed
    return True
