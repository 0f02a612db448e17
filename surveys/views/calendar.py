"""The survey calendar of the organization: what is planned, how many emails people got, and who was left out."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mentoring.tenancy.views import TenantView
from mentoring.ui import formats
from mentoring.ui.navigation import NavItem
from mentoring.ui.rendering import render
from mentoring.ui.tabular import table_response
from programs.models import Program
from surveys.actions.exports import export_skips, export_survey_calendar
from surveys.rules import can_edit_budget, can_see_mentor_results, can_see_surveys
from surveys.selectors.budget import current_limits
from surveys.selectors.calendar import DAYS, SurveyCalendar, skip_counts, survey_calendar
from surveys.selectors.load import email_load

CALENDAR = NavItem(
    "survey-calendar",
    gettext_lazy("Survey calendar"),
    "calendar-days",
    "surveys:calendar",
    visible=can_see_surveys,
    group="organization",
    also_on=frozenset({"surveys:contact-budget", "surveys:mentor-results"}),
    order=45,
)
SKIPS_OF = timedelta(days=DAYS)


class OrganizationSurveys(TenantView):
    """Load the programs that the member sees, or the one of them that was chosen."""

    rule = can_see_surveys
    programs: list[Program]

    def load(self) -> Any:
        self.programs = list(Program.objects.visible_to(self.membership).order_by("name", "pk"))
        chosen = self.request.POST.get("program") or self.request.GET.get("program", "")
        self.chosen = next((each for each in self.programs if str(each.pk) == chosen), None)
        return self.programs

    @property
    def shown(self) -> list[Program]:
        return [self.chosen] if self.chosen else self.programs

    @property
    def today(self) -> date:
        return self.organization.local_date(timezone.now())

    def calendar(self) -> SurveyCalendar:
        return survey_calendar(self.shown, organization=self.organization, today=self.today)


class Calendar(OrganizationSurveys):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = self.calendar()
        context = {
            "programs": self.programs,
            "chosen": self.chosen,
            "found": found,
            "weeks": (days := _days(found)),
            "weekdays": [formats.weekday(day)[:2] for day, _emails in days[:7]],
            "load": email_load(self.shown, organization=self.organization, today=self.today),
            "limits": current_limits(),
            "skips": skip_counts(self.shown, first=self.today - SKIPS_OF, last=self.today),
            "can_edit": can_edit_budget(self.membership),
            "can_see_mentors": can_see_mentor_results(self.membership),
            "fields": {"program": self.chosen.pk} if self.chosen else {},
        }
        return render(request, "surveys/calendar.html", context)


class CalendarExport(OrganizationSurveys):
    """A POST, because the export is recorded in the audit log."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        table = export_survey_calendar(self.calendar(), by=self.actor)
        return table_response(
            f"survey-calendar-{self.today}", table, file_format=request.POST.get("format", "")
        )


class SkipExport(OrganizationSurveys):
    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        counts = skip_counts(self.shown, first=self.today - SKIPS_OF, last=self.today)
        table = export_skips(counts, by=self.actor)
        return table_response(f"not-invited-{self.today}", table, file_format=request.POST.get("format", ""))


def _days(found: SurveyCalendar) -> list[tuple[date, list]]:
    """Return every day of the weeks in which something is sent, with its emails; days before today have none."""
    by_day = found.by_day()
    first = found.first - timedelta(days=found.first.weekday())
    days = [first + timedelta(days=n) for n in range((found.last - first).days + 7 - found.last.weekday())]
    busy = {day - timedelta(days=day.weekday()) for day in by_day}
    return [(day, by_day.get(day, [])) for day in days if day - timedelta(days=day.weekday()) in busy]
