"""The API of the notice about compared HR data, and of the switch of outcomes."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from reports.api.outcomes import OUTCOMES
from reports.notice.actions import save_notice, switch_off_outcomes, switch_on_outcomes
from reports.notice.selectors import outcome_notice
from reports.notice.text import LANGUAGES, default_text
from reports.notice.views import ObjectionLink
from reports.rules import can_switch_outcomes


class NoticeBody(Body):
    text_en = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    text_de = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    given_on = serializers.DateField(
        required=False, allow_null=True, help_text=_("The day on which everybody had been given the notice.")
    )


EXAMPLE = {
    "is_on": True,
    "text_en": "How we evaluate our mentoring programs …",
    "text_de": "Wie wir unsere Mentoring-Programme auswerten …",
    "given_on": "2026-10-01",
    "objection_url": "https://mentoring.example.org/l/objection/acme/5f0c9a52….q1w2e3/",
}


@extend_schema_serializer(examples=[OpenApiExample("Notice", value=EXAMPLE)])
class NoticeAnswer(Answer):
    is_on = serializers.BooleanField(help_text=_("Whether outcomes are switched on."))
    text_en = serializers.CharField()
    text_de = serializers.CharField()
    given_on = serializers.DateField(allow_null=True)
    objection_url = serializers.CharField(
        help_text=_("The page on which people object; empty before the notice is saved.")
    )


class NoticeView(TenantApiView):
    rule = can_switch_outcomes
    tag = OUTCOMES

    def notice(self) -> Response:
        notice = outcome_notice()
        return self.answer(
            {
                "is_on": notice.is_on,
                **{f"text_{it}": getattr(notice, f"text_{it}") or default_text(it) for it in LANGUAGES},
                "given_on": notice.given_on,
                "objection_url": ""
                if notice._state.adding
                else ObjectionLink.url_to(notice, self.organization),
            }
        )


class NoticeApi(NoticeView):
    operations = {
        "get": Operation(
            id="get_outcome_notice", summary=_("Get the notice about compared HR data"), answer=NoticeAnswer
        ),
        "patch": Operation(
            id="update_outcome_notice",
            summary=_("Change the notice about compared HR data"),
            body=NoticeBody,
            answer=NoticeAnswer,
            scope=TokenScope.WRITE,
        ),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.notice()

    def patch(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        save_notice(values=self.body, by=self.actor, today=today)
        return self.notice()


class SwitchOnApi(NoticeView):
    operations = {
        "post": Operation(
            id="switch_on_outcomes",
            summary=_("Switch outcomes on"),
            answer=NoticeAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        switch_on_outcomes(by=self.actor)
        return self.notice()


class SwitchOffApi(NoticeView):
    operations = {
        "post": Operation(
            id="switch_off_outcomes",
            summary=_("Switch outcomes off"),
            answer=NoticeAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        switch_off_outcomes(by=self.actor)
        return self.notice()
