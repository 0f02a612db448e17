"""The action plan of a match: the mentor changes it, the mentee reads it and ticks off their own actions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from goals.actions import (
    add_action,
    can_tick,
    complete_action,
    confirm_action_plan,
    move_action,
    remove_action,
    undo_confirmation,
)
from goals.enums import ActionOwner, GoalState, PlanStatus
from goals.forms import PlanActionForm
from goals.models import PlanAction
from goals.plan_starting_points import plan_starts
from goals.rules import writes_plan
from goals.selectors import goals_of_match
from goals.selectors.plans import actions_of, plan_facts, revisions_of
from goals.views.plan_wording import owner_label, plan_finding, revision_label
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors
from programs.views.parties import PartyView

PILLS = {
    PlanStatus.UP_TO_DATE: "on_track",
    PlanStatus.DUE: "needs_attention",
    PlanStatus.STALE: "needs_attention",
    PlanStatus.NOT_BEGUN: "not_enough_data",
}


class PlanView(PartyView):
    """What every page of a plan shares."""

    def address(self, name: str, **more: Any) -> str:
        arguments = {"slug": self.organization.slug, "match_id": self.match.pk, **more}
        return reverse(f"goals:{name}", kwargs=arguments)

    def to_plan(self) -> HttpResponse:
        return redirect(self.address("my-plan"))

    @cached_property
    def choices(self) -> Mapping[str, Any]:
        """What the fields of an action offer: who, and which goals."""
        goals = goals_of_match(self.match.pk)
        return {
            "owners": [(value, owner_label(value, self.party)) for value in ActionOwner.values],
            "goals": [(str(goal.pk), goal.title) for goal in goals if goal.state != GoalState.DROPPED],
        }

    def goal_titles(self) -> dict[UUID, str]:
        return {goal.pk: goal.title for goal in goals_of_match(self.match.pk, with_drafts=True)}


class MyPlan(PlanView):
    """The plan with its actions; before there is one, the starting points."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        return self.show()

    def show(self, status: int = 200, form: PlanActionForm | None = None) -> HttpResponse:
        facts = plan_facts([self.match], today=self.today)[self.match.pk]
        if facts.plan is None:
            context = {"party": self.party, "starts": plan_starts()}
            return render(self.request, "goals/my_plan_begin.html", context, status=status)
        actions = actions_of(facts.plan)
        context = {
            "party": self.party,
            "facts": facts,
            "finding": plan_finding(self.party, actions, today=self.today),
            "pill": PILLS[PlanStatus(facts.freshness.status)],
            "open_actions": [self._listed(it) for it in actions if it.done_on is None],
            "done_actions": [self._listed(it) for it in actions if it.done_on is not None],
            "revisions": [(it.revision, revision_label(it)) for it in revisions_of(facts.plan)],
            "today": self.today,
            "form": form or PlanActionForm(**self.choices),
        }
        return render(self.request, "goals/my_plan.html", context, status=status)

    def _listed(self, action: PlanAction) -> tuple[PlanAction, str, bool, int]:
        late = (self.today - action.due_on).days if action.due_on else 0
        return action, owner_label(action.who, self.party), can_tick(self.party, action), late


class MyPlanPrint(PlanView):
    """The plan on paper: a table without buttons."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        facts = plan_facts([self.match], today=self.today)[self.match.pk]
        if facts.plan is None:
            return self.to_plan()
        rows = [(it, owner_label(it.who, None, self.match)) for it in actions_of(facts.plan)]
        context = {"party": self.party, "facts": facts, "rows": rows, "today": self.today}
        return render(request, "goals/my_plan_print.html", context)


class MyPlanConfirm(PlanView):
    """Nothing changed. From the home page it leads back there."""

    rule = writes_plan

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        try:
            plan = confirm_action_plan(self.party, by=self.actor, now=self.now, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            undo = self.address("my-plan-revision-undo", number=plan.revision)
            notify(request, _("Plan confirmed."), undo_url=undo)
        if request.POST.get("then") == "home":
            return redirect("members:home", slug=slug)
        return self.to_plan()


class MyRevisionUndo(PlanView):
    rule = writes_plan

    def post(self, request: HttpRequest, slug: str, match_id: UUID, number: int) -> HttpResponse:
        try:
            if undo_confirmation(self.party, number=number, by=self.actor, today=self.today):
                notify(request, _("Confirmation removed."))
        except ValidationError as error:
            self.show_error(error)
        return self.to_plan()


class MyActionAdd(MyPlan):
    rule = writes_plan

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        form = PlanActionForm(request.POST, **self.choices)
        if form.is_valid():
            try:
                add_action(self.party, entry=form.entry, by=self.actor, now=self.now, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Action added."))
                return self.to_plan()
        return self.show(422, form)


class OneAction(PlanView):
    """Loads one action of the match's plan."""

    action: PlanAction

    def load(self) -> Any:
        party = super().load()
        self.action = get_object_or_404(PlanAction, plan__match=self.match, pk=self.kwargs["action_id"])
        return party


class MyActionDone(OneAction):
    """Tick an action off; with `reopen` take the tick back."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID, action_id: UUID) -> HttpResponse:
        is_done = not request.POST.get("reopen")
        try:
            complete_action(self.party, action=self.action, by=self.actor, today=self.today, is_done=is_done)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Action done.") if is_done else _("Action reopened."))
        if request.POST.get("then") == "home":
            return redirect("members:home", slug=slug)
        return self.to_plan()


class MyActionMove(OneAction):
    rule = writes_plan

    def post(self, request: HttpRequest, slug: str, match_id: UUID, action_id: UUID) -> HttpResponse:
        move_action(self.party, action=self.action, is_up=request.POST.get("move") == "up", by=self.actor)
        return self.to_plan()


class MyActionRemove(OneAction):
    rule = writes_plan

    def post(self, request: HttpRequest, slug: str, match_id: UUID, action_id: UUID) -> HttpResponse:
        try:
            plan = remove_action(
                self.party, action_id=action_id, by=self.actor, now=self.now, today=self.today
            )
        except ValidationError as error:
            self.show_error(error)
        else:
            undo = self.address("my-plan-revision-restore", number=plan.revision - 1)
            notify(request, _("Action removed."), undo_url=undo)
        return self.to_plan()
