"""Invite people who had to wait because of their contact budget."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mentoring.mail.selectors import is_paused, paused_kinds
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from programs.health.evaluate import Calendars
from surveys.actions.inviting import invite, skip_of
from surveys.emails import INVITATION
from surveys.enums import SkipReason, WaveState
from surveys.models import PostponedInvitation, Skip, Wave
from surveys.selectors.budget import last_day_to_join
from surveys.selectors.due import Candidate


@transaction.atomic
def send_postponed(wave_id: UUID, *, organization: Organization, by: Actor, now: datetime) -> int:
    """Invite who may be invited to the wave today; skip whom it can no longer take; return how many were invited.

    The wave is locked, so that of two runs at the same time the second finds nobody left.
    """
    wave = Wave.objects.select_for_update(of=("self",)).select_related("survey__program").get(pk=wave_id)
    today = organization.local_date(now)
    # Another survey's email may be about to list this one for the same people: one of the two invites them.
    rows = wave.postponed.select_for_update(of=("self",)).select_related("participant__person")
    waiting = list(rows.order_by("pk"))
    is_over = wave.state != WaveState.OPEN or today > last_day_to_join(wave)
    if is_over:
        return _give_up(wave, waiting, now)
    if today.weekday() >= 5 or is_paused(INVITATION, wave.survey.program_id, paused_kinds()):
        return 0
    calendars = Calendars(wave.survey.program)
    ready = [each for each in waiting if each.possible_on <= today and _is_open(calendars, each, today)]
    invited = 0
    for merges in (False, True):
        together = [each for each in ready if each.is_merged == merges]
        if together:
            PostponedInvitation.objects.filter(pk__in=[each.pk for each in together]).delete()
            candidates = [_candidate(wave, each) for each in together]
            invited += invite(wave, candidates, organization=organization, by=by, now=now, merges=merges)
    return invited


def _is_open(calendars: Calendars, each: PostponedInvitation, today: date) -> bool:
    return not calendars.common.is_paused(today) and not calendars.of(each.participant_id).is_paused(today)


def _candidate(wave: Wave, each: PostponedInvitation) -> Candidate:
    return Candidate(each.participant, each.match_id, each.due_on, wave.round)


def _give_up(wave: Wave, waiting: list[PostponedInvitation], now: datetime) -> int:
    skips = [
        skip_of(
            wave.survey,
            _candidate(wave, each),
            SkipReason.BUDGET,
            wave=wave,
            schedule_id=wave.schedule_id,
            now=now,
        )
        for each in waiting
    ]
    Skip.objects.bulk_create(skips, batch_size=1000, ignore_conflicts=True)
    wave.postponed.all().delete()
    return 0
