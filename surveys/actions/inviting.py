"""Invite people to a wave, or note why they were left out."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from mentoring.mail.quiet_hours import UTC, zone
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.bulk import insert_rows
from mentoring.tenancy.models import Organization
from surveys.emails import queue_invitations
from surveys.enums import SkipReason
from surveys.models import Invitation, PostponedInvitation, Skip, Survey, Wave
from surveys.selectors.budget import first_free_days, is_asked, last_day_to_join, person_ids_of
from surveys.selectors.due import Candidate
from surveys.selectors.sending import may_invite

COLUMNS = ("id", "wave_id", "person_id", "participant_id", "match_id", "invited_at", "closes_at")
# From so many on, COPY takes a third of the time of one INSERT.
MANY = 100


def lock_people(candidates: Sequence[Candidate]) -> None:
    """Lock the candidates' people until the end of the transaction.

    Two surveys, or two beats, that invite the same person at once would both find the budget free. Whoever locks for
    several waves in one transaction locks everybody first: otherwise two of them could wait for each other.
    """
    people = Person.objects.filter(pk__in=person_ids_of(candidates)).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk", flat=True))


def invite(
    wave: Wave,
    candidates: Sequence[Candidate],
    *,
    organization: Organization,
    by: Actor,
    now: datetime,
    merges: bool = False,
) -> int:
    """Invite everybody who may be; log the others with the reason; return how many were invited.

    Whoever is over their contact budget waits for the first day that is possible, if the wave can still take them
    then; with `merges`, also for the email of another survey. The number of statements does not depend on the number
    of people. The caller holds a lock on survey or schedule.
    """
    lock_people(candidates)
    today = organization.local_date(now)
    decisions = may_invite(
        [each.participant for each in candidates], wave=wave, organization=organization, now=now
    )
    free_on = first_free_days(
        [each.participant.person_id for each in candidates if each.participant.pk not in decisions],
        survey=wave.survey,
        day=today,
        organization=organization,
    )
    last_day = last_day_to_join(wave)
    invitations, skips, postponed, asked = [], [], [], set()
    for each in candidates:
        person = each.participant.person
        reason = decisions.get(each.participant.pk)
        if reason is None and not is_asked(wave.half, wave.survey_id, person.pk):
            reason = SkipReason.OTHER_HALF
        if reason is None and person.pk in asked:
            reason = SkipReason.ALREADY_ASKED
        if reason is None and person.pk in free_on:
            possible_on = free_on[person.pk]
            if possible_on <= last_day or (merges and today < last_day):
                postponed.append(_postponed(wave, each, possible_on, is_merged=merges))
                asked.add(person.pk)
                continue
            reason = SkipReason.BUDGET
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
    PostponedInvitation.objects.bulk_create(postponed, batch_size=1000)
    Skip.objects.bulk_create(skips, batch_size=1000, ignore_conflicts=True)
    queue_invitations(invitations, wave=wave, organization=organization, by=by, now=now)
    return len(invitations)


def _postponed(wave: Wave, each: Candidate, possible_on: date, *, is_merged: bool) -> PostponedInvitation:
    return PostponedInvitation(
        wave=wave,
        participant=each.participant,
        match_id=each.match_id,
        due_on=each.due_on,
        possible_on=possible_on,
        is_merged=is_merged,
    )


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
