"""What the mentees of a mentor answered in confidential surveys: page and downloads."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.tenancy.views import TenantView
from mentoring.ui.charts.diverging import rate_bar
from mentoring.ui.rendering import render
from mentoring.ui.tabular import table_response
from surveys.actions.mentor_results import export_mentor_results
from surveys.presentation.mentors import mentor_report
from surveys.rules import can_see_mentor_results


class MentorResults(TenantView):
    rule = can_see_mentor_results

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        report = mentor_report(self.membership)
        questions = dict(report.questions)
        chosen = request.GET.get("question", "")
        chosen = chosen if chosen in questions else next(iter(questions), "")
        shown = report.of(chosen)
        context = {
            "questions": report.questions,
            "chosen": chosen,
            "text": shown[0].text if shown else "",
            "rows": [(it, rate_bar(it.share)) for it in shown],
        }
        return render(request, "surveys/mentor_results.html", context)


class MentorResultsExport(TenantView):
    """A POST, because the export is recorded in the audit log."""

    rule = can_see_mentor_results

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        table = export_mentor_results(mentor_report(self.membership), by=self.actor)
        today = self.organization.local_date(timezone.now())
        return table_response(
            f"{_('results-by-mentor')}-{today}", table, file_format=request.POST.get("format", "")
        )
