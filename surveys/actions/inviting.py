"""Invite people to a wave, or note why they were left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from mentoring.mail.quiet_hours import UTC, zone
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from programs.models import Participant
from surveys.models import Invitation, Skip, Wave
from surveys.selectors.sending import may_invite


@dataclass(frozen=True)
class Candidate:
    """A participant, with their person loaded, who is due; and the match that made them due, if one did."""

    participant: Participant
    match_id: UUID | None
    due_on: date
    round: int


def invite(
    wave: Wave, candidates: Sequence[Candidate], *, organization: Organization, by: Actor, now: datetime
) -> int:
    """Invite everybody who may be; log the others with the reason; return how many were invited.

    The number of statements does not depend on the number of people. The caller holds a lock on survey or schedule.
    """
    decisions = may_invite(
        [each.participant for each in candidates], wave=wave, organization=organization, now=now
    )
    invitations, skips, asked = [], [], set()
    for each in candidates:
        person = each.participant.person
        reason = decisions.get(each.participant.pk, "") or ("already_asked" if person.pk in asked else "")
        if reason:
            skips.append(_skip(wave, each, reason, now))
            continue
        asked.add(person.pk)
        invitations.append(
            Invitation(
                wave=wave,
                person=person,
                participant=each.participant,
                match_id=each.match_id,
                invited_at=now,
                closes_at=closes_at(wave, person, organization, now=now),
            )
        )
    Invitation.objects.bulk_create(invitations, batch_size=1000)
    Skip.objects.bulk_create(skips, batch_size=1000, ignore_conflicts=True)
    return len(invitations)


def closes_at(wave: Wave, person: Person, organization: Organization, *, now: datetime) -> datetime:
    """Return the end of the last day, where the person is."""
    here = zone(person.time_zone or organization.time_zone)
    last = now.astimezone(here).date() + timedelta(days=wave.open_days)
    return datetime.combine(min(last, wave.closes_on) + timedelta(days=1), time(), here).astimezone(UTC)


def _skip(wave: Wave, each: Candidate, reason: str, now: datetime) -> Skip:
    return Skip(
        survey=wave.survey,
        schedule_id=wave.schedule_id,
        wave=wave,
        participant=each.participant,
        match_id=each.match_id,
        round=each.round,
        due_on=each.due_on,
        reason=reason,
        skipped_at=now,
    )
