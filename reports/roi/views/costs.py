"""The cost ledger: list, add, change, delete and undo."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mentoring.tenancy.rules import is_administrator
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors
from programs.views.undo import recall, remember
from reports.models import Cost
from reports.roi.actions import delete_cost, record_cost, restore_cost, update_cost
from reports.roi.actions.costs import EDITABLE
from reports.roi.forms import CostForm
from reports.roi.page import cost_rows, page_context
from reports.roi.views.base import RoiEdit, RoiView
from reports.rules import can_edit_roi


class CostList(RoiView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        result = self.result()
        context = page_context(result) | {
            "program": self.program,
            "lines": cost_rows(result),
            "can_edit": can_edit_roi(self.membership, self.program),
            "can_import": is_administrator(self.membership),
        }
        return render(request, "reports/roi_costs.html", context)


class CostForms(RoiEdit):
    def form_page(self, form: CostForm, cost: Cost | None = None, status: int = 200) -> HttpResponse:
        context = {"program": self.program, "form": form, "cost": cost}
        return render(self.request, "reports/roi_cost.html", context, status=status)


class CostCreate(CostForms):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.form_page(CostForm(initial={"incurred_on": self.today}))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = CostForm(request.POST)
        if form.is_valid():
            try:
                record_cost(self.program, values=form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Cost added."))
                return self.back("roi-costs")
        return self.form_page(form, status=422)


class OneCost(CostForms):
    cost: Cost

    def load(self) -> Cost:
        program = super().load()
        self.cost = get_object_or_404(Cost, program=program, pk=self.kwargs["cost_id"])
        self.cost.program = program
        return self.cost

    @property
    def undo_url(self) -> str:
        return self.address("roi-cost-restore", cost_id=self.kwargs["cost_id"])


class CostUpdate(OneCost):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.form_page(
            CostForm(initial={name: getattr(self.cost, name) for name in EDITABLE}), self.cost
        )

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = CostForm(request.POST)
        if form.is_valid():
            kept = Cost.objects.get(pk=self.cost.pk)
            try:
                update_cost(self.cost, values=form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                remember(request, kept, EDITABLE)
                notify(request, _("Cost saved."), undo_url=self.undo_url)
                return self.back("roi-costs")
        return self.form_page(form, self.cost, status=422)


class CostDelete(OneCost):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        remember(request, self.cost, EDITABLE)
        try:
            delete_cost(self.cost, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Cost deleted."), undo_url=self.undo_url)
        return self.back("roi-costs")


class CostRestore(RoiEdit):
    """Undo a change or a deletion. The entry may not exist."""

    def post(self, request: HttpRequest, cost_id: UUID, **kwargs: object) -> HttpResponse:
        values = recall(request, Cost, cost_id)
        try:
            if values is None:
                raise ValidationError(_("This change can no longer be undone."))
            restore_cost(self.program, cost_id, values, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Change undone."))
        return self.back("roi-costs")
