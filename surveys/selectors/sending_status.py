"""What is sent of a survey: its schedules and waves, whom a wave would reach, and who was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from mentoring.people.models import Person
from programs.enums import ParticipantState
from surveys.enums import SkipReason
from surveys.models import Schedule, Skip, Survey, Wave
from surveys.selectors.audience import ATTRIBUTES, audience_of

SKIPS_OF = timedelta(days=365)
# Below, a number of answers says who answered.
FEWEST_SHOWN = 5


@dataclass(frozen=True)
class SentWave:
    """A wave with its counts. `answered` is None where it would tell who answered."""

    wave: Wave
    invited: int
    answered: int | None


@dataclass(frozen=True)
class SendingStatus:
    """`skips` are (reason, count) of a year; `choices` the departments, levels and locations of the audience."""

    schedules: Sequence[Schedule]
    waves: Sequence[SentWave]
    skips: Sequence[tuple[str, int]]
    audience: int
    choices: dict[str, list[str]]


def sending_status(survey: Survey, *, today: date) -> SendingStatus:
    """Return the status of a survey of a program. Six queries."""
    people = Person.objects.filter(
        participations__program=survey.program,
        participations__role=survey.role,
        participations__state=ParticipantState.ACCEPTED,
    ).with_attributes(today)
    attributes = list(people.values_list(*ATTRIBUTES))
    choices = {name: sorted({row[n] for row in attributes if row[n]}) for n, name in enumerate(ATTRIBUTES)}
    schedules = Schedule.objects.filter(survey=survey, stopped_at=None).order_by("created_at", "id")
    skips = (
        Skip.objects.filter(survey=survey, due_on__gt=today - SKIPS_OF)
        .values_list("reason")
        .annotate(count=Count("id"))
        .order_by("-count", "reason")
    )
    return SendingStatus(
        list(schedules),
        sent_waves(survey),
        [(SkipReason(reason).label, count) for reason, count in skips],
        audience_of(survey.program, survey.role, {}, on=today).count(),
        choices,
    )


def sent_waves(survey: Survey) -> list[SentWave]:
    """Return the waves of a survey with their counts, newest first. One query."""
    waves = (
        Wave.objects.filter(survey=survey, is_imported=False)
        .annotate(
            invited=Count("invitations"),
            answered=Count("invitations", filter=Q(invitations__answered_at__isnull=False)),
        )
        .order_by("-opens_on", "-id")
    )
    return [
        SentWave(wave, wave.invited, wave.answered if wave.answered >= FEWEST_SHOWN else None)
        for wave in waves
    ]
