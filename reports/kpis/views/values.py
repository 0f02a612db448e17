"""The values of a KPI that are entered: list, add, delete and undo."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from goals.objective_status import value_text
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors
from programs.views.undo import recall, remember
from reports.kpis.actions import VALUE_FIELDS, delete_kpi_value, record_kpi_value, restore_kpi_value
from reports.kpis.forms import KpiValueForm
from reports.kpis.selectors import measured_kpis
from reports.kpis.sources import unit_of
from reports.kpis.views.pages import OneKpi
from reports.models import KpiValue


class KpiValues(OneKpi):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.values_page(KpiValueForm(initial={"taken_on": self.today}))

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = KpiValueForm(request.POST)
        if form.is_valid():
            try:
                record_kpi_value(self.kpi, values=form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Value saved."))
                return self.back("kpi-values", kpi_id=self.kpi.pk)
        return self.values_page(form, status=422)

    def values_page(self, form: KpiValueForm, status: int = 200) -> HttpResponse:
        [measured] = measured_kpis([self.kpi], today=self.today)
        unit = unit_of(self.kpi)
        context = {
            "program": self.program,
            "form": form,
            "kpi": self.kpi,
            "values": [(value, value_text(float(value.value), unit)) for value in reversed(measured.values)],
        }
        return render(self.request, "reports/kpis/values.html", context, status=status)


class KpiValueDelete(OneKpi):
    def post(self, request: HttpRequest, value_id: UUID, **kwargs: object) -> HttpResponse:
        value = get_object_or_404(KpiValue, kpi=self.kpi, pk=value_id)
        value.kpi = self.kpi
        remember(request, value, VALUE_FIELDS)
        delete_kpi_value(value, by=self.actor)
        undo_url = self.address("kpi-value-restore", kpi_id=self.kpi.pk, value_id=value_id)
        notify(request, _("Value deleted."), undo_url=undo_url)
        return self.back("kpi-values", kpi_id=self.kpi.pk)


class KpiValueRestore(OneKpi):
    """Undo a deletion. The value may not exist."""

    def post(self, request: HttpRequest, value_id: UUID, **kwargs: object) -> HttpResponse:
        values = recall(request, KpiValue, value_id)
        try:
            if values is None:
                raise ValidationError(_("This change can no longer be undone."))
            restore_kpi_value(self.kpi, value_id, values, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Change undone."))
        return self.back("kpi-values", kpi_id=self.kpi.pk)
