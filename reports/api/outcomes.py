"""The API of outcomes: the stored figures with the texts of the page."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Operation, TenantApiView
from programs.models import Program
from reports.outcomes.presentation import present_breakdowns, present_figures
from reports.outcomes.selectors import outcomes_status
from reports.rules import can_read_outcomes

OUTCOMES = _("Outcomes")


class NumberAnswer(Answer):
    name = serializers.CharField()
    label = serializers.CharField()
    value = serializers.FloatField(allow_null=True, help_text=_("Null if withheld or not defined."))
    unit = serializers.CharField(help_text=_("Shares and points are fractions: 0.12 means 12 points."))
    is_withheld = serializers.BooleanField(help_text=_("True if it counts 1 to 4 people."))
    bound = serializers.CharField(
        help_text=_(
            "exactly, or_more or or_fewer: no exact share if nearly everyone in a small group is alike."
        )
    )
    text = serializers.CharField(help_text=_("As displayed on the page."))


class BaselineAnswer(Answer):
    attribute = serializers.CharField()
    label = serializers.CharField()
    difference = serializers.FloatField(
        allow_null=True, help_text=_("In standard deviations, participants minus comparison group.")
    )
    after = serializers.FloatField(
        allow_null=True, default=None, help_text=_("The same within the strata of the adjusted difference.")
    )
    index = serializers.CharField()
    value = serializers.CharField(
        allow_null=True, default=None, help_text=_("The department, location or level that differs most.")
    )
    exceeds_chance = serializers.BooleanField(
        default=True, help_text=_("Larger than expected by chance, after Holm's correction.")
    )
    badge = serializers.CharField()
    text = serializers.CharField()
    participants_mean = serializers.FloatField(
        allow_null=True,
        default=None,
        help_text=_("A KPI's average before the start; null for other measures."),
    )
    others_mean = serializers.FloatField(allow_null=True, default=None)


class CurvePointAnswer(Answer):
    month = serializers.FloatField()
    share = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    error = serializers.FloatField()
    at_risk = serializers.IntegerField()


class CurveAnswer(Answer):
    group = serializers.CharField()
    points = CurvePointAnswer(many=True)


class FigureAnswer(Answer):
    key = serializers.CharField()
    measure = serializers.CharField(source="stored.measure")
    role = serializers.CharField()
    kpi = serializers.CharField(source="stored.subject")
    group = serializers.CharField(
        source="stored.group",
        default="",
        help_text=_("The group's name, if the KPI is one value for a whole group."),
    )
    scope = serializers.CharField(source="stored.scope")
    programs = serializers.ListField(source="stored.programs", child=serializers.CharField())
    title = serializers.CharField(source="subject")
    window_months = serializers.FloatField(source="stored.window_months", allow_null=True)
    is_primary = serializers.BooleanField(source="stored.is_primary")
    state = serializers.CharField()
    state_label = serializers.CharField()
    allowed = serializers.ListField(
        source="stored.allowed",
        child=serializers.CharField(),
        help_text=_("What may be reported in this state."),
    )
    conclusion = serializers.CharField()
    caveats = serializers.ListField(child=serializers.CharField())
    notes = serializers.ListField(child=serializers.CharField())
    definition = serializers.CharField()
    numbers = NumberAnswer(many=True)
    badge = serializers.CharField()
    baselines = BaselineAnswer(many=True)
    sign_changes = serializers.BooleanField(source="stored.sign_changes")
    mix_explains = serializers.BooleanField(
        source="stored.mix_explains",
        help_text=_("The unadjusted interval leaves zero out and the adjusted one does not."),
    )
    adjusted_for = serializers.ListField(source="stored.adjusted_for", child=serializers.CharField())
    opens_on = serializers.DateField(source="stored.opens_on", allow_null=True)
    as_of = serializers.DateField()
    curves = serializers.ListField(source="stored.curves", child=CurveAnswer())


class ShareAnswer(Answer):
    percent = serializers.IntegerField()
    bound = serializers.CharField()
    text = serializers.CharField()


class CellAnswer(Answer):
    people = serializers.IntegerField()
    retention = ShareAnswer(allow_null=True)
    promotion = ShareAnswer(allow_null=True)


class SegmentRowAnswer(Answer):
    value = serializers.CharField()
    label = serializers.CharField()
    participants = CellAnswer(allow_null=True, help_text=_("Null if withheld for privacy."))
    others = CellAnswer(allow_null=True, help_text=_("Null if withheld for privacy."))


class SegmentAnswer(Answer):
    attribute = serializers.CharField()
    label = serializers.CharField()
    rows = SegmentRowAnswer(many=True)


class BreakdownAnswer(Answer):
    role = serializers.CharField()
    window_months = serializers.FloatField()
    attributes = SegmentAnswer(many=True)


EXAMPLE = {
    "program_id": "5f0c9a52-6d0c-4a53-9a3b-5b1a7d0b3c11",
    "known_until": "2026-11-02",
    "finished_at": "2026-11-03T03:20:41Z",
    "method_version": "5",
    "leave_kind": "all",
    "compares_with": "colleagues",
    "is_on": True,
    "is_waiting": False,
    "figures": [],
    "breakdowns": [],
}


@extend_schema_serializer(examples=[OpenApiExample("Outcomes", value=EXAMPLE)])
class OutcomesAnswer(Answer):
    program_id = serializers.UUIDField()
    known_until = serializers.DateField(allow_null=True, help_text=_("Null until results are calculated."))
    finished_at = serializers.DateTimeField(allow_null=True)
    method_version = serializers.CharField(
        help_text=_("The version of the method; it changes when results can.")
    )
    leave_kind = serializers.CharField(help_text=_("Which departures count: all or resignation."))
    compares_with = serializers.CharField(
        help_text=_("Whom participants are compared with: colleagues or applicants.")
    )
    is_on = serializers.BooleanField(
        help_text=_("False while outcomes are switched off: there are no figures.")
    )
    is_waiting = serializers.BooleanField(help_text=_("True while newer results are being calculated."))
    figures = FigureAnswer(many=True)
    breakdowns = BreakdownAnswer(many=True)


class OutcomesApi(TenantApiView):
    rule = can_read_outcomes
    tag = OUTCOMES
    operations = {
        "get": Operation(
            id="get_outcomes",
            summary=_("Get the outcomes of a program"),
            answer=OutcomesAnswer,
        )
    }

    def load(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.membership), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        status = outcomes_status(self.loaded)
        run = status.done
        return self.answer(
            {
                "program_id": self.loaded.pk,
                "known_until": run.known_until if run else None,
                "finished_at": run.finished_at if run else None,
                "method_version": run.method_version if run else "",
                "leave_kind": run.leave_kind if run else "",
                "compares_with": run.compares_with if run else "",
                "is_on": status.is_on,
                "is_waiting": status.waiting is not None,
                "figures": present_figures(run) if run else [],
                "breakdowns": present_breakdowns(run) if run else [],
            }
        )
