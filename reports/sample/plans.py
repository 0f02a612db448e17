"""Action plans of the made-up organization: fresh, due, stale, and unchanged three times, each with revisions."""

from datetime import UTC, date, datetime, time, timedelta

from goals.actions import complete_action, confirm_action_plan, save_action_plan
from goals.models import ActionPlan, PlanAction
from goals.plan_changes import Entry
from goals.plan_starting_points import plan_starts
from goals.selectors.plans import entries_of
from mentoring.tenancy.actor import Actor
from programs.enums import MatchState, ParticipantRole
from programs.health.evaluate import evaluate_program
from programs.models import Match
from programs.selectors.parties import Party

# The starting point, how many days ago the plan was saved, and when its mentor said since that nothing changed.
HISTORIES = (
    ("presenting", 30, (16, 2)),
    ("leading", 41, ()),
    ("network", 60, ()),
    ("career", 45, (30, 17, 4)),
    ("technical", 12, ()),
    ("halfway", 55, (50,)),
)


def add_plans(shown: Match, *, today: date) -> None:
    """Give the shown match a plan with several revisions, and six other matches of its program one each."""
    _add_shown_plan(shown, today)
    others = Match.objects.filter(program=shown.program_id, state=MatchState.ACTIVE).exclude(pk=shown.pk)
    matches = others.select_related("program", "mentor__person", "mentee__person").order_by(
        "started_on", "id"
    )
    for match, (start, days, confirmed) in zip(matches, HISTORIES, strict=False):
        _save(
            match,
            plan_starts()[start].entries(today - timedelta(days=days)),
            today - timedelta(days=days),
            start,
        )
        for ago in confirmed:
            on = today - timedelta(days=ago)
            confirm_action_plan(_mentor(match), by=_by(), now=_at(on), today=on)
    evaluate_program(shown.program, today=today)


def _add_shown_plan(match: Match, today: date) -> None:
    """Begin from an example, change it, and tick one action off on each side."""
    first, second = today - timedelta(days=50), today - timedelta(days=29)
    plan = _save(match, plan_starts()["beginning"].entries(first), first, "beginning")
    wanted = [*entries_of(plan), *plan_starts()["presenting"].entries(second)[:2]]
    save_action_plan(_mentor(match), entries=wanted, base=1, by=_by(), now=_at(second), today=second)
    for action in PlanAction.objects.filter(plan=plan).order_by("position")[:2]:
        complete_action(_mentor(match), action=action, by=_by(), today=today - timedelta(days=9))
    third = today - timedelta(days=8)
    confirm_action_plan(_mentor(match), by=_by(), now=_at(third), today=third)


def _save(match: Match, entries: list[Entry], on: date, start: str) -> ActionPlan:
    label = plan_starts()[start].label
    return save_action_plan(
        _mentor(match), entries=entries, base=0, by=_by(), now=_at(on), today=on, source=label
    )


def _mentor(match: Match) -> Party:
    return Party(match, ParticipantRole.MENTOR)


def _by() -> Actor:
    return Actor.system("sample")


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
