"""The results of a wave: page and downloads."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mentoring.ui.rendering import render
from mentoring.ui.tabular import table_response
from programs.views.base import ProgramView
from surveys.actions.results import export_wave_results
from surveys.enums import SurveyMode, WaveState
from surveys.models import Wave, WaveResult
from surveys.presentation import WaveReport, wave_report
from surveys.results.disclosure import MINIMUM_INVITED
from surveys.rules import can_see_surveys
from surveys.selectors.plan import waves_of
from surveys.selectors.waiting import DUE_TO_OPEN, waiting_for
from surveys.views.builder import SurveyView
from surveys.views.plan_text import likely_text
from surveys.views.results_breakdown import breakdown_table
from surveys.views.results_charts import agreement_table, bars, columns, rate_rows, unpaired_notes
from surveys.views.tabs import survey_tabs


class WaveView(ProgramView):
    """Load a wave of the program, with its survey and result."""

    rule = can_see_surveys
    wave: Wave
    result: WaveResult | None

    def load(self) -> Any:
        program = super().load()
        self.wave = get_object_or_404(
            Wave.objects.select_related("survey", "version"),
            survey__program=program,
            pk=self.kwargs["wave_id"],
        )
        self.result = WaveResult.objects.select_related("pool").filter(wave=self.wave).first()
        if self.result is not None:
            self.result.wave = self.wave
        return self.wave


class WaveResults(WaveView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID, wave_id: UUID) -> HttpResponse:
        survey = self.wave.survey
        context = {
            "program": self.program,
            "wave": self.wave,
            "survey": survey,
            "tabs": survey_tabs(survey, slug, "results"),
            "is_open": self.wave.state == WaveState.OPEN,
            "report": None,
            "response": None,
            "has_figures": False,
            "can_be_pooled": (self.wave.invited or 0) >= MINIMUM_INVITED,
            "is_anonymous": self.wave.mode == SurveyMode.ANONYMOUS,
        }
        if self.result is not None:
            context |= page_of(wave_report(self.result), request.GET)
        return render(request, "surveys/results.html", context)


class WaveExport(WaveView):
    """A POST, because the export is recorded in the audit log."""

    def post(self, request: HttpRequest, slug: str, program_id: UUID, wave_id: UUID) -> HttpResponse:
        result = self.result or get_object_or_404(WaveResult, wave=self.wave)
        table = export_wave_results(result, by=self.actor)
        name = f"{_('results')}-{self.wave.survey.name}-{self.wave.opens_on:%Y-%m-%d}"
        return table_response(name, table, file_format=request.POST.get("format", ""))


class ResultList(SurveyView):
    """The waves of a survey, the newest first."""

    rule = can_see_surveys

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        waiting = waiting_for(self.survey, today=self.today)
        context = {
            "program": self.program,
            "survey": self.survey,
            "tabs": survey_tabs(self.survey, self.organization.slug, "results"),
            "waves": waves_of([self.survey]).get(self.survey.pk, []),
            "waiting": waiting,
            "likely": likely_text(waiting.likely) if waiting else "",
            "needed": DUE_TO_OPEN,
        }
        return render(request, "surveys/result_list.html", context)


def page_of(report: WaveReport, chosen: Mapping[str, str]) -> dict[str, Any]:
    """Return the parts of the page; `chosen` says which breakdown."""
    changes = {figure.question: figure for figure in report.of("change", "change_of_rate", "unpaired")}
    response = report.figure("response")
    groups = [figure for figure in report.of("response") if figure.attribute]
    attributes = list(dict.fromkeys(figure.attribute for figure in groups))
    late = report.of("late")
    return {
        "report": report,
        "response": response,
        "groups": [
            (group[0].title.split(":")[0], rate_rows(group))
            for name in attributes
            if (group := [figure for figure in groups if figure.attribute == name])
        ],
        "gap": report.figure("gap"),
        "break_offs": report.figure("break_offs"),
        "late": late,
        "largest_late": max(late, key=lambda it: abs(it.number("difference") or 0), default=None),
        "agreement": agreement_table(report.of("agreement5"), changes),
        "columns": [
            (figure, columns(figure), changes.get(figure.question)) for figure in report.of("scale0to10")
        ],
        "recommend": [
            (figure, columns(figure), changes.get(figure.question)) for figure in report.of("recommend")
        ],
        "choices": [
            (figure, bars(figure), changes.get(figure.question))
            for figure in report.of("yes_no", "one_choice", "several_choices", "date")
        ],
        "values": [(figure, changes.get(figure.question)) for figure in report.of("number")],
        "scales": report.of("scale"),
        "changes": report.of("change", "change_of_rate"),
        "unpaired": unpaired_notes(report.of("unpaired")),
        "breakdown": breakdown_table(report, question=chosen.get("question", ""), by=chosen.get("by", "")),
        "definitions": list({figure.measure: figure for figure in report.figures}.values()),
        "has_figures": bool(report.figures) and (response is None or not response.is_hidden),
    }
