"""Goals of the organization, and the objectives of a program."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.actions.objectives import create_objective, create_organization_goal
from goals.forms import ObjectiveForm, OrganizationGoalForm
from goals.models import Objective
from goals.objective_checks import ObjectiveCheck, check_objective
from goals.selectors.objectives import objectives_of, served_goals
from mentoring.tenancy.rules import can_read_reports, is_administrator, is_staff
from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.models import Program
from programs.views.base import ProgramView, add_errors


class OrganizationGoalList(TenantView):
    rule = can_read_reports

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        goals = served_goals(self.membership)
        context = {
            "goals": goals,
            "unserved": [it for it in goals if not it.objectives],
            "can_edit": is_administrator(self.membership),
        }
        return render(request, "goals/organization_goals.html", context)


class OrganizationGoalCreate(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.page(OrganizationGoalForm(initial={"owner": self.membership.user.name}))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = OrganizationGoalForm(request.POST)
        if form.is_valid():
            try:
                create_organization_goal(values=form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Organization goal added."))
                return redirect("goals:organization-goals", slug=slug)
        return self.page(form, status=422)

    def page(self, form: OrganizationGoalForm, status: int = 200) -> HttpResponse:
        return render(self.request, "goals/organization_goal.html", {"form": form}, status=status)


class ProgramObjectives(ProgramView):
    rule = can_read_reports

    def load(self) -> Any:
        self.request.switches_to = "goals:objectives"
        return super().load()


class ObjectiveList(ProgramObjectives):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        found = list(objectives_of(self.program))
        context = {
            "program": self.program,
            "tab": "objectives",
            "objectives": [(it, gaps_of(it, self.program)) for it in found],
            "today": self.organization.local_date(timezone.now()),
            "can_edit": is_staff(self.membership),
        }
        return render(request, "goals/objectives.html", context)


def gaps_of(objective: Objective, program: Program) -> list[ObjectiveCheck]:
    """Return what is not clear about an objective."""
    checks = check_objective(vars(objective), starts_on=program.starts_on)
    return [check for check in checks if not check.is_clear]


class ObjectiveCreate(ProgramObjectives):
    rule = is_staff

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.page(ObjectiveForm(initial={"owner": self.membership.user.name}))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = ObjectiveForm(request.POST)
        # "Check wording" reads the answers back without saving them.
        if form.is_valid() and "check" not in request.POST:
            try:
                create_objective(self.program, values=form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Objective added."))
                return redirect("goals:objectives", slug=slug, program_id=program_id)
        return self.page(form, status=422 if form.errors else 200)

    def page(self, form: ObjectiveForm, status: int = 200) -> HttpResponse:
        values = getattr(form, "cleaned_data", {})
        context = {
            "program": self.program,
            "form": form,
            "checks": check_objective(values, starts_on=self.program.starts_on) if form.is_bound else [],
        }
        return render(self.request, "goals/objective.html", context, status=status)
