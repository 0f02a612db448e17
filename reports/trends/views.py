"""The page of a program's trends, and its file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mentoring.ui.rendering import render
from mentoring.ui.tabular import csv_response
from programs.views.base import ProgramView
from reports.rules import can_read_trends
from reports.trends.exports import trends_table
from reports.trends.presentation import present_trends
from reports.trends.selectors import program_trends
from reports.trends.wording import headline, sentence


class ProgramTrendsView(ProgramView):
    """A page or file of a program's trends. The switcher leads to those of the other programs."""

    rule = can_read_trends

    def load(self) -> object:
        self.request.switches_to = "reports:trends"
        return super().load()


class TrendsPage(ProgramTrendsView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        found = program_trends(self.program, today=self.today)
        trends = present_trends(found)
        context = {
            "program": self.program,
            "tab": "trends",
            "until": found.until,
            "title": headline(found),
            "sentence": sentence(found),
            "declines": [it for it in trends if it.is_decline],
            "others": [it for it in trends if it.since_start and not it.is_decline and not it.is_value],
            "kpis": [it for it in trends if it.since_start and not it.is_decline and it.is_value],
            "waiting": [it for it in trends if not it.since_start],
        }
        return render(request, "reports/trends.html", context)


class TrendsCsv(ProgramTrendsView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        trends = present_trends(program_trends(self.program, today=self.today))
        return csv_response(f"trends-{self.program.name}", trends_table(trends).csv)
