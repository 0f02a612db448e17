"""The API of the contact budget's limits: the same action as the page."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from surveys.actions.budget import set_contact_budget
from surveys.api.surveys import TAG
from surveys.budget import LEAST_GAP, MOST_GAP, MOST_PER_MONTH, MOST_PER_YEAR
from surveys.rules import can_edit_budget, can_see_surveys
from surveys.selectors.budget import current_limits


@extend_schema_serializer(
    examples=[OpenApiExample("Contact budget", value={"gap_days": 14, "per_month": 1, "per_year": 6})]
)
class LimitsAnswer(Answer):
    gap_days = serializers.IntegerField(help_text=_("Days between two invitations"))
    per_month = serializers.IntegerField(help_text=_("Invitations in 30 days"))
    per_year = serializers.IntegerField(help_text=_("Invitations in a year"))


class ContactBudgetBody(Body):
    gap_days = serializers.IntegerField(
        min_value=LEAST_GAP, max_value=MOST_GAP, help_text=_("Days between two invitations")
    )
    per_month = serializers.IntegerField(
        min_value=1, max_value=MOST_PER_MONTH, help_text=_("Invitations in 30 days")
    )
    per_year = serializers.IntegerField(
        min_value=1, max_value=MOST_PER_YEAR, help_text=_("Invitations in a year")
    )


class ContactBudgetApi(TenantApiView):
    rule = can_see_surveys
    tag = TAG
    operations = {
        "get": Operation(
            id="get_contact_budget",
            summary=_("Get the contact budget"),
            description=_("How often one person may be invited to surveys, over all programs."),
            answer=LimitsAnswer,
        ),
        "patch": Operation(
            id="update_contact_budget",
            summary=_("Change the contact budget"),
            description=_(
                "Applies to all surveys sent from now on. Limits that are left out keep their value."
            ),
            body=ContactBudgetBody,
            answer=LimitsAnswer,
            scope=TokenScope.WRITE,
            rule=can_edit_budget,
        ),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(current_limits())

    def patch(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(set_contact_budget(self.body, by=self.actor, now=timezone.now()))
