"""Anonymous surveys that wait until enough people are due."""

from dataclasses import dataclass
from datetime import date, timedelta

from surveys.enums import SurveyMode
from surveys.models import Schedule, Survey
from surveys.selectors.due import open_occurrences
from surveys.selectors.likely_answers import LikelyAnswers, likely_answers

# An anonymous wave opens when so many people are due. Who has been due for so long is not kept waiting.
DUE_TO_OPEN = 10
WAITS_FOR = timedelta(days=30)


def people_due(schedule: Schedule, *, today: date) -> int:
    """Return how many people are due and not invited, on weekends and in breaks, too."""
    return len({each.participant.person_id for each in open_occurrences(schedule, today=today)})


@dataclass(frozen=True)
class Waiting:
    """How many people are due for a survey that has not opened, and how many of ten are likely to answer."""

    people: int
    likely: LikelyAnswers


def waiting_for(survey: Survey, *, today: date) -> Waiting | None:
    """Return what an anonymous survey with a schedule waits for; None if it waits for nothing."""
    if survey.mode != SurveyMode.ANONYMOUS or survey.waves.open().exists():
        return None
    schedules = Schedule.objects.filter(survey=survey, stopped_at=None).select_related("survey__program")
    due = [people_due(schedule, today=today) for schedule in schedules]
    if not due or max(due) >= DUE_TO_OPEN:
        return None
    return Waiting(max(due), likely_answers(survey, DUE_TO_OPEN))
