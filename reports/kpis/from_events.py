"""Rates of HR events of the mentees or the mentors of a program: regretted departures, internal moves, time to role.

Everybody is followed for a year from their own first day, so that all have the same time.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from mentoring.calendar_months import add_months
from mentoring.people.enums import EventKind, ExitReason
from mentoring.people.models import EmploymentEvent
from mentoring.statistics import MINIMUM_GROUP, RETENTION, Guard, ResultState, reached
from programs.models import Participant
from reports.enums import HrRate, KpiSource
from reports.kpis.measurements import NO_DATA, Measurement, SourceResult, share_of, state_of, typical_of
from reports.models import ProgramKpi
from reports.outcomes.employment_history import TAKING_PART, known_until
from reports.outcomes.figures.people import months_between

RATES = (HrRate.DEPARTURES, HrRate.MOVES, HrRate.TIME_TO_ROLE)
MONTHS = 12
# As many people as for retention; a smaller group has no rate.
GUARD = Guard(months=MONTHS, per_group=RETENTION.per_group)
Events = Mapping[UUID, Sequence[tuple[str, date, str]]]


def event_results(kpis: Sequence[ProgramKpi], *, today: date) -> dict[UUID, SourceResult]:
    """Return the results of KPIs from employment events. Three queries, none without such KPIs."""
    mine = [kpi for kpi in kpis if kpi.source == KpiSource.HR and kpi.reference in RATES]
    if not mine:
        return {}
    until, _readings = known_until(today)
    starts: dict[tuple[UUID, str], dict[UUID, date]] = defaultdict(dict)
    programs = {kpi.program_id: kpi.program for kpi in mine}
    rows = Participant.objects.filter(
        program__in=list(programs), role__in={kpi.role for kpi in mine}, state__in=TAKING_PART
    ).values_list("program_id", "role", "person_id", "enrolled_on")
    for program_id, role, person, enrolled_on in rows:
        starts[program_id, role][person] = enrolled_on or programs[program_id].starts_on
    people = {person for of_program in starts.values() for person in of_program}
    events: dict[UUID, list[tuple[str, date, str]]] = defaultdict(list)
    found = EmploymentEvent.objects.known_on(until).filter(person__in=people).order_by("happened_on")
    for person, kind, day, reason in found.values_list("person_id", "kind", "happened_on", "exit_reason"):
        events[person].append((kind, day, reason))
    return {
        kpi.pk: _result(kpi.reference, starts.get((kpi.program_id, kpi.role), {}), events, until)
        for kpi in mine
    }


def _result(rate: str, starts: Mapping[UUID, date], events: Events, until: date) -> SourceResult:
    begun = {person: day for person, day in starts.items() if day <= until}
    if not begun:
        return NO_DATA
    before = _share_before(begun, events, until) if rate == HrRate.MOVES else None
    so_far = reached(begun.values(), GUARD, on=until)
    if not so_far.is_open:
        return SourceResult(state=ResultState.TOO_EARLY, before=before, as_of=until, opens_on=so_far.opens_on)
    followed = {person: day for person, day in begun.items() if add_months(day, MONTHS) <= until}
    if len(followed) < GUARD.per_group:
        return SourceResult(state=ResultState.TOO_FEW, as_of=until)
    after = READERS[HrRate(rate)](followed, events, until)
    return replace(NO_DATA, state=state_of(after), before=before, after=after, as_of=until)


def _departures(starts: Mapping[UUID, date], events: Events, until: date) -> Measurement:
    """Return how many resigned within a year: the departures that an employer regrets and can prevent.

    Withheld where one to four left in another way: together with retention, the rate would disclose how many.
    """
    resigned = _count(starts, events, EventKind.EXIT, reasons=("", ExitReason.RESIGNATION))
    others = _count(starts, events, EventKind.EXIT) - resigned
    if 0 < others < MINIMUM_GROUP:
        return Measurement(None, as_of=until)
    return share_of(resigned, len(starts), as_of=until)


def _moves(starts: Mapping[UUID, date], events: Events, until: date) -> Measurement:
    return share_of(_count(starts, events, EventKind.MOVE), len(starts), as_of=until)


def _count(
    starts: Mapping[UUID, date], events: Events, kind: str, *, reasons: Collection[str] | None = None
) -> int:
    """Return how many people have such an event in the year from their first day."""
    return sum(
        any(
            it == kind and start < day <= add_months(start, MONTHS) and (reasons is None or reason in reasons)
            for it, day, reason in events.get(person, ())
        )
        for person, start in starts.items()
    )


def _share_before(starts: Mapping[UUID, date], events: Events, until: date) -> Measurement | None:
    if len(starts) < GUARD.per_group:
        return None
    earlier = {person: add_months(day, -MONTHS) for person, day in starts.items()}
    return _moves(earlier, events, until)


def _time_to_role(starts: Mapping[UUID, date], events: Events, until: date) -> Measurement:
    """Return the median of the months until the first promotion or move, of those who have had one."""
    months = []
    for person, start in starts.items():
        days = [
            day
            for kind, day, _reason in events.get(person, ())
            if kind in (EventKind.PROMOTION, EventKind.MOVE) and day > start
        ]
        if days:
            months.append(round(months_between(start, min(days))))
    return typical_of(months, as_of=until)


READERS = {HrRate.DEPARTURES: _departures, HrRate.MOVES: _moves, HrRate.TIME_TO_ROLE: _time_to_role}
