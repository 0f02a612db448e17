"""Invite people to a wave, or note why they were left out."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from mentoring.mail.quiet_hours import UTC, zone
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.bulk import insert_rows
from mentoring.tenancy.models import Organization
from surveys.emails import queue_invitations
from surveys.enums import SkipReason
from surveys.models import Invitation, Skip, Survey, Wave
from surveys.selectors.due import Candidate
from surveys.selectors.sending import may_invite

COLUMNS = ("id", "wave_id", "person_id", "participant_id", "match_id", "invited_at", "closes_at")
# From so many on, COPY takes a third of the time of one INSERT.
MANY = 100


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
        reason = decisions.get(each.participant.pk)
        if reason is None and person.pk in asked:
            reason = SkipReason.ALREADY_ASKED
        if reason:
            skips.append(skip_of(wave.survey, each, reason, wave=wave, schedule_id=wave.schedule_id, now=now))
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
    _insert(invitations)
    Skip.objects.bulk_create(skips, batch_size=1000, ignore_conflicts=True)
    queue_invitations(invitations, wave=wave, organization=organization, by=by, now=now)
    return len(invitations)


def _insert(invitations: Sequence[Invitation]) -> None:
    if len(invitations) < MANY:
        Invitation.objects.bulk_create(invitations)
        return
    rows = [tuple(getattr(each, name) for name in COLUMNS) for each in invitations]
    insert_rows(Invitation, COLUMNS, rows)


def closes_at(wave: Wave, person: Person, organization: Organization, *, now: datetime) -> datetime:
    """Return the end of the last day, where the person is."""
    here = zone(person.time_zone or organization.time_zone)
    last = now.astimezone(here).date() + timedelta(days=wave.open_days)
    return datetime.combine(min(last, wave.closes_on) + timedelta(days=1), time(), here).astimezone(UTC)


def skip_of(
    survey: Survey,
    each: Candidate,
    reason: str,
    *,
    wave: Wave | None,
    schedule_id: UUID | None,
    now: datetime,
) -> Skip:
    """Return the row that says why somebody who was due is not invited."""
    return Skip(
        survey=survey,
        schedule_id=schedule_id,
        wave=wave,
        participant=each.participant,
        match_id=each.match_id,
        round=each.round,
        due_on=each.due_on,
        reason=reason,
        skipped_at=now,
    )
