"""Dashboards, and strengths and weaknesses, through the API: the numbers and sentences of the pages."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from goals.enums import ObjectiveStatus
from mentoring.api import Answer, Operation, TenantApiView
from mentoring.tenancy.rules import is_staff
from reports.api.kpis import KPI, MEASUREMENT, KpiAnswer, KpiMeasurementAnswer
from reports.api.roi import OfProgram
from reports.dashboards.answers import organization_answer, program_answer, strengths_answer
from reports.dashboards.organization import organization_dashboard
from reports.dashboards.program import program_dashboard
from reports.dashboards.strengths import program_strengths
from reports.enums import RoiState
from reports.rules import can_read_outcomes

TAG = _("Dashboards")


class DashboardObjectiveAnswer(Answer):
    id = serializers.UUIDField()
    organization_goal_id = serializers.UUIDField()
    statement = serializers.CharField()
    owner = serializers.CharField()
    due_on = serializers.DateField()
    status = serializers.ChoiceField(choices=ObjectiveStatus.choices)
    status_label = serializers.CharField()
    kpi = serializers.CharField(allow_blank=True, help_text=_("The leading KPI of the objective."))
    baseline = serializers.FloatField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    target = serializers.FloatField()
    progress = serializers.FloatField(
        allow_null=True, help_text=_("The way from baseline to target as a fraction, not capped.")
    )


OBJECTIVE = {
    "id": KPI["objective_id"],
    "organization_goal_id": "7c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "statement": "More engineers of the first two years stay",
    "owner": "Ada Lovelace",
    "due_on": "2027-06-30",
    "status": "reached",
    "status_label": "Target reached",
    "kpi": KPI["name"],
    "baseline": 89.0,
    "value": 94.8,
    "target": 94.0,
    "progress": 1.16,
}


class IndicatorMonthAnswer(Answer):
    month = serializers.IntegerField(help_text=_("From 1 to 6, counted from the first day of the program."))
    measurement = KpiMeasurementAnswer(allow_null=True, help_text=_("Null while the month is not over."))


class IndicatorAnswer(Answer):
    key = serializers.CharField()
    label = serializers.CharField()
    months = IndicatorMonthAnswer(many=True)


class CohortValueAnswer(Answer):
    program_id = serializers.UUIDField()
    program = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    text = serializers.CharField()


class CohortKpiAnswer(Answer):
    name = serializers.CharField()
    cohorts = CohortValueAnswer(many=True)


PROGRAM = {
    "program_id": "5f0c9a52-6d0c-4a53-9a3b-5b1a7d0b3c11",
    "heading": "1 of 4 objectives have reached their targets",
    "evidence": ["More engineers of the first two years stay: 94.8%, target 94% (Target reached)."],
    "reached": 1,
    "total": 4,
    "objectives": [OBJECTIVE],
    "kpis": [KPI],
    "indicators": [
        {"key": "met", "label": "Matches that met", "months": [{"month": 1, "measurement": MEASUREMENT}]}
    ],
    "cohorts": [],
}


@extend_schema_serializer(examples=[OpenApiExample("ProgramDashboard", value=PROGRAM)])
class ProgramDashboardAnswer(Answer):
    program_id = serializers.UUIDField()
    heading = serializers.CharField(
        help_text=_("Whether the program is achieving the goals outlined at the beginning.")
    )
    evidence = serializers.ListField(child=serializers.CharField())
    reached = serializers.IntegerField()
    total = serializers.IntegerField()
    objectives = DashboardObjectiveAnswer(many=True)
    kpis = KpiAnswer(many=True)
    indicators = IndicatorAnswer(many=True)
    cohorts = CohortKpiAnswer(many=True)


class ProgramDashboardApi(OfProgram):
    tag = TAG
    operations = {
        "get": Operation(
            id="get_program_dashboard", summary=_("Get the dashboard of a program"), answer=ProgramDashboardAnswer
        )
    }  # fmt: skip

    def get(self, request: Request, **kwargs: Any) -> Response:
        self.loaded.organization = self.organization
        found = program_dashboard(
            self.loaded, membership=self.membership, today=self.today, language=get_language() or "en"
        )
        return self.answer(program_answer(found))


class MoneyAnswer(Answer):
    cost = serializers.DecimalField(max_digits=None, decimal_places=None)
    cost_per_participant = serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True)
    currency = serializers.CharField()
    price_year = serializers.IntegerField()
    are_costs_closed = serializers.BooleanField()
    roi_state = serializers.ChoiceField(choices=RoiState.choices)
    roi_percent = serializers.DecimalField(
        max_digits=None,
        decimal_places=None,
        allow_null=True,
        help_text=_("Of the conservative case. Null unless the state is “measured”."),
    )


class DashboardProgramAnswer(MoneyAnswer):
    program_id = serializers.UUIDField()
    name = serializers.CharField()
    people = serializers.IntegerField()
    heading = serializers.CharField()
    reached = serializers.IntegerField()
    total = serializers.IntegerField()
    retention = serializers.ListField(
        child=serializers.FloatField(),
        help_text=_("Difference to colleagues in points with its limits; empty where it may not be shown."),
    )
    state_label = serializers.CharField(allow_blank=True)


class DashboardPoolAnswer(MoneyAnswer):
    program_id = serializers.UUIDField(help_text=_("The program whose outcomes compare the cohorts."))
    programs = serializers.ListField(child=serializers.CharField())


class DashboardGoalAnswer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    owner = serializers.CharField()
    objectives = DashboardObjectiveAnswer(many=True)


MONEY = {
    "cost": "100474.00",
    "cost_per_participant": "722.83",
    "currency": "EUR",
    "price_year": 2026,
    "are_costs_closed": True,
    "roi_state": "not_measurable",
    "roi_percent": None,
}
ORGANIZATION = {
    "people": 996,
    "objectives": 13,
    "reached": 4,
    "too_early": 5,
    "gaps": 1,
    "reviews_due": 3,
    "programs": [
        {
            "program_id": PROGRAM["program_id"],
            "name": "Rising Leaders 2025",
            "people": 139,
            "heading": "1 of 4 objectives have reached their targets",
            "reached": 1,
            "total": 4,
            "retention": [1.7, -6.1, 6.8],
            "state_label": "Groups not comparable",
            **MONEY,
        }
    ],
    "pooled": [
        {
            "program_id": PROGRAM["program_id"],
            "programs": ["Rising Leaders 2024", "Rising Leaders 2025"],
            **MONEY,
            "roi_state": "measured",
            "roi_percent": "46",
        }
    ],
    "goals": [
        {
            "id": OBJECTIVE["organization_goal_id"],
            "name": "Retain engineers",
            "owner": "Ingrid Halvorsen",
            "objectives": [OBJECTIVE],
        }
    ],
}


@extend_schema_serializer(examples=[OpenApiExample("OrganizationDashboard", value=ORGANIZATION)])
class OrganizationDashboardAnswer(Answer):
    people = serializers.IntegerField()
    objectives = serializers.IntegerField()
    reached = serializers.IntegerField()
    too_early = serializers.IntegerField()
    gaps = serializers.IntegerField()
    reviews_due = serializers.IntegerField()
    programs = DashboardProgramAnswer(many=True)
    pooled = DashboardPoolAnswer(
        many=True, help_text=_("Cohorts that outcomes compare together, where their money can be added up.")
    )
    goals = DashboardGoalAnswer(many=True)


class OrganizationDashboardApi(TenantApiView):
    rule = can_read_outcomes
    tag = TAG
    operations = {
        "get": Operation(
            id="get_organization_dashboard",
            summary=_("Get the dashboard of the organization"),
            answer=OrganizationDashboardAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        return self.answer(organization_answer(organization_dashboard(self.membership, today=today)))


class FindingAnswer(Answer):
    area = serializers.CharField()
    label = serializers.CharField()
    evidence = serializers.CharField()
    value = serializers.CharField(allow_blank=True, help_text=_("As displayed on the page."))
    limit = serializers.CharField()
    step = serializers.CharField(allow_blank=True, help_text=_("The suggested step."))
    url = serializers.CharField(allow_blank=True)
    state = serializers.CharField(allow_blank=True)


FINDING = {
    "area": "meeting_frequency",
    "label": "Meeting frequency",
    "evidence": "19 of 62 matches have not met for more than three weeks.",
    "value": "30.6%",
    "limit": "at most 10%",
    "step": "Write to matches that need attention",
    "url": "/o/acme/programs/5f0c9a52-6d0c-4a53-9a3b-5b1a7d0b3c11/matches/?health=attention",
    "state": "",
}
STRENGTHS = {
    "headline": "Weakest: Meeting frequency",
    "weaknesses": [FINDING],
    "strengths": [],
    "open": [],
}


@extend_schema_serializer(examples=[OpenApiExample("Strengths", value=STRENGTHS)])
class StrengthsAnswer(Answer):
    headline = serializers.CharField()
    weaknesses = FindingAnswer(many=True, help_text=_("The furthest beyond its limit first."))
    strengths = FindingAnswer(many=True, help_text=_("The furthest inside its limit first."))
    open = FindingAnswer(many=True, help_text=_("What cannot be assessed yet, and why."))


class StrengthsApi(OfProgram):
    tag = TAG
    operations = {
        "get": Operation(
            id="get_strengths",
            summary=_("Get the strengths and weaknesses of a program"),
            answer=StrengthsAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        self.loaded.organization = self.organization
        found = program_strengths(self.loaded, today=self.today)
        return self.answer(strengths_answer(found, self.loaded, is_staff=is_staff(self.membership)))
