"""What a survey would cost its people before it is sent, and what they got in the last 30 days."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from mentoring.statistics import MINIMUM_GROUP
from mentoring.tenancy.models import Organization
from programs.enums import ParticipantState, ProgramState
from programs.models import Participant, Program
from surveys.budget import MONTH, half_of
from surveys.enums import SkipReason
from surveys.models import Schedule, Survey
from surveys.program_settings import open_days_in
from surveys.selectors.audience import audience_of
from surveys.selectors.budget import (
    LEAST_DAYS_TO_ANSWER,
    contacts_of,
    current_limits,
    first_free_days,
    half_to_ask,
    next_turn,
)
from surveys.selectors.due import planned_occurrences
from surveys.selectors.sending import may_invite

# Looked ahead for a day on which nobody is over budget.
DAYS_AHEAD = timedelta(days=120)


@dataclass(frozen=True)
class HalfLoad:
    """How many of a random half would be invited, and how many are over budget."""

    invited: int
    over_budget: int


@dataclass(frozen=True)
class SurveyLoad:
    """What sending a survey on a day would do.

    `over_budget` people could not be invited that day: `waiting` of them while the survey is open, the others not at
    all. `free_on` is the first working day on which nobody is over budget, None if there is none in four months.
    `merged` of those over budget get another survey while this one is open. `is_half` says that a random half is
    asked anyway.
    """

    on: date
    people: int
    invited: int
    over_budget: int
    waiting: int
    merged: int
    free_on: date | None
    half: HalfLoad
    is_half: bool
    reasons: Sequence[tuple[str, int]]


def survey_load(
    survey: Survey,
    *,
    on: date,
    organization: Organization,
    now: datetime,
    audience: Mapping[str, Sequence[str]] | None = None,
    open_days: int | None = None,
) -> SurveyLoad:
    """Return what sending the survey on that day would do, by the rules of the sending itself.

    The number of queries does not depend on the number of people.
    """
    audience_now = audience_of(survey.program, survey.role, audience or {}, on=on)
    participants = list(audience_now.filter(paused_on=None))
    refused = may_invite(participants, wave=None, organization=organization, now=now)
    turn = next_turn(survey)
    half = half_to_ask(survey, turn=turn, people=len(participants))
    reachable = {each.person_id for each in participants if each.pk not in refused}
    asked = {it for it in reachable if half is None or half_of(survey.pk, it) == half}
    free_on = first_free_days(asked, survey=survey, day=on, organization=organization)
    if open_days is None:
        open_days = open_days_in(survey.program)
    last_day = on + timedelta(days=open_days - min(LEAST_DAYS_TO_ANSWER, open_days))
    in_half = {it for it in asked if half_of(survey.pk, it) == turn % 2}
    return SurveyLoad(
        on=on,
        people=len({each.person_id for each in participants}),
        invited=len(asked) - len(free_on),
        over_budget=len(free_on),
        waiting=sum(day <= last_day for day in free_on.values()),
        merged=len(_with_another(set(free_on), survey, first=on, last=last_day)) if free_on else 0,
        free_on=_first_day_for_all(asked, survey, max(free_on.values()), organization) if free_on else on,
        half=HalfLoad(len(in_half - set(free_on)), len(in_half & set(free_on))),
        is_half=half is not None,
        reasons=[(str(SkipReason(it).label), n) for it, n in Counter(refused.values()).most_common()],
    )


def _first_day_for_all(
    person_ids: set[UUID], survey: Survey, day: date, organization: Organization
) -> date | None:
    last = day + DAYS_AHEAD
    while day <= last:
        day = workday(day)
        free_on = first_free_days(person_ids, survey=survey, day=day, organization=organization)
        if not free_on:
            return day
        day = max(free_on.values())
    return None


def _with_another(person_ids: set[UUID], survey: Survey, *, first: date, last: date) -> set[UUID]:
    """Return which of these people another schedule asks in that time. Two queries and two for each schedule."""
    schedules = Schedule.objects.filter(
        stopped_at=None,
        survey__archived_at=None,
        survey__stopped_at=None,
        survey__program__participants__person__in=list(person_ids),
    ).exclude(survey=survey)
    return {
        each.participant.person_id
        for schedule in schedules.select_related("survey__program").distinct()
        for each in planned_occurrences(schedule, first=first, last=last)
    } & person_ids


def workday(day: date) -> date:
    """Return the day, or the Monday after it on a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= 5 else day


@dataclass(frozen=True)
class EmailLoad:
    """Survey invitations per person in the last 30 days, over all programs.

    With fewer than five people, all figures are None. `counts` are (number of invitations, people), and empty where one
    of them would be about fewer than five.
    """

    people: int | None
    median: float | None
    maximum: int | None
    cap: int
    counts: Sequence[tuple[int, int]]


def email_load(programs: Sequence[Program], *, organization: Organization, today: date) -> EmailLoad:
    """Return the load of the people who take part in one of the programs that run. Three queries."""
    running = [each.pk for each in programs if each.state in (ProgramState.OPEN, ProgramState.RUNNING)]
    person_ids = set(
        Participant.objects.filter(program__in=running, state=ParticipantState.ACCEPTED).values_list(
            "person_id", flat=True
        )
    )
    cap = current_limits().per_month
    if len(person_ids) < MINIMUM_GROUP:
        return EmailLoad(None, None, None, cap, ())
    first = today - MONTH + timedelta(days=1)
    contacts = contacts_of(person_ids, since=first, organization=organization)
    numbers = sorted(len(contacts.get(person_id, ())) for person_id in person_ids)
    counts = Counter(numbers)
    return EmailLoad(
        people=len(numbers),
        median=median(numbers),
        maximum=numbers[-1],
        cap=cap,
        counts=sorted(counts.items()) if min(counts.values()) >= MINIMUM_GROUP else (),
    )
