"""API of the organization and the caller."""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.members.actions.organizations import update_organization
from mentoring.members.api.memberships import EXAMPLE, MemberAnswer
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_administrator, is_member

TAG = gettext_lazy("Organization")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Organization",
            value={
                "id": "5f0c9a52-6d0c-4a53-9a3b-5b1a7d0b3c11",
                "name": "Acme",
                "slug": "acme",
                "language": "en",
                "time_zone": "Europe/Berlin",
                "created_at": "2026-01-12T09:30:00Z",
            },
        )
    ]
)
class OrganizationAnswer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    slug = serializers.CharField(help_text=gettext_lazy("The organization's part of every address."))
    language = serializers.CharField()
    time_zone = serializers.CharField()
    created_at = serializers.DateTimeField()


class OrganizationBody(Body):
    name = serializers.CharField(max_length=120)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    time_zone = serializers.CharField(
        max_length=64, help_text=gettext_lazy("A name from the IANA time zone database.")
    )

    def validate_time_zone(self, value: str) -> str:
        if value not in available_timezones():
            raise ValidationError(_("Unknown time zone."))
        return value


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Me",
            value={
                "member": EXAMPLE,
                "token": {"name": "Payroll", "scopes": ["read"], "expires_at": "2027-02-01T08:00:00Z"},
            },
        )
    ]
)
class MeAnswer(Answer):
    class TokenAnswer(Answer):
        name = serializers.CharField()
        scopes = serializers.ListField(child=serializers.ChoiceField(choices=TokenScope.choices))
        expires_at = serializers.DateTimeField()

    member = MemberAnswer()
    token = TokenAnswer(allow_null=True, help_text=gettext_lazy("Null for requests with a browser session."))


class OrganizationApi(TenantApiView):
    rule = is_member
    tag = TAG
    operations = {
        "get": Operation(
            id="get_organization", summary=gettext_lazy("Get the organization"), answer=OrganizationAnswer
        ),
        "patch": Operation(
            id="update_organization",
            summary=gettext_lazy("Change the name, language or time zone"),
            description=gettext_lazy("The address cannot be changed, because existing links would break."),
            body=OrganizationBody,
            answer=OrganizationAnswer,
            scope=TokenScope.WRITE,
            rule=is_administrator,
        ),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.organization)

    def patch(self, request: Request, **kwargs: Any) -> Response:
        now = {name: getattr(self.organization, name) for name in ("name", "language", "time_zone")}
        return self.answer(update_organization(self.organization, **{**now, **self.body}, by=self.actor))


class MeApi(TenantApiView):
    rule = is_member
    tag = TAG
    operations = {
        "get": Operation(id="get_me", summary=gettext_lazy("Get the current user and token"), answer=MeAnswer)
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer({"member": self.membership, "token": self.token})
