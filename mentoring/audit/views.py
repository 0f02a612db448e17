"""The audit log and its export."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.audit.actions import export_log
from mentoring.audit.forms import AuditFilter
from mentoring.audit.selectors import action_choices, events, kind_choices, lines
from mentoring.tenancy.rules import is_administrator
from mentoring.tenancy.views import TenantView
from mentoring.ui.keyset import read_page
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns
from mentoring.ui.tabular import csv_response

COLUMNS = [
    Column("when", gettext_lazy("Time"), narrow="fact"),
    Column("what", gettext_lazy("Event"), narrow="title"),
    Column("who", gettext_lazy("User"), narrow="away"),
]


class AuditLog(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = AuditFilter(request.GET)
        filters = form.filters()
        page = read_page(events(filters), by=("-happened_at", "-id"), cursor=request.GET.get("cursor", ""))
        context = {
            "page": page,
            "lines": lines(page.rows),
            "asked": filters,
            "columns": Columns(request, COLUMNS),
            "actions": [("", _("All actions")), *action_choices()],
            "kinds": [("", _("All types")), *kind_choices()],
        }
        return render(request, "audit/log.html", context, block="list")


class AuditExport(TenantView):
    """A POST, because the export is recorded in the log."""

    rule = is_administrator

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        text, _rows = export_log(AuditFilter(request.POST).filters(), by=self.actor)
        return csv_response(f"audit-log-{slug}-{self.organization.local_date(timezone.now()):%Y-%m-%d}", text)
