"""The API of results: the stored figures with the texts of the page."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, ExportAnswer, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from surveys.actions.results import export_wave_results
from surveys.api.surveys import TAG
from surveys.enums import SurveyMode, WaveState
from surveys.models import Wave, WaveResult
from surveys.presentation import wave_report
from surveys.rules import can_see_surveys

EXAMPLE = {
    "wave_id": "6a1d0c9e-51a4-4c39-9a5d-0a5f1a0c2d33",
    "survey_id": "5a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "mode": "confidential",
    "state": "closed",
    "opens_on": "2026-09-01",
    "closes_on": "2026-09-15",
    "calculated_at": "2026-09-16T07:04:00Z",
    "method_version": 1,
    "figures": [
        {
            "key": "question.program-as-planned",
            "measure": "agreement5",
            "title": "Meetings as planned",
            "question": "program-as-planned",
            "text": "Meetings happen as planned.",
            "attribute": "",
            "value": "",
            "state": "no_comparison",
            "state_label": "One wave, nothing compared",
            "n": 47,
            "left_out": 2,
            "numbers": [
                {
                    "name": "favorable",
                    "label": "Favorable",
                    "value": 0.617,
                    "unit": "share",
                    "is_withheld": False,
                    "bound": "exactly",
                    "text": "62%",
                }
            ],
            "cells": [
                {
                    "value": "5",
                    "label": "Strongly agree",
                    "count": 14,
                    "share": 0.298,
                    "bound": "exactly",
                    "text": "30%",
                }
            ],
            "conclusion": "",
            "notes": [],
            "definition": "Favorable: agree or strongly agree, of all answers to the question.",
            "as_of": "2026-09-15",
        }
    ],
    "comments": [
        {"question": "open-change", "text": "What should change?", "comments": None, "is_pooled": False}
    ],
}


class ResultNumberAnswer(Answer):
    name = serializers.CharField()
    label = serializers.CharField()
    value = serializers.FloatField(allow_null=True, help_text=_("Null if withheld or not defined."))
    unit = serializers.CharField(help_text=_("Shares and points are fractions: 0.12 means 12 points."))
    is_withheld = serializers.BooleanField(help_text=_("True if it would disclose fewer than 5 people."))
    bound = serializers.CharField(
        help_text=_(
            "exactly, or_more or or_fewer: no exact share if nearly everyone in a small group is alike."
        )
    )
    text = serializers.CharField(help_text=_("As displayed on the page."))


class ResultCellAnswer(Answer):
    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField(allow_null=True, help_text=_("Null if only a bound is disclosed."))
    share = serializers.FloatField()
    bound = serializers.CharField()
    text = serializers.CharField(help_text=_("As displayed on the page."))


class ResultFigureAnswer(Answer):
    key = serializers.CharField()
    measure = serializers.CharField()
    title = serializers.CharField()
    question = serializers.CharField(help_text=_("The question's key; empty for participation."))
    text = serializers.CharField()
    attribute = serializers.CharField()
    value = serializers.CharField(help_text=_("The group, if the figure is of one."))
    state = serializers.CharField()
    state_label = serializers.CharField()
    n = serializers.IntegerField(allow_null=True, help_text=_("Null if fewer than 5 people."))
    left_out = serializers.IntegerField(
        allow_null=True, help_text=_("Not applicable and prefer not to say: in no denominator.")
    )
    numbers = ResultNumberAnswer(many=True)
    cells = ResultCellAnswer(many=True, help_text=_("How often each answer was given."))
    conclusion = serializers.CharField()
    notes = serializers.ListField(child=serializers.CharField())
    definition = serializers.CharField()
    as_of = serializers.DateField()


class ResultCommentsAnswer(Answer):
    question = serializers.CharField()
    text = serializers.CharField()
    comments = serializers.ListField(
        child=serializers.CharField(),
        allow_null=True,
        help_text=_("Masked and in random order; null if fewer than 10 people answered the survey."),
    )
    is_pooled = serializers.BooleanField(
        help_text=_(
            "True if they are those of several anonymous surveys that fewer than 10 people answered each."
        )
    )


@extend_schema_serializer(examples=[OpenApiExample("WaveResults", value=EXAMPLE)])
class WaveResultsAnswer(Answer):
    wave_id = serializers.UUIDField()
    survey_id = serializers.UUIDField()
    mode = serializers.ChoiceField(choices=SurveyMode.choices)
    state = serializers.ChoiceField(choices=WaveState.choices)
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    calculated_at = serializers.DateTimeField(
        allow_null=True, help_text=_("Null while the wave is open and until its results are calculated.")
    )
    method_version = serializers.IntegerField(allow_null=True)
    figures = ResultFigureAnswer(many=True)
    comments = ResultCommentsAnswer(many=True)


class OneWave(TenantApiView, abstract=True):
    rule = can_see_surveys
    tag = TAG
    loaded: Wave

    def load(self) -> Wave:
        waves = Wave.objects.visible_to(self.membership).select_related("survey", "version")
        return get_object_or_404(waves, pk=self.kwargs["id"])

    def result(self) -> WaveResult | None:
        found = WaveResult.objects.select_related("pool").filter(wave=self.loaded).first()
        if found is not None:
            found.wave = self.loaded
        return found


class WaveResultsApi(OneWave):
    operations = {
        "get": Operation(
            id="get_wave_results",
            summary=_("Get the results of a wave"),
            description=_("Calculated once, at the close. Without figures while the wave is open."),
            answer=WaveResultsAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        wave, result = self.loaded, self.result()
        report = wave_report(result) if result is not None else None
        return self.answer(
            {
                "wave_id": wave.pk,
                "survey_id": wave.survey_id,
                "mode": wave.mode,
                "state": wave.state,
                "opens_on": wave.opens_on,
                "closes_on": wave.closes_on,
                "calculated_at": report.calculated_at if report else None,
                "method_version": report.method_version if report else None,
                "figures": report.figures if report else [],
                "comments": report.comments if report else [],
            }
        )


class WaveResultsExportApi(OneWave):
    operations = {
        "get": Operation(
            id="export_wave_results",
            summary=_("Export the results of a wave"),
            description=_("The numbers of the page as CSV. Recorded in the audit log."),
            answer=ExportAnswer,
            scope=TokenScope.EXPORT,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        result = self.result()
        if result is None:
            raise Http404
        table = export_wave_results(result, by=self.actor)
        return self.answer({"rows": len(table.rows), "csv": table.csv})
