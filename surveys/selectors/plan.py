"""The listening plan of a program: which survey is sent when, and what it asks of each person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from mentoring.calendar_months import add_months
from mentoring.statistics import MINIMUM_GROUP
from programs.enums import ParticipantState
from programs.models import Participant, Program
from surveys.enums import SurveyKind, SurveyMode, Trigger, WaveState
from surveys.library import estimated_minutes
from surveys.models import Question, Schedule, Survey, Wave
from surveys.results.disclosure import Disclosure
from surveys.selectors.waiting import people_due

# Of one role, in the order in which people get them.
KINDS = [
    SurveyKind.START,
    SurveyKind.PULSE,
    SurveyKind.HALF_TIME,
    SurveyKind.MENTORS,
    SurveyKind.END,
    SurveyKind.SIX_MONTHS,
]
REPEATING = (Trigger.MATCH_INTERVAL, Trigger.CALENDAR)


@dataclass(frozen=True)
class CountedWave:
    """A wave with how many were invited and have answered. Below five, `answered` is None, as in its results.

    Of an anonymous wave it is withheld, too, while it is open, and where fewer than five did not answer.
    """

    id: UUID
    schedule_id: UUID | None
    state: str
    opens_on: date
    closes_on: date
    is_imported: bool
    invited: int
    answered: int | None
    mode: str = ""
    is_withheld: bool = False

    @property
    def state_label(self) -> str:
        return str(WaveState(self.state).label)


@dataclass(frozen=True)
class PlanRow:
    """A survey in the plan: what it asks, its schedules and its waves, newest first."""

    survey: Survey
    questions: int
    minutes: int
    schedules: Sequence[Schedule]
    waves: Sequence[CountedWave]
    # About when the schedules send, for matches that begin and end with the program.
    expected_on: Sequence[date] = ()
    # Of an anonymous survey that opens when ten people are due: how many are.
    people_due: int | None = None

    @property
    def latest(self) -> CountedWave | None:
        return next(iter(self.waves), None)

    @property
    def is_planned(self) -> bool:
        return bool(self.schedules)


@dataclass(frozen=True)
class RoleLoad:
    """What the plan asks of one mentor or mentee: emails and minutes. Reminders are not counted."""

    role: str
    people: int
    emails: int
    minutes: int
    repeats: bool


@dataclass(frozen=True)
class Plan:
    rows: Sequence[PlanRow]
    loads: Sequence[RoleLoad]


def listening_plan(program: Program, *, today: date) -> Plan:
    """Return the surveys of the program that are not archived, and the load per person.

    Five queries, and a fixed number for each schedule of an anonymous survey.
    """
    surveys = list(Survey.objects.filter(program=program, archived_at=None))
    types = _types(surveys)
    schedules: dict[UUID, list[Schedule]] = {}
    for schedule in Schedule.objects.filter(survey__in=surveys, stopped_at=None).order_by("created_at", "id"):
        schedules.setdefault(schedule.survey_id, []).append(schedule)
    waves = waves_of(surveys)
    rows = [
        PlanRow(
            survey,
            len(types.get(survey.pk, [])),
            estimated_minutes(types.get(survey.pk, [])),
            schedules.get(survey.pk, []),
            waves.get(survey.pk, []),
            sorted(day for each in schedules.get(survey.pk, []) for day in expected_days(program, each)),
            _people_due(program, survey, schedules.get(survey.pk, []), today),
        )
        for survey in sorted(surveys, key=lambda it: (KINDS.index(SurveyKind(it.kind)), it.role, it.name))
    ]
    return Plan(rows, _loads(program, rows))


def _people_due(program: Program, survey: Survey, schedules: Sequence[Schedule], today: date) -> int | None:
    if survey.mode != SurveyMode.ANONYMOUS or not schedules:
        return None
    survey.program = program
    for schedule in schedules:
        schedule.survey = survey
    return max(people_due(schedule, today=today) for schedule in schedules)


def _types(surveys: Sequence[Survey]) -> dict[UUID, list[str]]:
    """Return the types of the shown questions of each survey's newest version."""
    found: dict[UUID, dict[int, list[str]]] = {}
    rows = Question.objects.filter(version__survey__in=surveys, is_hidden=False)
    for survey_id, number, type_ in rows.values_list("version__survey", "version__number", "type"):
        found.setdefault(survey_id, {}).setdefault(number, []).append(type_)
    return {survey_id: versions[max(versions)] for survey_id, versions in found.items()}


def waves_of(surveys: Sequence[Survey]) -> dict[UUID, list[CountedWave]]:
    """Return the waves of each survey, newest first. One query."""
    found: dict[UUID, list[CountedWave]] = {}
    rows = (
        Wave.objects.filter(survey__in=surveys)
        .annotate(
            count=Count("invitations"),
            finished=Count("invitations", filter=Q(invitations__answered_at__isnull=False)),
        )
        .order_by("-opens_on", "-opened_at", "-id")
    )
    for wave in rows:
        found.setdefault(wave.survey_id, []).append(
            CountedWave(
                wave.pk,
                wave.schedule_id,
                wave.state,
                wave.opens_on,
                wave.closes_on,
                wave.is_imported,
                wave.count,
                _answered(wave),
                wave.mode,
                is_withheld=_is_withheld(wave),
            )
        )
    return found


def _answered(wave: Any) -> int | None:
    if wave.mode == SurveyMode.ANONYMOUS:
        return None if _is_withheld(wave) else wave.answered
    return wave.finished if wave.finished >= MINIMUM_GROUP else None


def _is_withheld(wave: Any) -> bool:
    if wave.mode != SurveyMode.ANONYMOUS:
        return False
    is_open = wave.state == WaveState.OPEN
    return is_open or (
        wave.answered is not None and not Disclosure(wave.invited, wave.answered).allows_counts
    )


def _loads(program: Program, rows: Sequence[PlanRow]) -> list[RoleLoad]:
    people = dict(
        Participant.objects.filter(program=program, state=ParticipantState.ACCEPTED)
        .values_list("role")
        .annotate(count=Count("pk"))
    )
    loads = []
    for role in ("mentee", "mentor"):
        planned = [(row, schedule) for row in rows if row.survey.role == role for schedule in row.schedules]
        if planned:
            times = [(row, _times(program, schedule)) for row, schedule in planned]
            loads.append(
                RoleLoad(
                    role,
                    people.get(role, 0),
                    sum(count for _row, count in times),
                    sum(row.minutes * count for row, count in times),
                    any(schedule.trigger in REPEATING for _row, schedule in planned),
                )
            )
    return loads


def _times(program: Program, schedule: Schedule) -> int:
    """Return how often the schedule asks a person."""
    return max(1, len(expected_days(program, schedule)))


def expected_days(program: Program, schedule: Schedule) -> list[date]:
    """Return about when a person is asked, if their match begins and ends with the program.

    A program without an end is looked at for a year.
    """
    start, end = program.starts_on, program.ends_on or program.starts_on + timedelta(days=365)
    every = schedule.every
    if schedule.trigger == Trigger.MATCH_INTERVAL and every:
        return [start + timedelta(days=n) for n in range(every, (end - start).days, every)]
    if schedule.trigger == Trigger.CALENDAR and schedule.first_on:
        months = range(0, 61, every) if every else [0]
        found = [add_months(schedule.first_on, n) for n in months]
        return [day for day in found if day <= max(end, schedule.first_on)]
    if schedule.trigger == Trigger.DATE and schedule.first_on:
        return [schedule.first_on]
    return [
        {
            Trigger.SESSIONS: start + timedelta(days=every * program.meeting_interval_days),
            Trigger.MATCH_DAYS: start + timedelta(days=every),
            Trigger.HALF_TIME: min(
                start + timedelta(days=every * program.meeting_interval_days), start + (end - start) // 2
            ),
            Trigger.CLOSING: end,
            Trigger.MONTHS_AFTER: add_months(end, every),
        }.get(Trigger(schedule.trigger), end)
    ]
