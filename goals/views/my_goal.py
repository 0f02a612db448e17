"""One goal of a match: check in, milestones, history, and how it ends."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from goals.actions import (
    add_milestone,
    close_goal,
    complete_milestone,
    confirm_check_in,
    extend_goal,
    record_check_in,
    reopen_milestone,
    undo_check_in,
    update_goal,
)
from goals.charts import history_chart
from goals.enums import GoalOwner, GoalState, MeasureKind, Pace
from goals.forms import CheckInForm, CloseForm, ExtendForm, MilestoneForm, WhichObjectiveForm
from goals.models import CheckIn, Goal, Milestone
from goals.selectors import check_ins_of, milestones_of
from goals.sentence import editable, sentence_of, shown
from goals.views.my_goals import MyGoalView, review_context
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors


class MyGoal(MyGoalView):
    """A draft or a proposal is shown as one sentence to agree on; an agreed goal with its check-ins."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID) -> HttpResponse:
        return self.show()

    def show(self, status: int = 200, **given: object) -> HttpResponse:
        goal = self.goal
        context = {
            "party": self.party,
            "goal": goal,
            "sentence": sentence_of(goal),
            "milestones": milestones_of(goal),
            "milestone_form": MilestoneForm(),
            "today": self.today,
            "owner": _("A goal of both of you") if goal.owner == GoalOwner.PAIR else "",
            "urls": {name: self.address(f"my-goal-{name}") for name in ACTIONS},
        }
        if self.is_open_for_changes:
            context |= review_context(self)
            return render(self.request, "goals/my_goal_review.html", {**context, **given}, status=status)
        check_ins = check_ins_of(goal)
        context |= {
            "check_ins": [(it, shown(it.value, goal), self._address_of(it)) for it in check_ins],
            "chart": history_chart(goal, check_ins, milestones=context["milestones"]),
            "current": shown(goal.current_value, goal),
            "target": shown(goal.target, goal),
            "threshold": shown(goal.exceeded_from, goal) if goal.exceeded_from is not None else "",
            "is_done_kind": goal.kind == MeasureKind.DONE,
            "has_numbers": goal.kind != MeasureKind.DONE
            and None not in (goal.baseline, goal.target, goal.current_value),
            "is_agreed": goal.state == GoalState.AGREED,
            "paces": Pace.choices,
            "check_in_form": CheckInForm(initial={"value": editable(goal.current_value)}),
            "extend_form": ExtendForm(),
            "close_form": CloseForm(),
            "objective_form": _objective_form(goal) if self.party.is_current else None,
        }
        forms = [form for form in given.values() if isinstance(form, Form)]
        context["refused"] = [] if context["is_agreed"] else [_refused(form) for form in forms]
        return render(self.request, "goals/my_goal.html", {**context, **given}, status=status)

    def _address_of(self, check_in: CheckIn) -> str:
        return f"{self.address('my-goal')}check-ins/{check_in.pk}/"


class MyGoalCheckIn(MyGoal):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID) -> HttpResponse:
        form = CheckInForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                check_in = record_check_in(
                    self.goal,
                    value=data["value"],
                    pace=data["pace"],
                    note=data["note"],
                    by=self.actor,
                    now=self.now,
                    today=self.today,
                    by_mentor=self.party.is_mentor,
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Check-in saved."), undo_url=f"{self._address_of(check_in)}undo/")
                return self.to_goal()
        return self.show(status=422, check_in_form=form)


class MyCheckInUndo(MyGoalView):
    def post(
        self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID, check_in_id: UUID
    ) -> HttpResponse:
        check_in = get_object_or_404(CheckIn, goal=self.goal, pk=check_in_id)
        check_in.goal = self.goal
        undo_check_in(check_in, by=self.actor, today=self.today)
        notify(request, _("Check-in removed."))
        return self.to_goal()


class MyCheckInConfirm(MyGoalView):
    """Only the mentor confirms."""

    def post(
        self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID, check_in_id: UUID
    ) -> HttpResponse:
        check_in = get_object_or_404(CheckIn, goal=self.goal, pk=check_in_id)
        check_in.goal = self.goal
        if self.party.is_mentor:
            confirm_check_in(check_in, by=self.actor, now=self.now)
            notify(request, _("Check-in confirmed."))
        else:
            self.show_error(ValidationError(_("The mentor confirms check-ins.")))
        return self.to_goal()


class MyMilestoneAdd(MyGoal):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID) -> HttpResponse:
        form = MilestoneForm(request.POST)
        if form.is_valid():
            try:
                add_milestone(self.goal, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Milestone added."))
                return self.to_goal()
        return self.show(status=422, milestone_form=form)


class MyMilestoneDone(MyGoalView):
    """Tick a milestone off; with `reopen` take the tick back."""

    def post(
        self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID, milestone_id: UUID
    ) -> HttpResponse:
        milestone = get_object_or_404(Milestone, goal=self.goal, pk=milestone_id)
        milestone.goal = self.goal
        if request.POST.get("reopen"):
            reopen_milestone(milestone, by=self.actor, today=self.today)
            notify(request, _("Milestone reopened."))
        else:
            complete_milestone(milestone, by=self.actor, today=self.today)
            notify(request, _("Milestone done."))
        return self.to_goal()


class MyGoalExtend(MyGoal):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID) -> HttpResponse:
        form = ExtendForm(request.POST)
        if form.is_valid():
            try:
                extend_goal(self.goal, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Goal extended."))
                return self.to_goal()
        return self.show(status=422, extend_form=form)


class MyGoalClose(MyGoal):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID) -> HttpResponse:
        form = CloseForm(request.POST)
        if form.is_valid():
            try:
                close_goal(
                    self.goal,
                    **form.cleaned_data,
                    by=self.actor,
                    now=self.now,
                    today=self.today,
                    by_mentor=self.party.is_mentor,
                )
            except ValidationError as error:
                add_errors(form, error, close_reason="reason")
            else:
                notify(request, _("Goal closed."))
                return self.to_goal()
        return self.show(status=422, close_form=form)


class MyGoalObjective(MyGoal):
    """Choose which objective of the program the goal serves, at any time."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID) -> HttpResponse:
        form = WhichObjectiveForm(request.POST, goal=self.goal)
        if form.is_valid():
            # Without objectives the form has no field: then the goal serves none.
            chosen = {"objective_id": form.cleaned_data.get("objective_id")}
            update_goal(self.goal, values=chosen, by=self.actor, today=self.today)
            notify(request, _("Objective saved."))
            return self.to_goal()
        return self.show(status=422, objective_form=form)


def _refused(form: Form) -> tuple[str, list[str]]:
    """Return the errors and the typed words of a form that has no place on the page of a closed goal."""
    errors = [str(error) for found in form.errors.values() for error in found]
    words = [form.data.get(name, "").strip() for name in ("note", "reason") if name in form.fields]
    return " ".join(errors), [text for text in words if text]


def _objective_form(goal: Goal) -> WhichObjectiveForm | None:
    """Return the form, or None where the program has no objective to choose."""
    form = WhichObjectiveForm(goal=goal, initial={"objective_id": goal.objective_id})
    return form if form.fields else None


ACTIONS = ("propose", "agree", "delete", "check-in", "milestone-add", "extend", "close", "objective")
