"""Goals as the mentee and the mentor of a match set them: one question per page, then one sentence to agree on."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.actions import agree_goal, create_goal, delete_draft, export_own_goals, propose_goal, update_goal
from goals.attainment import exceeded_from
from goals.enums import GoalState, MeasureKind
from goals.forms import STEPS, MilestoneForm, WhatForm, step_form
from goals.models import Goal
from goals.selectors import agreed_roles, answers_of, goals_of_match
from goals.sentence import editable, sentence_of, shown
from goals.smart import smart_checks
from goals.starting_points import starting_points
from goals.views.two_windows import fingerprint, newer_answers
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tabular import table_response
from programs.selectors.agreements import wishes_of
from programs.views.base import add_errors
from programs.views.parties import PartyView

ORDER = list(STEPS)


class MyGoalList(PartyView):
    """A section of the match's page; a page of its own without JavaScript."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        goals = goals_of_match(match_id, with_drafts=True)
        context = {
            "party": self.party,
            "match": self.match,
            "goals": [(it, sentence_of(it)) for it in goals],
            "wishes": wishes_of(self.party),
        }
        return render(request, "goals/my_goal_list.html", context, block="section")


class MyGoalExport(PartyView):
    """A POST, because the export is recorded in the audit log."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        table = export_own_goals(self.party, by=self.actor)
        name = f"{_('Goals')}-{self.today:%Y-%m-%d}"
        return table_response(name, table, file_format=request.POST.get("format", ""))


class MyGoalCreate(PartyView):
    """The first question, with twelve starting points."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        start = _starting_point(request.GET.get("start", ""))
        initial = {"title": start.title, "skill": start.area} if start else None
        return self.show(WhatForm(initial=initial))

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        form = WhatForm(request.POST)
        if form.is_valid():
            values = dict(form.cleaned_data)
            if start := _starting_point(request.POST.get("start", "")):
                values |= {
                    "kind": start.kind,
                    "measure": start.measure,
                    "direction": start.direction,
                    "baseline": start.baseline,
                    "target": start.target,
                    "unit": start.unit,
                }
            try:
                goal = create_goal(self.party, values=values, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                return redirect(step_address(self, goal, "measure"))
        return self.show(form, status=422)

    def show(self, form: WhatForm, status: int = 200) -> HttpResponse:
        context = {
            "party": self.party,
            "form": form,
            "starts": starting_points(),
            "wishes": wishes_of(self.party),
            "start": self.request.GET.get("start") or self.request.POST.get("start", ""),
        }
        return render(self.request, "goals/my_goal_new.html", context, status=status)


class MyGoalView(PartyView):
    """Loads one goal of the caller's match."""

    goal: Goal

    def load(self) -> Any:
        party = super().load()
        self.goal = get_object_or_404(
            Goal.objects.select_related("objective"), match=self.match, pk=self.kwargs["goal_id"]
        )
        self.goal.match = self.match
        return party

    @property
    def is_open_for_changes(self) -> bool:
        return self.goal.state in (GoalState.DRAFT, GoalState.PROPOSED)

    def address(self, name: str) -> str:
        arguments = {"slug": self.organization.slug, "match_id": self.match.pk, "goal_id": self.goal.pk}
        return reverse(f"goals:{name}", kwargs=arguments)

    def to_goal(self) -> HttpResponse:
        return redirect(self.address("my-goal"))

    def checks(self, goal: Goal) -> list:
        return smart_checks(answers_of(goal), today=self.today, last_day=self.match.program.ends_on)


class MyGoalStep(MyGoalView):
    """One question. Each answer is saved; `checks` alone are asked for while somebody types."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID, step: str) -> HttpResponse:
        self._require(step)
        if not self.is_open_for_changes:
            return self.to_goal()
        initial = {name: getattr(self.goal, name) for name in STEPS[step].base_fields}
        for name in {"baseline", "target"} & initial.keys():
            initial[name] = editable(initial[name])
        return self.show(step, step_form(step, self.goal, initial=initial))

    def post(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID, step: str) -> HttpResponse:
        self._require(step)
        form = step_form(step, self.goal, request.POST)
        is_valid = form.is_valid()
        if request.htmx:
            for name, value in form.cleaned_data.items():
                setattr(self.goal, name, value)
            context = {"checks": self.checks(self.goal), "sentence": sentence_of(self.goal)}
            return render(request, "goals/smart_checks.html", context)
        changed_elsewhere = is_valid and newer_answers(self.goal, form, seen=request.POST.get("seen", ""))
        for name, error in (changed_elsewhere or {}).items():
            form.add_error(name, error)
        if is_valid and not changed_elsewhere:
            try:
                update_goal(self.goal, values=form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                following = ORDER.index(step) + 1
                if following < len(ORDER):
                    return redirect(step_address(self, self.goal, ORDER[following]))
                return self.to_goal()
        return self.show(step, form, status=422)

    def show(self, step: str, form: Any, status: int = 200) -> HttpResponse:
        number = ORDER.index(step)
        context = {
            "party": self.party,
            "goal": self.goal,
            "form": form,
            "step": step,
            "seen": fingerprint(self.goal, form.fields),
            "number": number + 1,
            "total": len(ORDER),
            "back": step_address(self, self.goal, ORDER[number - 1]) if number else "",
            "checks": self.checks(self.goal),
            "sentence": sentence_of(self.goal),
            "areas": [start.area for start in starting_points()] if step == "what" else [],
        }
        return render(self.request, "goals/my_goal_step.html", context, status=status)

    def _require(self, step: str) -> None:
        if step not in STEPS:
            raise Http404


class MyGoalPropose(MyGoalView):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID) -> HttpResponse:
        try:
            propose_goal(self.goal, party=self.party, by=self.actor, now=self.now, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            name = self.party.partner.person.name
            notify(request, _("%(name)s is asked to agree.") % {"name": name})
        return self.to_goal()


class MyGoalAgree(MyGoalView):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID) -> HttpResponse:
        try:
            agree_goal(self.goal, role=self.party.role, by=self.actor, now=self.now, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Goal agreed."))
        return self.to_goal()


class MyGoalDelete(MyGoalView):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, goal_id: UUID) -> HttpResponse:
        try:
            delete_draft(self.goal, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
            return self.to_goal()
        notify(request, _("Draft deleted."))
        return self.back()


def review_context(view: MyGoalView) -> dict[str, Any]:
    """Return what the page of a goal shows that is not agreed yet."""
    goal = view.goal
    threshold = exceeded_from(kind=goal.kind, baseline=goal.baseline, target=goal.target)
    return {
        "checks": view.checks(goal),
        "agreed": agreed_roles(goal),
        "target": shown(goal.target, goal),
        "threshold": shown(threshold, goal) if threshold is not None else "",
        "is_done_kind": goal.kind == MeasureKind.DONE,
        "milestone_form": MilestoneForm(),
        "steps": {step: step_address(view, goal, step) for step in ORDER},
    }


def step_address(view: PartyView, goal: Goal, step: str) -> str:
    arguments = {"slug": view.organization.slug, "match_id": view.match.pk, "goal_id": goal.pk, "step": step}
    return reverse("goals:my-goal-step", kwargs=arguments)


def _starting_point(number: str) -> Any:
    points = starting_points()
    return points[int(number)] if number.isdecimal() and int(number) < len(points) else None
