"""Check the DNS records of the sender's domain, and read the result."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.mail.api.messages import TAG
from mentoring.mail.delivery_advice import advice_of
from mentoring.mail.delivery_checks import check_email_delivery
from mentoring.mail.enums import DeliveryRecord, FindingReason, FindingState
from mentoring.mail.models import DeliveryCheck
from mentoring.mail.sender_domain import sender_domain
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_administrator


class DeliveryFindingAnswer(Answer):
    check = serializers.ChoiceField(choices=DeliveryRecord.choices)
    state = serializers.ChoiceField(choices=FindingState.choices)
    reason = serializers.ChoiceField(
        choices=FindingReason.choices,
        help_text=gettext_lazy("Why it is in this state; empty where the state explains itself."),
    )
    meaning = serializers.CharField(help_text=gettext_lazy("What the record is for."))
    limit = serializers.CharField(help_text=gettext_lazy("What the check can see."))
    record = serializers.CharField(help_text=gettext_lazy("The record found; empty if there is none."))
    ask = serializers.CharField(help_text=gettext_lazy("What to ask IT for; empty if nothing is to be done."))
    record_to_add = serializers.CharField(help_text=gettext_lazy("What IT adds to the DNS; may be empty."))


EXAMPLE = {
    "domain": "example.org",
    "selector": "s1",
    "requested_at": "2026-03-04T10:15:00Z",
    "checked_at": "2026-03-04T10:15:02Z",
    "findings": [
        {
            "check": "dmarc",
            "state": "missing",
            "reason": "",
            "meaning": "Tells mail servers what to do with email that pretends to be from your domain.",
            "limit": "Checked: the domain, or a domain above it, has one valid record.",
            "record": "",
            "ask": "Ask IT to add this record to the domain:",
            "record_to_add": '_dmarc.example.org. TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.org"',
        }
    ],
}


@extend_schema_serializer(examples=[OpenApiExample("Check", value=EXAMPLE)])
class DeliveryCheckAnswer(Answer):
    domain = serializers.CharField(help_text=gettext_lazy("Of the sender's address."))
    selector = serializers.CharField(help_text=gettext_lazy("Of DKIM; empty if none was given."))
    requested_at = serializers.DateTimeField(allow_null=True)
    checked_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("Null while the check runs.")
    )
    findings = serializers.SerializerMethodField()

    @extend_schema_field(DeliveryFindingAnswer(many=True))
    def get_findings(self, check: DeliveryCheck) -> Any:
        return DeliveryFindingAnswer(advice_of(check), many=True).data


@extend_schema_serializer(examples=[OpenApiExample("Check", value={"selector": "s1"})])
class DeliveryCheckBody(Body):
    selector = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=100,
        default="",
        help_text=gettext_lazy("Of DKIM, which cannot be checked without it."),
    )


class EmailDeliveryApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "get": Operation(
            id="get_email_delivery",
            summary=gettext_lazy("Read the latest check of email delivery"),
            answer=DeliveryCheckAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        never = DeliveryCheck(domain=sender_domain(settings.MAIL_FROM))
        return self.answer(DeliveryCheck.objects.first() or never)


class EmailDeliveryCheckApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="check_email_delivery",
            summary=gettext_lazy("Check SPF, DKIM and DMARC of the sender's domain"),
            description=gettext_lazy(
                "Begins the check, or returns the one that is running. Read the result with get_email_delivery."
            ),
            body=DeliveryCheckBody,
            answer=DeliveryCheckAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(check_email_delivery(selector=self.body["selector"], by=self.actor))
