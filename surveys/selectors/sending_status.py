"""What is sent of a survey: its schedules and waves, whom a wave would reach, and who was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from mentoring.people.models import Person
from programs.enums import ParticipantState
from surveys.enums import SkipReason, SurveyMode
from surveys.models import Schedule, Skip, Survey
from surveys.selectors.audience import ATTRIBUTES, audience_of
from surveys.selectors.budget import half_to_ask
from surveys.selectors.likely_answers import LikelyAnswers, likely_answers
from surveys.selectors.plan import CountedWave, waves_of
from surveys.selectors.waiting import people_due

SKIPS_OF = timedelta(days=365)


@dataclass(frozen=True)
class SendingStatus:
    """`skips` are (reason, count) of a year; `choices` the departments, levels and locations of the audience."""

    schedules: Sequence[Schedule]
    waves: Sequence[CountedWave]
    skips: Sequence[tuple[str, int]]
    audience: int
    choices: dict[str, list[str]]
    # Of an anonymous survey.
    likely: LikelyAnswers | None = None
    people_due: int = 0
    asks_half: bool = False


def sending_status(survey: Survey, *, today: date) -> SendingStatus:
    """Return the status of a survey of a program. Six queries, more of an anonymous one."""
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
    planned = list(schedules)
    audience = audience_of(survey.program, survey.role, {}, on=today).count()
    is_anonymous = survey.mode == SurveyMode.ANONYMOUS
    for schedule in planned:
        schedule.survey = survey
    return SendingStatus(
        planned,
        [wave for wave in waves_of([survey]).get(survey.pk, []) if not wave.is_imported],
        [(SkipReason(reason).label, count) for reason, count in skips],
        audience,
        choices,
        likely_answers(survey, audience) if is_anonymous else None,
        max((people_due(each, today=today) for each in planned), default=0) if is_anonymous else 0,
        half_to_ask(survey, turn=1, people=audience) is not None,
    )
