"""Objectives and KPIs as a task of a program's setup, and as a part of its copies."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Objective
from mentoring.calendar_months import add_months
from programs.enums import SetupState
from programs.extensions import SetupTask
from programs.models import Program
from reports.models import ProgramKpi

COPIED = (
    "organization_goal_id",
    "statement",
    "owner",
    "measure",
    "unit",
    "baseline",
    "target",
    "review_months",
)
KPI_COPIED = ("name", "definition", "unit", "direction", "source", "reference", "role", "baseline", "target")


def objectives_task(program: Program, today: date) -> SetupTask:
    """Say how many objectives there are, and which have no KPI with a source. Two queries."""
    objectives = set(Objective.objects.filter(program=program).active().values_list("pk", flat=True))
    measured = set(
        ProgramKpi.objects.filter(program=program).exclude(source="").values_list("objective_id", flat=True)
    )
    missing = len(objectives - measured)
    why = _("No objective yet. A value from before the program cannot be collected afterwards.")
    if objectives:
        why = ngettext("%(num)s objective.", "%(num)s objectives.", len(objectives)) % {
            "num": len(objectives)
        }
        if missing:
            why += " " + ngettext(
                "%(num)s has no KPI with a source.", "%(num)s have no KPI with a source.", missing
            ) % {"num": missing}
    return SetupTask(
        label=_("Objectives and KPIs"),
        why=why,
        minutes=10,
        url=reverse("goals:objectives", kwargs={"slug": program.organization.slug, "program_id": program.pk}),
        state=SetupState.DONE if objectives and not missing else SetupState.OPTIONAL,
    )


def copy_objectives(source: Program, copy: Program, shift: timedelta) -> None:
    """Copy the objectives that are pursued, with their KPIs; due dates are shifted with the start.

    What was reviewed or declared primary belongs to the earlier cohort. Four queries.
    """
    objectives = list(Objective.objects.filter(program=source).active().order_by("created_at", "id"))
    copies = {
        it.pk: Objective(
            program=copy,
            due_on=it.due_on + shift,
            next_review_on=add_months(copy.starts_on, it.review_months),
            **{name: getattr(it, name) for name in COPIED},
        )
        for it in objectives
    }
    Objective.objects.bulk_create(copies.values())
    kpis = ProgramKpi.objects.filter(objective__in=objectives).order_by("created_at", "id")
    ProgramKpi.objects.bulk_create(
        ProgramKpi(
            program=copy,
            objective=copies[it.objective_id],
            **{name: getattr(it, name) for name in KPI_COPIED},
        )
        for it in kpis
    )
