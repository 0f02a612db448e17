"""The dashboard of the organization: its programs with their objectives and results, and its goals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from goals.enums import ObjectiveStatus
from goals.models import Objective, OrganizationGoal
from goals.presentation import PresentedObjective, presented
from goals.selectors.objective_answer import ProgramAnswer, answer_of
from goals.selectors.objectives import ObjectiveStanding, organization_goals, standings
from mentoring.tenancy.models import Membership
from programs.enums import ParticipantState, ProgramState
from programs.models import Participant, Program
from reports.dashboards.money import Money, ProgramMoney, money_of
from reports.kpis.from_outcomes import newest_figures
from reports.outcomes.wording.labels import TONES, state_label


@dataclass(frozen=True)
class ProgramRow:
    """A program with its answer, and its retention where outcomes have one."""

    program: Program
    people: int
    answer: ProgramAnswer
    too_early: int
    gaps: int
    difference: Sequence[float]
    state: str
    tone: str
    opens_on: date | None
    money: ProgramMoney


@dataclass(frozen=True)
class GoalRow:
    goal: OrganizationGoal
    objectives: Sequence[PresentedObjective]


@dataclass(frozen=True)
class OrganizationDashboard:
    programs: Sequence[ProgramRow]
    goals: Sequence[GoalRow]
    people: int
    reached: int
    too_early: int
    gaps: int
    objectives: int
    reviews_due: int
    next_review_on: date | None
    money: Money


def organization_dashboard(membership: Membership, *, today: date) -> OrganizationDashboard:
    """Return the dashboard of the programs that the member may see. A fixed number of queries."""
    visible = Program.objects.visible_to(membership).without_test_runs()
    programs = list(visible.exclude(state=ProgramState.DRAFT).newest_first())
    by_pk = {program.pk: program for program in programs}
    objectives = list(
        Objective.objects.filter(program__in=list(by_pk))
        .active()
        .select_related("organization_goal")
        .in_order()
    )
    for objective in objectives:
        objective.program = by_pk[objective.program_id]
    found = standings(objectives, today=today)
    people = dict(
        Participant.objects.filter(program__in=list(by_pk), state=ParticipantState.ACCEPTED)
        .values_list("program_id")
        .annotate(n=Count("person", distinct=True))
    )
    everybody = Participant.objects.filter(
        Q(program__in=list(by_pk)), state=ParticipantState.ACCEPTED
    ).aggregate(n=Count("person", distinct=True))
    figures = newest_figures(by_pk)
    money = money_of(programs, figures, today=today)
    rows = [
        _row(
            program,
            people.get(program.pk, 0),
            [found[it.pk] for it in objectives if it.program_id == program.pk],
            figures.get(program.pk, ()),
            money.programs[program.pk],
            today,
        )
        for program in programs
    ]
    counts = Counter(it.standing.status for it in found.values())
    reviews = sorted(it.next_review_on for it in objectives if it.next_review_on)
    return OrganizationDashboard(
        programs=rows,
        goals=[
            GoalRow(
                goal,
                [
                    presented(found[it.pk], today=today)
                    for it in objectives
                    if it.organization_goal_id == goal.pk
                ],
            )
            for goal in organization_goals()
        ],
        people=everybody["n"],
        reached=counts[ObjectiveStatus.REACHED],
        too_early=counts[ObjectiveStatus.TOO_EARLY],
        gaps=counts[ObjectiveStatus.GAP],
        objectives=len(objectives),
        reviews_due=sum(day <= today for day in reviews),
        next_review_on=reviews[0] if reviews else None,
        money=money,
    )


def _row(
    program: Program,
    people: int,
    found: Sequence[ObjectiveStanding],
    figures: Sequence[Any],
    money: ProgramMoney,
    today: date,
) -> ProgramRow:
    retention = next(
        (
            it
            for it in figures
            if it["measure"] == "retention"
            and it["role"] == "mentee"
            and it["scope"] == "program"
            and it["is_primary"]
        ),
        None,
    )
    counts = Counter(it.standing.status for it in found)
    difference: list[float] = []
    if retention is not None:
        values = {it["name"]: it["value"] for it in retention["numbers"]}
        names = ("adjusted", "adjusted_low", "adjusted_high")
        if values.get("adjusted") is None:
            names = ("difference", "low", "high")
        chosen = [values.get(name) for name in names]
        difference = [100 * it for it in chosen if it is not None] if None not in chosen else []
    return ProgramRow(
        program=program,
        people=people,
        answer=answer_of(found, today=today),
        too_early=counts[ObjectiveStatus.TOO_EARLY],
        gaps=counts[ObjectiveStatus.GAP],
        difference=difference,
        state=state_label(retention) if retention else "",
        tone=TONES.get(retention["state"], "not_enough_data") if retention else "not_enough_data",
        opens_on=date.fromisoformat(retention["opens_on"])
        if retention and retention.get("opens_on") and retention["state"] == "too_early"
        else None,
        money=money,
    )
