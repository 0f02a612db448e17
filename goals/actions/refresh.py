"""Update goals from their check-ins, matches from their goals, and plans from their revisions."""

from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from goals.enums import Attainment, Direction, GoalState, MeasureKind, RevisionKind
from goals.models import ActionPlan, CheckIn, Goal, GoalAgreement, PlanRevision
from programs.models import Match


def refresh_goals(program_id: UUID | None) -> None:
    """Update the program's goals from their check-ins after an import.

    A goal that was agreed in a file is met at 100 %, on the day of that check-in, and exceeded beyond its threshold.
    Goals that the two have agreed on here are closed by them alone.
    """
    check_ins = CheckIn.objects.filter(goal=OuterRef("pk"))
    latest = check_ins.order_by("-checked_on", F("created_at").desc(nulls_last=True))
    goals = Goal.objects.filter(pk__in=Goal.objects.filter(match__program=program_id).values("pk"))
    goals.update(
        progress_percent=Case(
            # Done or not has no number, and a file may say "met" without one.
            When(Q(state=GoalState.MET) & (Q(kind=MeasureKind.DONE) | ~Exists(check_ins)), then=Value(100)),
            default=Coalesce(Subquery(latest.values("progress_percent")[:1]), 0),
            output_field=IntegerField(),
        ),
        last_check_in_on=Subquery(latest.values("checked_on")[:1]),
        is_stuck=Coalesce(Subquery(latest.values("is_stuck")[:1]), False),
        current_value=Case(
            When(state__in=[GoalState.DRAFT, GoalState.PROPOSED], then=None),
            default=Coalesce(Subquery(latest.filter(value__isnull=False).values("value")[:1]), F("baseline")),
        ),
    )
    agreed_here = GoalAgreement.objects.filter(goal=OuterRef("pk"))
    from_files = goals.filter(~Exists(agreed_here))
    from_files.filter(state=GoalState.AGREED, progress_percent=100).update(
        state=GoalState.MET,
        met_on=F("last_check_in_on"),
        closed_on=F("last_check_in_on"),
        attainment=Attainment.MET,
    )
    beyond = Q(direction=Direction.RAISE, current_value__gte=F("exceeded_from")) | Q(
        direction=Direction.LOWER, current_value__lte=F("exceeded_from")
    )
    from_files.filter(beyond, state=GoalState.MET).update(attainment=Attainment.EXCEEDED)
    count_goals(program_id)


def count_goals(program_id: UUID | None, *, match_ids: list[UUID] | None = None) -> None:
    """Set the number of agreed and met goals on the program's matches (or on `match_ids`)."""
    of_match = Goal.objects.filter(match=OuterRef("pk")).order_by().values("match")
    agreed = of_match.filter(state__in=[GoalState.AGREED, GoalState.MET])
    matches = Match.objects.filter(program=program_id)
    if match_ids is not None:
        matches = matches.filter(pk__in=match_ids)
    matches.update(
        goals_agreed=Coalesce(Subquery(agreed.annotate(n=Count("id")).values("n")), 0),
        goals_met=Coalesce(
            Subquery(of_match.filter(state=GoalState.MET).annotate(n=Count("id")).values("n")), 0
        ),
    )


def refresh_plans(program_id: UUID | None) -> None:
    """Set what the program's plans copy from their revisions: the latest one, its day, and how many are unchanged."""
    revisions: dict[UUID, list[PlanRevision]] = {}
    rows = PlanRevision.objects.filter(plan__match__program=program_id).order_by("-number")
    for row in rows.defer("actions"):
        revisions.setdefault(row.plan_id, []).append(row)
    changed = []
    for plan in ActionPlan.objects.filter(match__program=program_id):
        copied = copied_from(revisions.get(plan.pk, []))
        if copied != (plan.revision, plan.revised_on, plan.unchanged_in_a_row):
            plan.revision, plan.revised_on, plan.unchanged_in_a_row = copied
            changed.append(plan)
    ActionPlan.objects.bulk_update(changed, ["revision", "revised_on", "unchanged_in_a_row"], batch_size=1000)


def copied_from(newest_first: list[PlanRevision]) -> tuple[int, date | None, int]:
    """Return number and day of the latest revision, and how many in a row say that nothing changed."""
    if not newest_first:
        return 0, None, 0
    changed = (n for n, revision in enumerate(newest_first) if revision.kind != RevisionKind.UNCHANGED)
    return newest_first[0].number, newest_first[0].saved_on, next(changed, len(newest_first))
