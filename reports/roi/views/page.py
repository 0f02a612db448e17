"""The ROI page, of one program or of its cohorts together, and the plan behind it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from reports.roi.actions import close_costs, reopen_costs, request_level_counts, update_plan
from reports.roi.forms import AssumptionForm, CloseForm, LevelForm, PlanForm
from reports.roi.page import change_lines, page_context
from reports.roi.result import RoiResult, calculate
from reports.roi.selectors import Pool, newest_changes, newest_run, pool_of, pooled_inputs, roi_inputs
from reports.roi.views.base import RoiEdit, RoiView
from reports.rules import can_edit_roi


class ScopedRoi(RoiView):
    """Show one program or, with ?scope=pooled, the cohorts that outcomes compare together."""

    def found(self) -> tuple[RoiResult, Pool | None]:
        run = newest_run(self.program)
        pool = pool_of(self.program, run, membership=self.membership)
        if self.request.GET.get("scope") != "pooled":
            return calculate(roi_inputs(self.program, run, as_of=self.today)), pool
        inputs = pooled_inputs(pool, as_of=self.today) if pool else None
        if inputs is None:
            raise Http404
        return calculate(inputs), pool


class RoiPage(ScopedRoi):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        result, pool = self.found()
        key, _colon, level = request.GET.get("edit", "").partition(":")
        editing = None
        if key and can_edit_roi(self.membership, self.program):
            editing = editing_form(result, key, level, owner=self.membership.user.name)
        return self.page(result, pool, editing=editing)

    def page(
        self,
        result: RoiResult,
        pool: Pool | None,
        *,
        editing: tuple[str, str, AssumptionForm] | None = None,
        level_form: LevelForm | None = None,
        plan_form: PlanForm | None = None,
        close_form: CloseForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        own = result.inputs.programs[0]
        owner = {"owner": self.membership.user.name}
        context = page_context(result) | {
            "program": self.program,
            "pool": pool,
            "can_pool": pool is not None and pooled_inputs(pool, as_of=self.today) is not None,
            "changes": [(it, list(change_lines(it, own.currency))) for it in newest_changes(self.program)],
            "can_edit": can_edit_roi(self.membership, self.program) and not result.inputs.is_pooled,
            "editing": editing,
            "level_form": level_form or LevelForm(key="", prefix="level", initial=owner),
            "plan_form": plan_form
            or PlanForm(initial={"currency": own.currency, "price_year": own.price_year}, prefix="plan"),
            "close_form": close_form or CloseForm(initial={"on": self.today}, prefix="close"),
            "scope": "?scope=pooled" if result.inputs.is_pooled else "",
        }
        return render(self.request, "reports/roi.html", context, status=status)


def editing_form(
    result: RoiResult, key: str, level: str, *, owner: str, data: Any = None
) -> tuple[str, str, AssumptionForm]:
    """Return the assumption that is edited, with its form."""
    known = next((it for it in result.inputs.assumptions if it.name == (key, level)), None)
    form = AssumptionForm(data, key=key, initial={"owner": owner})
    if known:
        form.initial |= {
            name: (getattr(known, name) * form.factor).normalize() + 0 for name in ("low", "best", "high")
        } | {"source": known.source, "owner": known.owner or owner}  # fmt: skip
    return key, level, form


class RoiPlanUpdate(RoiEdit, RoiPage):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = PlanForm(request.POST, prefix="plan")
        if form.is_valid():
            try:
                update_plan(self.program, **form.cleaned_data, by=self.actor)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                notify(request, _("Currency and price year saved."))
                return self.back()
        return self.page(*self.found(), plan_form=form, status=422)


class RoiClose(RoiEdit, RoiPage):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = CloseForm(request.POST, prefix="close")
        if form.is_valid():
            try:
                close_costs(self.program, on=form.cleaned_data["on"], by=self.actor, today=self.today)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                notify(request, _("Costs closed."), undo_url=self.address("roi-reopen"))
                return self.back()
        return self.page(*self.found(), close_form=form, status=422)


class RoiReopen(RoiEdit):
    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        reopen_costs(self.program, by=self.actor)
        notify(request, _("Costs reopened."))
        return self.back()


class RoiCount(RoiEdit):
    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        request_level_counts(self.program, by=self.actor)
        notify(request, _("Session time is being counted. Reload the page in a minute."))
        return self.back()
