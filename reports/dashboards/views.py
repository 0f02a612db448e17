"""The pages of dashboards and of strengths and weaknesses."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from mentoring.tenancy.rules import is_administrator, is_staff
from mentoring.tenancy.views import TenantView
from mentoring.ui.rendering import render
from programs.views.base import ProgramView
from reports.dashboards.organization import organization_dashboard
from reports.dashboards.program import program_dashboard
from reports.dashboards.strengths import program_strengths
from reports.dashboards.wording import findings, headline, summary
from reports.kpis.wording import measurement_text
from reports.rules import can_read_outcomes


class ProgramDashboardPage(ProgramView):
    rule = can_read_outcomes

    def load(self) -> object:
        self.request.switches_to = "reports:program-dashboard"
        return super().load()

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        found = program_dashboard(
            self.program, membership=self.membership, today=self.today, language=get_language() or "en"
        )
        context = {
            "program": self.program,
            "tab": "dashboard",
            "found": found,
            "measurement_text": measurement_text,
            "can_edit": is_staff(self.membership),
        }
        return render(request, "reports/dashboards/program.html", context)


class ProgramStrengthsPage(ProgramView):
    rule = can_read_outcomes

    def load(self) -> object:
        self.request.switches_to = "reports:strengths"
        return super().load()

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        found = program_strengths(self.program, today=self.today)
        context = {
            "program": self.program,
            "tab": "strengths",
            "title": headline(found),
            "sentence": summary(found),
            **findings(found, self.program, is_staff=is_staff(self.membership)),
        }
        return render(request, "reports/dashboards/strengths.html", context)


class OrganizationDashboardPage(TenantView):
    rule = can_read_outcomes

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        today = self.organization.local_date(timezone.now())
        context = {
            "found": organization_dashboard(self.membership, today=today),
            "can_edit": is_administrator(self.membership),
            "today": today,
        }
        return render(request, "reports/dashboards/organization.html", context)
