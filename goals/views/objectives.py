"""The objectives of a program: list, add, change, delete and undo."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.actions.objectives import (
    EDITABLE,
    create_objective,
    delete_objective,
    restore_objective,
    update_objective,
)
from goals.forms import ObjectiveChangeForm, ObjectiveForm
from goals.models import Objective
from goals.objective_checks import ObjectiveCheck, check_objective, check_size
from goals.presentation import presented
from goals.selectors.objective_answer import answer_of
from goals.selectors.objectives import objectives_of, standings
from mentoring.tenancy.rules import can_read_reports, is_administrator, is_staff
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.enums import ParticipantRole, ParticipantState
from programs.models import Participant, Program
from programs.views.base import ProgramView, add_errors
from programs.views.undo import recall, remember


class ProgramObjectives(ProgramView):
    rule = can_read_reports

    def load(self) -> Any:
        self.request.switches_to = "goals:objectives"
        return super().load()

    def back(self) -> HttpResponse:
        return redirect("goals:objectives", slug=self.organization.slug, program_id=self.program.pk)

    def address(self, name: str, **arguments: Any) -> str:
        kwargs = {"slug": self.organization.slug, "program_id": self.program.pk, **arguments}
        return reverse(f"goals:{name}", kwargs=kwargs)


class ObjectiveList(ProgramObjectives):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        found = list(objectives_of(self.program))
        for objective in found:
            objective.program = self.program
        by_id = standings(found, today=self.today)
        rows = [presented(by_id[it.pk], today=self.today) for it in found]
        context = {
            "program": self.program,
            "tab": "objectives",
            "rows": [row for row in rows if row.objective.is_active],
            "closed": [row for row in rows if not row.objective.is_active],
            "answer": answer_of([by_id[it.pk] for it in found], today=self.today),
            "due": [row for row in rows if row.is_review_due],
            "can_edit": is_staff(self.membership),
        }
        return render(request, "goals/objectives.html", context)


class ObjectiveForms(ProgramObjectives):
    rule = is_staff

    def form_page(
        self, form: ObjectiveForm, objective: Objective | None = None, status: int = 200
    ) -> HttpResponse:
        context = {
            "program": self.program,
            "form": form,
            "objective": objective,
            "checks": self.checks(form, objective),
            "can_add_goal": is_administrator(self.membership),
        }
        template = "goals/objective_checks.html" if self.is_check else "goals/objective.html"
        return render(self.request, template, context, status=200 if self.is_check else status)

    @property
    def is_check(self) -> bool:
        """Return whether htmx asks for the checks only, while somebody types."""
        return self.request.headers.get("HX-Target") == "checks"

    def checks(self, form: ObjectiveForm, objective: Objective | None) -> list[ObjectiveCheck]:
        if form.is_bound:
            form.is_valid()
            values = form.cleaned_data
        else:
            values = form.initial if objective is None else vars(objective)
        mentees = Participant.objects.filter(
            program=self.program, role=ParticipantRole.MENTEE, state=ParticipantState.ACCEPTED
        ).count()
        size = check_size(values, mentees=mentees)
        checks = check_objective(values, starts_on=self.program.starts_on)
        return [*checks, size] if size else checks


class ObjectiveCreate(ObjectiveForms):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        initial = {"owner": self.membership.user.name, "organization_goal": request.GET.get("goal", "")}
        return self.form_page(ObjectiveForm(initial=initial))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = ObjectiveForm(request.POST)
        # "Check wording" reads the answers back without saving them.
        if form.is_valid() and "check" not in request.POST and not self.is_check:
            try:
                create_objective(self.program, values=form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Objective added."))
                return self.back()
        return self.form_page(form, status=422 if form.errors else 200)


class OneObjective(ObjectiveForms):
    objective: Objective

    def load(self) -> Objective:
        program: Program = super().load()
        self.objective = get_object_or_404(Objective, program=program, pk=self.kwargs["objective_id"])
        self.objective.program = program
        return self.objective

    @property
    def undo_url(self) -> str:
        return self.address("objective-restore", objective_id=self.kwargs["objective_id"])


class ObjectiveUpdate(OneObjective):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        initial = {name.removesuffix("_id"): getattr(self.objective, name) for name in EDITABLE}
        return self.form_page(ObjectiveChangeForm(initial=initial), self.objective)

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = ObjectiveChangeForm(request.POST)
        if form.is_valid() and "check" not in request.POST and not self.is_check:
            values = dict(form.cleaned_data)
            reason = values.pop("reason")
            try:
                update_objective(
                    self.objective, values=values, reason=reason, by=self.actor, today=self.today
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                remember(request, self.objective, EDITABLE)
                notify(request, _("Objective saved."), undo_url=self.undo_url)
                return self.back()
        return self.form_page(form, self.objective, status=422 if form.errors else 200)


class ObjectiveDelete(OneObjective):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            delete_objective(self.objective, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            remember(request, self.objective, EDITABLE)
            notify(request, _("Objective deleted."), undo_url=self.undo_url)
        return self.back()


class ObjectiveRestore(ObjectiveForms):
    """Undo a change or a deletion. The objective may not exist."""

    def post(self, request: HttpRequest, objective_id: UUID, **kwargs: object) -> HttpResponse:
        values = recall(request, Objective, objective_id)
        try:
            if values is None:
                raise ValidationError(_("This change can no longer be undone."))
            restore_objective(self.program, objective_id, values, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Change undone."))
        return self.back()
