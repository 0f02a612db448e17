"""Create goals of the organization and the objectives that serve them."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.models import Objective, OrganizationGoal
from goals.objective_checks import first_results_on
from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.ui import formats
from programs.models import Program


@transaction.atomic
def create_organization_goal(*, values: Mapping[str, Any], by: Actor) -> OrganizationGoal:
    """Add a goal that the organization has in any case."""
    goal = OrganizationGoal(**{name: value.strip() for name, value in values.items()})
    goal.full_clean(exclude=["organization"])
    goal.save()
    record("goals.create_organization_goal", goal, by=by, label=goal.name)
    return goal


@transaction.atomic
def create_objective(program: Program, *, values: Mapping[str, Any], by: Actor) -> Objective:
    """Add an objective to a program. Refuses a due date before results can exist."""
    objective = Objective(
        program=program, **{name: it.strip() if isinstance(it, str) else it for name, it in values.items()}
    )
    objective.full_clean(exclude=["organization"])
    opens = first_results_on(program.starts_on)
    if objective.due_on < opens:
        raise ValidationError(
            {
                "due_on": _("Results exist from %(day)s at the earliest. Choose that day or a later one.")
                % {"day": formats.date(opens, "long")}
            }
        )
    objective.save()
    record("goals.create_objective", program, by=by, label=program.name)
    return objective
