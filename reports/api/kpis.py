"""The KPIs of a program through the API: the texts and numbers of the page, and the same actions."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from goals.models import Objective
from mentoring.api import Answer, Body, Operation
from mentoring.statistics import ResultState
from mentoring.tenancy.enums import TokenScope
from programs.enums import ParticipantRole
from reports.api.roi import OfProgram
from reports.enums import Direction, KpiLevel, KpiSource, Quadrant
from reports.kpis.actions import create_kpi, delete_kpi, record_kpi_value, update_kpi
from reports.kpis.answer import kpi_answer
from reports.kpis.presentation import presented_kpis
from reports.kpis.selectors import kpis_of, measured_kpis
from reports.models import ProgramKpi
from reports.rules import can_edit_kpis

KPIS = _("KPIs")
STATES = [(it.value, it.value) for it in ResultState]


def _number(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=2, **options)


class KpiBody(Body):
    """A KPI of an objective. Level and quadrant follow from the source."""

    objective = serializers.UUIDField(help_text=_("The id of the objective that it is the evidence for."))
    name = serializers.CharField(max_length=120)
    definition = serializers.CharField(max_length=500, required=False, allow_blank=True)
    unit = serializers.CharField(max_length=40, required=False, allow_blank=True)
    direction = serializers.ChoiceField(choices=Direction.choices, required=False)
    source = serializers.ChoiceField(choices=KpiSource.choices, required=False, allow_blank=True)
    reference = serializers.CharField(
        max_length=60,
        required=False,
        allow_blank=True,
        help_text=_(
            "The key of a survey question, the id of a KPI with readings, an HR rate (retention, promotion, "
            "regretted_departures, internal_moves, time_to_role) or a count (sessions, goals_met, plans_up_to_date)."
        ),
    )
    role = serializers.ChoiceField(
        choices=ParticipantRole.choices,
        required=False,
        help_text=_("Whose values; mentees if it is left out. Says nothing of counts and entered values."),
    )
    baseline = _number(required=False, allow_null=True)
    target = _number(required=False, allow_null=True)

    def validate_objective(self, value: Any) -> Objective:
        found = Objective.objects.filter(pk=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such objective."))
        return found


class KpiMeasurementAnswer(Answer):
    value = serializers.FloatField(allow_null=True, help_text=_("Null where it is withheld."))
    n = serializers.IntegerField(allow_null=True)
    low = serializers.FloatField(allow_null=True, help_text=_("The limits of the 95% confidence interval."))
    high = serializers.FloatField(allow_null=True)
    bound = serializers.CharField(help_text=_("exactly, or_more or or_fewer."))
    text = serializers.CharField(help_text=_("As displayed on the page."))
    as_of = serializers.DateField(allow_null=True)


class KpiDifferenceAnswer(Answer):
    value = serializers.FloatField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    is_against_colleagues = serializers.BooleanField()


MEASUREMENT = {
    "value": 94.8,
    "n": 77,
    "low": 87.4,
    "high": 98.0,
    "bound": "exactly",
    "text": "94.8%",
    "as_of": "2026-11-26",
}
KPI = {
    "id": "6b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "objective_id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "name": "Retention after 12 months",
    "definition": "",
    "unit": "%",
    "direction": "up",
    "source": "hr",
    "reference": "retention",
    "role": "mentee",
    "source_label": "HR rate: Retention",
    "level": "4",
    "quadrant": "program_outcome",
    "primary_on": "2025-04-28",
    "gap": "",
    "baseline": 89.0,
    "target": 94.0,
    "smallest_detectable": 4.9,
    "warning": "",
    "before": None,
    "during": None,
    "after": MEASUREMENT,
    "difference": {"value": 1.7, "low": -6.1, "high": 6.8, "is_against_colleagues": True},
    "progress": 1.16,
    "is_reached": True,
    "state": "not_comparable",
    "state_label": "Target reached",
    "as_of": "2026-11-26",
    "opens_on": None,
}


@extend_schema_serializer(examples=[OpenApiExample("Kpi", value=KPI)])
class KpiAnswer(Answer):
    id = serializers.UUIDField()
    objective_id = serializers.UUIDField()
    name = serializers.CharField()
    definition = serializers.CharField(allow_blank=True)
    unit = serializers.CharField(allow_blank=True)
    direction = serializers.ChoiceField(choices=Direction.choices)
    source = serializers.ChoiceField(choices=KpiSource.choices, allow_blank=True)
    reference = serializers.CharField(allow_blank=True)
    role = serializers.ChoiceField(
        choices=ParticipantRole.choices, allow_null=True, help_text=_("Null where the source has no role.")
    )
    source_label = serializers.CharField()
    level = serializers.ChoiceField(choices=KpiLevel.choices, allow_null=True)
    quadrant = serializers.ChoiceField(choices=Quadrant.choices, allow_null=True)
    primary_on = serializers.DateField(
        allow_null=True, help_text=_("The day on which the KPI became primary. It can no longer be changed.")
    )
    gap = serializers.CharField(allow_blank=True, help_text=_("source or baseline, if one is missing."))
    baseline = serializers.FloatField(allow_null=True)
    target = serializers.FloatField()
    smallest_detectable = serializers.FloatField(
        allow_null=True,
        help_text=_(
            "The smallest change in points that an HR rate could show with the people of the program."
        ),
    )
    warning = serializers.CharField(
        allow_blank=True, help_text=_("That the target is too small to be detected, if it is.")
    )
    before = KpiMeasurementAnswer(allow_null=True)
    during = KpiMeasurementAnswer(allow_null=True)
    after = KpiMeasurementAnswer(allow_null=True)
    difference = KpiDifferenceAnswer(allow_null=True)
    progress = serializers.FloatField(
        allow_null=True, help_text=_("The way from baseline to target as a fraction, not capped.")
    )
    is_reached = serializers.BooleanField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)
    state_label = serializers.CharField()
    as_of = serializers.DateField(allow_null=True)
    opens_on = serializers.DateField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("KpiList", value={"results": [KPI]})])
class KpiListAnswer(Answer):
    results = KpiAnswer(many=True)


class OfKpis(OfProgram, abstract=True):
    tag = KPIS

    def one(self, kpi: ProgramKpi) -> Response:
        [found] = measured_kpis([kpi], today=self.today)
        [shown] = presented_kpis([found], slug=self.organization.slug, language=get_language() or "en")
        return self.answer(kpi_answer(shown))


class KpiListApi(OfKpis):
    operations = {
        "get": Operation(
            id="list_kpis", summary=_("List the KPIs of a program with their values"), answer=KpiListAnswer
        ),
        "post": Operation(
            id="create_kpi", summary=_("Add a KPI to a program"), body=KpiBody, answer=KpiAnswer, status=201,
            scope=TokenScope.WRITE, rule=can_edit_kpis,
        ),
    }  # fmt: skip

    def get(self, request: Request, **kwargs: Any) -> Response:
        measured = measured_kpis(kpis_of([self.loaded]), today=self.today)
        shown = presented_kpis(measured, slug=self.organization.slug, language=get_language() or "en")
        return self.answer({"results": [kpi_answer(it) for it in shown]})

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.one(create_kpi(self.loaded, values=self.body, by=self.actor))


class OneKpiApi(OfKpis, abstract=True):
    rule = can_edit_kpis

    def load(self) -> ProgramKpi:
        program = super().load()
        kpi = get_object_or_404(
            ProgramKpi.objects.select_related("objective"), program=program, pk=self.kwargs["kpi_id"]
        )
        kpi.program = program
        return kpi


class KpiApi(OneKpiApi):
    operations = {
        "patch": Operation(
            id="update_kpi",
            summary=_("Change a KPI"),
            body=KpiBody,
            answer=KpiAnswer,
            scope=TokenScope.WRITE,
        ),
        "delete": Operation(id="delete_kpi", summary=_("Delete a KPI"), status=204, scope=TokenScope.WRITE),
    }

    def patch(self, request: Request, **kwargs: Any) -> Response:
        return self.one(update_kpi(self.loaded, values=self.body, by=self.actor))

    def delete(self, request: Request, **kwargs: Any) -> Response:
        delete_kpi(self.loaded, by=self.actor)
        return self.answer()


class KpiValueBody(Body):
    taken_on = serializers.DateField(help_text=_("The day decides on the phase: before, during or after."))
    value = _number()
    people = serializers.IntegerField(
        min_value=5,
        max_value=2_000_000_000,
        required=False,
        allow_null=True,
        help_text=_("Leave out if the value is not about people."),
    )
    source = serializers.CharField(max_length=200, required=False, allow_blank=True)


VALUE = {
    "id": "5b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "kpi_id": KPI["id"],
    "taken_on": "2026-09-30",
    "value": "38.00",
    "people": None,
    "source": "Recruiting report, third quarter",
}


@extend_schema_serializer(examples=[OpenApiExample("KpiValue", value=VALUE)])
class KpiValueAnswer(Answer):
    id = serializers.UUIDField()
    kpi_id = serializers.UUIDField()
    taken_on = serializers.DateField()
    value = _number()
    people = serializers.IntegerField(allow_null=True)
    source = serializers.CharField(allow_blank=True)


class KpiValueApi(OneKpiApi):
    operations = {
        "post": Operation(
            id="record_kpi_value", summary=_("Record a value of a KPI"), body=KpiValueBody, answer=KpiValueAnswer,
            status=201, scope=TokenScope.WRITE,
        )
    }  # fmt: skip

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(record_kpi_value(self.loaded, values=self.body, by=self.actor, today=self.today))
