"""Read the figures of all areas of a program."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from goals.enums import PlanStatus
from goals.selectors.plans import plans_of_program
from mentoring.statistics import ResultState
from programs.enums import ParticipantRole
from programs.models import Program
from reports.dashboards.areas import Area, AreaFigure, Strengths, rank
from reports.dashboards.match_facts import (
    FIRST_SESSION_DAYS,
    GOAL_DAYS,
    SILENT_DAYS,
    MatchFacts,
    read_match_facts,
)
from reports.enums import HrRate, KpiSource, ProgramCount
from reports.kpis.from_outcomes import outcome_results
from reports.kpis.from_program import program_results
from reports.kpis.measurements import Measurement, share_of, state_of
from reports.models import ProgramKpi
from surveys.library.anonymous_questions import CONFIDENTIALITY
from surveys.library.bank import MATCH_FIT, PRODUCTIVITY
from surveys.models import WaveResult

SURVEY_AREAS = {
    Area.RELATIONSHIP: MATCH_FIT.key,
    Area.TRUST: CONFIDENTIALITY.key,
    Area.PRODUCTIVITY: PRODUCTIVITY.key,
}


def program_strengths(program: Program, *, today: date) -> Strengths:
    """Return what is strong and weak in a program. A fixed number of queries."""
    facts = read_match_facts(program)
    return rank(
        [
            _frequency(facts, today),
            _first_sessions(facts, today),
            _goals(facts, today),
            _goals_met(program, today),
            _plans(program, today),
            *_surveys(program),
            _retention(program),
        ]
    )


def _counted(area: Area, events: int, n: int, today: date) -> AreaFigure:
    found = share_of(events, n, as_of=today) if n else None
    # A count of 1 to 4 matches is no secret to those who run them, but analysts see the page, too.
    is_exact = found is not None and found.is_exact
    return AreaFigure(area, found, events if is_exact else None, state_of(found))


def _frequency(facts: MatchFacts, today: date) -> AreaFigure:
    """Return the share of matches that have not met for three weeks, up to the day their sessions are known.

    Of a program that is over: for three weeks before its last day.
    """
    last = facts.program.ends_on or today
    under_way = [it for it in facts if it.is_under_way]
    silent = 0
    for match in under_way:
        day = min(match.known_until or today, today, last)
        silent += max([match.started_on, *match.held_on[-1:]]) < day - timedelta(days=SILENT_DAYS)
    return _counted(Area.FREQUENCY, silent, len(under_way), today)


def _first_sessions(facts: MatchFacts, today: date) -> AreaFigure:
    days = timedelta(days=FIRST_SESSION_DAYS)
    old = [it for it in facts if it.started_on + days <= today]
    early = sum(bool(it.held_on) and it.held_on[0] <= it.started_on + days for it in old)
    return _counted(Area.FIRST_SESSIONS, early, len(old), today)


def _goals(facts: MatchFacts, today: date) -> AreaFigure:
    days = timedelta(days=GOAL_DAYS)
    old = [it for it in facts if it.started_on + days <= today]
    agreed = sum(it.goal_on is not None and it.goal_on <= it.started_on + days for it in old)
    return _counted(Area.GOALS, agreed, len(old), today)


def _goals_met(program: Program, today: date) -> AreaFigure:
    # As a KPI of this count shows it.
    kpi = ProgramKpi(program=program, source=KpiSource.PROGRAM, reference=ProgramCount.GOALS_MET)
    result = program_results([kpi], today=today)[kpi.pk]
    found = result.after or result.during
    return AreaFigure(Area.GOALS_MET, found, _events(found), result.state)


def _plans(program: Program, today: date) -> AreaFigure:
    listed = [it.facts for it in plans_of_program(program, today=today) if it.facts.plan is not None]
    stale = sum(it.freshness.status == PlanStatus.STALE for it in listed)
    return _counted(Area.PLANS, stale, len(listed), today)


def _surveys(program: Program) -> list[AreaFigure]:
    """Return the newest published result of each question to mentees, and the newest response rate. One query."""
    waves = list(
        WaveResult.objects.filter(wave__survey__program=program, wave__survey__role=ParticipantRole.MENTEE)
        .order_by("-wave__opens_on", "-pk")
        .values_list("figures", flat=True)
    )
    found = [_question(area, key, waves) for area, key in SURVEY_AREAS.items()]
    response = next((it for figures in waves for it in figures if it["key"] == "response"), None)
    if response is None:
        return [*found, AreaFigure(Area.RESPONSE)]
    numbers = {it["name"]: it["value"] for it in response["numbers"]}
    if numbers.get("rate") is None:
        return [*found, AreaFigure(Area.RESPONSE, state=ResultState(response["state"]))]
    measurement = Measurement(
        100 * numbers["rate"], round(numbers["invited"]), as_of=date.fromisoformat(response["as_of"])
    )
    answered = round(numbers["answered"])
    return [*found, AreaFigure(Area.RESPONSE, measurement, answered, ResultState(response["state"]))]


def _question(area: Area, key: str, waves: Sequence[Sequence[Mapping[str, Any]]]) -> AreaFigure:
    figure = next(
        (it for figures in waves for it in figures if it["key"] == f"question.{key}" and not it["attribute"]),
        None,
    )
    if figure is None:
        return AreaFigure(area)
    number = next(
        (it for it in figure["numbers"] if it["name"] == "favorable" and it["value"] is not None), None
    )
    if number is None:
        return AreaFigure(area, state=ResultState(figure["state"]))
    found = Measurement(
        100 * number["value"], figure["n"], as_of=date.fromisoformat(figure["as_of"]), bound=number["bound"]
    )
    return AreaFigure(area, found, _events(found), ResultState(figure["state"]))


def _retention(program: Program) -> AreaFigure:
    """Return the difference in retention to colleagues, as the newest outcomes store it."""
    kpi = ProgramKpi(program=program, source=KpiSource.HR, reference=HrRate.RETENTION)
    result = outcome_results([kpi])[kpi.pk]
    if result.difference is None:
        return AreaFigure(Area.RETENTION, state=result.state, opens_on=result.opens_on)
    after = result.after
    measurement = Measurement(
        result.difference.value,
        after.n if after else None,
        result.difference.low,
        result.difference.high,
        result.as_of,
    )
    return AreaFigure(Area.RETENTION, measurement, None, result.state, result.opens_on)


def _events(found: Measurement | None) -> int | None:
    if found is None or not found.is_exact or found.n is None:
        return None
    assert found.value is not None, "exact"
    return round(found.value * found.n / 100)
