"""Goals of the organization: list, add, change, delete and undo."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.actions.objectives import (
    GOAL_FIELDS,
    create_organization_goal,
    delete_organization_goal,
    restore_organization_goal,
    update_organization_goal,
)
from goals.forms import OrganizationGoalForm
from goals.models import OrganizationGoal
from goals.selectors.objectives import served_goals
from mentoring.tenancy.rules import can_read_reports, is_administrator
from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors
from programs.views.undo import recall, remember


class OrganizationGoalList(TenantView):
    rule = can_read_reports

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        goals = served_goals(self.membership)
        context = {
            "goals": goals,
            "unserved": [it for it in goals if not it.goal.is_served],
            "can_edit": is_administrator(self.membership),
        }
        return render(request, "goals/organization_goals.html", context)


class OrganizationGoalForms(TenantView):
    rule = is_administrator

    def back(self) -> HttpResponse:
        return redirect("goals:organization-goals", slug=self.organization.slug)

    def page(
        self, form: OrganizationGoalForm, goal: OrganizationGoal | None = None, status: int = 200
    ) -> HttpResponse:
        context = {"form": form, "goal": goal, "next_page": self.next_page}
        return render(self.request, "goals/organization_goal.html", context, status=status)


class OrganizationGoalCreate(OrganizationGoalForms):
    """Add a goal. `next` is a page of this organization to return to, with the goal in its query string."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.page(OrganizationGoalForm(initial={"owner": self.membership.user.name}))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = OrganizationGoalForm(request.POST)
        if form.is_valid():
            try:
                goal = create_organization_goal(values=form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Organization goal added."))
                return redirect(f"{self.next_page}?goal={goal.pk}") if self.next_page else self.back()
        return self.page(form, status=422)


class OneGoal(OrganizationGoalForms):
    goal: OrganizationGoal

    def load(self) -> Any:
        self.goal = get_object_or_404(OrganizationGoal, pk=self.kwargs["goal_id"])
        return self.goal

    @property
    def undo_url(self) -> str:
        arguments = {"slug": self.organization.slug, "goal_id": self.kwargs["goal_id"]}
        return reverse("goals:organization-goal-restore", kwargs=arguments)


class OrganizationGoalUpdate(OneGoal):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        initial = {name: getattr(self.goal, name) for name in GOAL_FIELDS}
        return self.page(OrganizationGoalForm(initial=initial), self.goal)

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = OrganizationGoalForm(request.POST)
        if form.is_valid():
            kept = OrganizationGoal.objects.get(pk=self.goal.pk)
            try:
                update_organization_goal(self.goal, values=form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                remember(request, kept, GOAL_FIELDS)
                notify(request, _("Organization goal saved."), undo_url=self.undo_url)
                return self.back()
        return self.page(form, self.goal, status=422)


class OrganizationGoalDelete(OneGoal):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        kept = OrganizationGoal.objects.get(pk=self.goal.pk)
        try:
            delete_organization_goal(self.goal, by=self.actor)
        except ValidationError as error:
            notify(request, " ".join(error.messages), level=messages.ERROR)
        else:
            remember(request, kept, GOAL_FIELDS)
            notify(request, _("Organization goal deleted."), undo_url=self.undo_url)
        return self.back()


class OrganizationGoalRestore(OrganizationGoalForms):
    """Undo a change or a deletion. The goal may not exist."""

    def post(self, request: HttpRequest, slug: str, goal_id: UUID) -> HttpResponse:
        values = recall(request, OrganizationGoal, goal_id)
        try:
            if values is None:
                raise ValidationError(_("This change can no longer be undone."))
            restore_organization_goal(goal_id, values, by=self.actor)
        except ValidationError as error:
            notify(request, " ".join(error.messages), level=messages.ERROR)
        else:
            notify(request, _("Change undone."))
        return self.back()
