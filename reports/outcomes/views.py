"""Pages and files of a program's outcomes. They show what is stored and compute nothing."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.tenancy.views import Rule, TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tabular import csv_response, xlsx_response
from programs.models import Program
from programs.views.base import ProgramView
from reports.enums import ExportState, LeaveKind
from reports.models import KEEP_EXPORTS_FOR, OutcomeRun, PeopleExport
from reports.outcomes.actions import (
    decide_outcome_plan,
    download_people_export,
    request_outcomes,
    request_people_export,
)
from reports.outcomes.charts import charts_by_role
from reports.outcomes.exports import outcomes_csv, outcomes_xlsx
from reports.outcomes.forms import OutcomePlanForm
from reports.outcomes.presentation import PresentedFigure, present_breakdowns, present_figures, roles_of
from reports.outcomes.results_table import paragraph, periods_of, primary_period, results_table
from reports.outcomes.selectors import (
    OutcomesStatus,
    newest_people_export,
    outcomes_status,
    programs_with_outcomes,
)
from reports.outcomes.summary import calendar, headline, kpis_without_values, summary_caveats
from reports.rules import can_decide_outcomes, can_export_people, can_read_outcomes, can_switch_outcomes


class OutcomeList(TenantView):
    rule = can_read_outcomes

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        context = {
            "programs": programs_with_outcomes(self.membership),
            "can_switch": can_switch_outcomes(self.membership),
            "today": self.organization.local_date(timezone.now()),
        }
        return render(request, "reports/outcome_list.html", context)


class ProgramOutcomes(ProgramView):
    """A page or operation on one program's outcomes. The switcher leads to those of the other programs."""

    rule: ClassVar[Rule] = can_read_outcomes
    loaded: Program

    def load(self) -> Program:
        self.request.switches_to = "reports:outcomes"
        return super().load()

    def back(self) -> HttpResponse:
        return redirect("reports:outcomes", slug=self.organization.slug, program_id=self.loaded.pk)

    def newest(self) -> OutcomeRun:
        """Return the newest finished run, or raise Http404."""
        done = outcomes_status(self.loaded).done
        if done is None:
            raise Http404
        return done


class Outcomes(ProgramOutcomes):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        status = outcomes_status(self.loaded)
        run, now = status.done, timezone.now()
        figures = present_figures(run) if run else []
        months = self._months(figures)
        table = results_table(figures, months)
        context = {
            "program": self.loaded,
            "status": status,
            "is_stuck": status.is_stuck(now),
            "run": run,
            "title": self._title(status),
            "paragraph": paragraph(table),
            "figures": figures,
            "table": table,
            "pooled": results_table(figures, months, scope="pooled"),
            "periods": periods_of(figures),
            "calendar": calendar(figures),
            "without_values": kpis_without_values(figures),
            "caveats": summary_caveats([f for f in figures if f.stored["window_months"] in (None, months)]),
            "roles": roles_of(figures),
            "charts": charts_by_role(figures),
            "breakdowns": present_breakdowns(run) if run else [],
            "more": request.GET.get("more", ""),
            "plan_form": OutcomePlanForm(initial={"leave_kind": LeaveKind.ALL}),
            "can_decide": status.is_on
            and can_decide_outcomes(self.membership)
            and not run
            and not status.waiting,
            "can_switch": can_switch_outcomes(self.membership),
            "can_export_people": can_export_people(self.membership),
        }
        if run and context["can_export_people"]:
            context["people_export"] = newest_people_export(self.loaded, now=now)
        return render(request, "reports/outcomes.html", context)

    def _title(self, status: OutcomesStatus) -> str:
        if not status.is_on:
            return _("Outcomes are switched off")
        return headline(status.done.figures) if status.done else _("No results yet")

    def _months(self, figures: Sequence[PresentedFigure]) -> int:
        """Return the period that the address asks for, if there is one; else the main period."""
        wanted = self.request.GET.get("months", "")
        periods = periods_of(figures)
        return int(wanted) if wanted.isdecimal() and int(wanted) in periods else primary_period(figures)


class OutcomesCalculate(ProgramOutcomes):
    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            request_outcomes(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            notify(request, " ".join(error.messages), level=messages.ERROR)
            return self.back()
        notify(request, _("Calculation requested. The page shows the results when they are ready."))
        return self.back()


class OutcomesDecide(ProgramOutcomes):
    """Fix the plan, and request the first calculation."""

    rule = can_decide_outcomes

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = OutcomePlanForm(request.POST)
        if not form.is_valid():
            notify(request, _("Choose who counts as having left, and the period."), level=messages.ERROR)
            return self.back()
        try:
            decide_outcome_plan(self.loaded, by=self.actor, **form.cleaned_data)
            request_outcomes(self.loaded, by=self.actor, now=timezone.now())
        except ValidationError as error:
            notify(request, " ".join(error.messages), level=messages.ERROR)
            return self.back()
        notify(request, _("Saved. Calculation requested."))
        return self.back()


class OutcomesCsv(ProgramOutcomes):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return csv_response(f"outcomes-{self.loaded.name}", outcomes_csv(self.newest()))


class OutcomesXlsx(ProgramOutcomes):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return xlsx_response(f"outcomes-{self.loaded.name}", outcomes_xlsx(self.newest()))


class OutcomesPeople(ProgramOutcomes):
    rule = can_export_people

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        request_people_export(self.newest(), by=self.actor, now=timezone.now())
        notify(request, _("The export is being prepared."))
        return self.back()


class OutcomesPeopleDownload(TenantView):
    """A POST, because each download is recorded."""

    rule = can_export_people
    loaded: PeopleExport

    def load(self) -> PeopleExport:
        recent = PeopleExport.objects.requested_after(timezone.now() - KEEP_EXPORTS_FOR)
        found = recent.filter(state=ExportState.READY, run__program=self.kwargs["program_id"])
        return get_object_or_404(found.select_related("run__program"), pk=self.kwargs["export_id"])

    def post(self, request: HttpRequest, slug: str, program_id: UUID, export_id: UUID) -> HttpResponse:
        content = download_people_export(self.loaded, by=self.actor)
        return csv_response(f"people-{self.loaded.run.program.name}", content)
