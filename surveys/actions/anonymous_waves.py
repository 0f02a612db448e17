"""Open anonymous waves of a schedule: for at least ten people, who all have the same last day."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mentoring.statistics import MINIMUM_GROUP
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from surveys.actions.inviting import invite, skip_of
from surveys.actions.waves import open_wave
from surveys.enums import SkipReason
from surveys.models import Schedule, Skip, Wave
from surveys.selectors.due import Candidate
from surveys.selectors.waiting import DUE_TO_OPEN, WAITS_FOR


class _TooFew(Exception):
    """Of those who are due, too few may be invited. Rolls the wave back."""


def send_anonymous(
    schedule: Schedule,
    round: int,
    due: Sequence[Candidate],
    *,
    half: int | None,
    organization: Organization,
    by: Actor,
    now: datetime,
) -> int:
    """Open a wave if ten people are due; return how many were invited, 0 while the others wait.

    Once somebody has been due for 30 days, a wave opens with five people or more, and its results are of all of them
    together. With fewer, those who have been due for so long are skipped. The caller has locked the schedule.
    """
    today = organization.local_date(now)
    overdue = [each for each in due if each.due_on + WAITS_FOR <= today]
    needed = MINIMUM_GROUP if overdue else DUE_TO_OPEN
    if Wave.objects.filter(schedule=schedule, round=round, opens_on=today).exists():
        return 0
    if len({each.participant.person_id for each in due}) >= needed:
        try:
            with transaction.atomic():
                wave = open_wave(
                    schedule.survey,
                    schedule=schedule,
                    round=round,
                    half=half,
                    opens_on=today,
                    joins_until=today,
                    open_days=schedule.open_days,
                    reminded_on=schedule.reminded_on,
                    now=now,
                )
                invited = invite(wave, due, organization=organization, by=by, now=now, merges=schedule.merges)
                if invited < needed:
                    raise _TooFew
                return invited
        except _TooFew:
            pass
    Skip.objects.bulk_create(
        [
            skip_of(schedule.survey, each, SkipReason.TOO_FEW, wave=None, schedule_id=schedule.pk, now=now)
            for each in overdue
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
    return 0
