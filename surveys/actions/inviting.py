"""Invite people to a wave, or note why they were left out."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from mentoring.mail.quiet_hours import UTC, zone
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.bulk import insert_rows
from mentoring.tenancy.models import Organization
from programs.enums import ParticipantState
from surveys.emails import queue_invitations
from surveys.enums import SkipReason, SurveyMode, WaveState
from surveys.models import AnswerToken, Invitation, PostponedInvitation, Skip, Survey, Wave
from surveys.segments import coarsened, fitting
from surveys.selectors.budget import first_free_days, is_asked, last_day_to_join, person_ids_of
from surveys.selectors.due import Candidate
from surveys.selectors.sending import may_invite
from surveys.selectors.waiting import DUE_TO_OPEN

COLUMNS = ("id", "wave_id", "person_id", "participant_id", "match_id", "invited_at", "closes_at", "segments")
# From so many on, COPY takes a third of the time of one INSERT.
MANY = 100


def lock_people(candidates: Sequence[Candidate]) -> None:
    """Lock the candidates' people until the end of the transaction.

    Two surveys, or two beats, that invite the same person at once would both find the budget free. Code that locks for
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

    People over their contact budget are invited on the first possible day, if the wave can still take them
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
    store_invitations(wave, invitations)
    _merge(invitations, wave=wave, organization=organization, now=now)
    PostponedInvitation.objects.bulk_create(postponed, batch_size=1000)
    Skip.objects.bulk_create(skips, batch_size=1000, ignore_conflicts=True)
    queue_invitations(invitations, wave=wave, organization=organization, by=by, now=now)
    return len(invitations)


def _merge(
    invitations: Sequence[Invitation], *, wave: Wave, organization: Organization, now: datetime
) -> None:
    """Invite people also to the surveys that wait for their next email: it lists them, and no other is sent.

    One query if nobody waits. Rows that are being invited by another process are left to it.
    """
    email_of = {each.person_id: each for each in invitations}
    rows = (
        PostponedInvitation.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(is_merged=True, participant__person__in=list(email_of), wave__state=WaveState.OPEN)
        .exclude(wave=wave)
        .select_related("wave__survey", "participant__person")
        .order_by("pk")
    )
    today, merged = organization.local_date(now), []
    for row in rows:
        person = row.participant.person
        if last_day_to_join(row.wave) < today or row.participant.state != ParticipantState.ACCEPTED:
            continue
        merged.append(row.pk)
        new = Invitation(
            wave=row.wave,
            person=person,
            participant=row.participant,
            match_id=row.match_id,
            invited_at=now,
            closes_at=closes_at(row.wave, person, organization, now=now),
            merged_with=email_of[person.pk],
        )
        store_invitations(row.wave, [new])
    PostponedInvitation.objects.filter(pk__in=merged).delete()


def _postponed(wave: Wave, each: Candidate, possible_on: date, *, is_merged: bool) -> PostponedInvitation:
    return PostponedInvitation(
        wave=wave,
        participant=each.participant,
        match_id=each.match_id,
        due_on=each.due_on,
        possible_on=possible_on,
        is_merged=is_merged,
    )


def store_invitations(wave: Wave, invitations: Sequence[Invitation]) -> None:
    """Store the invitations; those to an anonymous wave with what is stored with an answer, and a token each."""
    if wave.mode != SurveyMode.ANONYMOUS:
        _insert(invitations)
        return
    declare_segments(wave, invitations)
    _insert(invitations)
    AnswerToken.objects.bulk_create([AnswerToken(invitation=each) for each in invitations], batch_size=1000)


def _insert(invitations: Sequence[Invitation]) -> None:
    if len(invitations) < MANY:
        Invitation.objects.bulk_create(invitations)
        return
    rows = [
        (*(getattr(each, name) for name in COLUMNS[:-1]), json.dumps(each.segments)) for each in invitations
    ]
    insert_rows(Invitation, COLUMNS, rows)


def closes_at(wave: Wave, person: Person, organization: Organization, *, now: datetime) -> datetime:
    """Return the end of the last day, where the person is; of an anonymous wave, the same for everybody."""
    is_anonymous = wave.mode == SurveyMode.ANONYMOUS
    here = zone(organization.time_zone if is_anonymous else person.time_zone or organization.time_zone)
    last = now.astimezone(here).date() + timedelta(days=wave.open_days)
    return datetime.combine(min(last, wave.closes_on) + timedelta(days=1), time(), here).astimezone(UTC)


def declare_segments(wave: Wave, invitations: Sequence[Invitation]) -> None:
    """Set what is stored with each anonymous answer: combinations that at least five of those invited have.

    Under ten people, results are of all together, so nothing is stored. People who join later get a combination that
    others have.
    """
    before = list(Invitation.objects.filter(wave=wave).values_list("segments", flat=True))
    names = wave.segments if before or len(invitations) >= DUE_TO_OPEN else []
    people = Person.objects.with_attributes(wave.opens_on).filter(pk__in=[it.person_id for it in invitations])
    known = {pk: values for pk, *values in people.values_list("pk", *names)} if names else {}
    rows = [
        {name: value for name, value in zip(names, known.get(each.person_id, ()), strict=False) if value}
        for each in invitations
    ]
    declared = [fitting(row, before) for row in rows] if before else coarsened(rows, names)
    for invitation, values in zip(invitations, declared, strict=True):
        invitation.segments = values
    if before:
        return
    used = [name for name in names if any(name in each.segments for each in invitations)]
    if used != wave.segments:
        wave.segments = used
        wave.save(update_fields=["segments"])


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
