"""The KPIs of a program: from objective to value, the form, and the declaration as primary."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goals.selectors.objectives import objectives_of, organization_goals
from mentoring.tenancy.rules import is_administrator
from mentoring.tenancy.views import Rule
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import ProgramView, add_errors
from programs.views.undo import recall, remember
from reports.kpis.actions import (
    EDITABLE,
    create_kpi,
    declare_primary,
    delete_kpi,
    restore_kpi,
    undo_primary,
    update_kpi,
)
from reports.kpis.forms import KpiForm
from reports.kpis.presentation import presented_kpis, quadrant_counts, threads
from reports.kpis.selectors import kpis_of, measured_kpis, size_of_values
from reports.kpis.wording import size_text
from reports.models import ProgramKpi
from reports.rules import can_edit_kpis, can_read_outcomes


class KpiView(ProgramView):
    rule: ClassVar[Rule] = can_read_outcomes

    def load(self) -> Any:
        self.request.switches_to = "reports:kpis"
        return super().load()

    def address(self, name: str, **arguments: Any) -> str:
        kwargs = {"slug": self.organization.slug, "program_id": self.program.pk, **arguments}
        return reverse(f"reports:{name}", kwargs=kwargs)

    def back(self, name: str = "kpis", **arguments: Any) -> HttpResponse:
        return redirect(self.address(name, **arguments))


class KpiList(KpiView):
    """Traceability: objective, KPI, source, target and value on one page."""

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        objectives = [it for it in objectives_of(self.program) if it.is_active]
        measured = measured_kpis(kpis_of([self.program]), today=self.today)
        kpis = presented_kpis(measured, slug=slug, language=get_language() or "en")
        active = {it.pk for it in objectives}
        pursued = [it for it in kpis if it.measured.kpi.objective_id in active]
        context = {
            "program": self.program,
            "tab": "objectives",
            "threads": threads(objectives, pursued),
            "gaps": sum(bool(it.measured.gap) for it in pursued),
            "total": len(pursued),
            "primary": [it for it in pursued if it.measured.kpi.is_primary],
            "quadrants": quadrant_counts(pursued),
            "unserved": list(organization_goals().filter(is_served=False)),
            "can_edit": can_edit_kpis(self.membership, self.program),
            "can_import": is_administrator(self.membership),
            "today": self.today,
        }
        return render(request, "reports/kpis/kpis.html", context)


class KpiForms(KpiView):
    rule = can_edit_kpis

    def form(self, *args: Any, **kwargs: Any) -> KpiForm:
        return KpiForm(*args, program=self.program, language=get_language() or "en", **kwargs)

    def form_page(self, form: KpiForm, kpi: ProgramKpi | None = None, status: int = 200) -> HttpResponse:
        context = {
            "program": self.program,
            "form": form,
            "kpi": kpi,
            "today": self.today,
            "warning": self.warning(form),
        }
        if self.is_check:
            return render(self.request, "reports/kpis/target_size.html", context)
        return render(self.request, "reports/kpis/kpi.html", context, status=status)

    @property
    def is_check(self) -> bool:
        """Return whether htmx asks for the warning only, while somebody types."""
        return self.request.headers.get("HX-Target") == "target-size"

    def warning(self, form: KpiForm) -> str:
        """Return that the target in the form is too small to be detected, if it is. It is never refused."""
        if form.is_bound:
            form.is_valid()
        values = form.cleaned_data if form.is_bound else form.initial
        return size_text(size_of_values(self.program, values))


class KpiCreate(KpiForms):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.form_page(self.form(initial={"objective": request.GET.get("objective", "")}))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid() and not self.is_check:
            try:
                create_kpi(self.program, values=form.values, by=self.actor)
            except ValidationError as error:
                add_errors(form, error, reference="place", source="place")
            else:
                notify(request, _("KPI added."))
                return self.back()
        return self.form_page(form, status=422)


class OneKpi(KpiForms):
    kpi: ProgramKpi

    def load(self) -> Any:
        program = super().load()
        self.kpi = get_object_or_404(ProgramKpi, program=program, pk=self.kwargs["kpi_id"])
        self.kpi.program = program
        return self.kpi

    @property
    def undo_url(self) -> str:
        return self.address("kpi-restore", kpi_id=self.kwargs["kpi_id"])


class KpiUpdate(OneKpi):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        initial = {name.removesuffix("_id"): getattr(self.kpi, name) for name in EDITABLE}
        place = f"{self.kpi.source}:{self.kpi.reference}" if self.kpi.source else ""
        return self.form_page(self.form(initial={**initial, "place": place}), self.kpi)

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid() and not self.is_check:
            kept = ProgramKpi.objects.get(pk=self.kpi.pk)
            try:
                update_kpi(self.kpi, values=form.values, by=self.actor)
            except ValidationError as error:
                add_errors(form, error, reference="place", source="place")
            else:
                remember(request, kept, EDITABLE)
                notify(request, _("KPI saved."), undo_url=self.undo_url)
                return self.back()
        return self.form_page(form, self.kpi, status=422)


class KpiDelete(OneKpi):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        kept = ProgramKpi.objects.get(pk=self.kpi.pk)
        try:
            delete_kpi(self.kpi, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            remember(request, kept, EDITABLE)
            notify(request, _("KPI deleted."), undo_url=self.undo_url)
        return self.back()


class KpiRestore(KpiForms):
    """Undo a change or a deletion. The KPI may not exist."""

    def post(self, request: HttpRequest, kpi_id: UUID, **kwargs: object) -> HttpResponse:
        values = recall(request, ProgramKpi, kpi_id)
        try:
            if values is None:
                raise ValidationError(_("This change can no longer be undone."))
            restore_kpi(self.program, kpi_id, values, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Change undone."))
        return self.back()


class KpiPrimary(OneKpi):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            declare_primary(self.kpi, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(
                request,
                _("KPI is primary and no longer changes."),
                undo_url=self.address("kpi-primary-undo", kpi_id=self.kpi.pk),
            )
        return self.back()


class KpiPrimaryUndo(OneKpi):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            undo_primary(self.kpi, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Change undone."))
        return self.back()
