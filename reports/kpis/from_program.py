"""What programs count themselves: sessions, goals met, and plans that are up to date."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Sum

from goals.enums import GoalState, PlanStatus
from goals.models import Goal
from goals.selectors.plans import plan_facts
from goals.summary import CLOSED
from mentoring.statistics import MINIMUM_GROUP
from programs.models import Match, Program
from reports.enums import KpiPhase, KpiSource, ProgramCount
from reports.kpis.measurements import NO_DATA, Measurement, SourceResult, placed, share_of
from reports.models import ProgramKpi


def program_results(kpis: Sequence[ProgramKpi], *, today: date) -> dict[UUID, SourceResult]:
    """Return the results of KPIs that count something of their program. One query for each kind of count.

    Plans need more: see goals.selectors.plans.
    """
    mine = [kpi for kpi in kpis if kpi.source == KpiSource.PROGRAM]
    found: dict[UUID, SourceResult] = {}
    for kind, read in (
        (ProgramCount.SESSIONS, _sessions),
        (ProgramCount.GOALS_MET, _goals),
        (ProgramCount.PLANS, _plans),
    ):
        chosen = [kpi for kpi in mine if kpi.reference == kind]
        if not chosen:
            continue
        values = read({kpi.program_id: kpi.program for kpi in chosen}, today)
        for kpi in chosen:
            value = values.get(kpi.program_id)
            found[kpi.pk] = placed(value, phase_on(kpi.program, today)) if value else NO_DATA
    return found


def phase_on(program: Program, day: date) -> str:
    """Return the phase of what is counted up to that day: on the last day and after, it is a result of the program."""
    is_over = program.ends_on is not None and day >= program.ends_on
    return KpiPhase.AFTER if is_over else KpiPhase.DURING


def _sessions(programs: dict[UUID, Program], today: date) -> dict[UUID, Measurement]:
    rows = (
        Match.objects.filter(program__in=list(programs))
        .introduced()
        .values_list("program_id")
        .annotate(n=Count("id"), held=Sum("held_count"))
    )
    return {
        program_id: Measurement((held or 0) / n, n, as_of=today)
        if n >= MINIMUM_GROUP
        else Measurement(None, as_of=today)
        for program_id, n, held in rows
        if n
    }


def _goals(programs: dict[UUID, Program], today: date) -> dict[UUID, Measurement]:
    closed = Goal.objects.filter(match__program__in=list(programs), agreed_on__isnull=False, state__in=CLOSED)
    rows = closed.values_list("match__program_id").annotate(
        n=Count("id"), met=Count("id", filter=Q(state=GoalState.MET))
    )
    return {program_id: share_of(met, n, as_of=today) for program_id, n, met in rows}


def _plans(programs: dict[UUID, Program], today: date) -> dict[UUID, Measurement]:
    matches = Match.objects.filter(program__in=list(programs)).under_way().in_bulk()
    for match in matches.values():
        match.program = programs[match.program_id]
    counts: dict[UUID, list[bool]] = defaultdict(list)
    for match_id, facts in plan_facts(matches.values(), today=today).items():
        counts[matches[match_id].program_id].append(facts.freshness.status == PlanStatus.UP_TO_DATE)
    return {program_id: share_of(sum(it), len(it), as_of=today) for program_id, it in counts.items()}
