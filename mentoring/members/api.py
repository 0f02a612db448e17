"""The organization, its members and their tokens, for programs."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.tenancy.api import Answer, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.tenancy.enums import MembershipState, Role, TokenScope
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.rules import is_administrator, is_member

ORGANIZATION, MEMBERS, TOKENS = _("Organization"), _("Members"), _("API tokens")


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
    slug = serializers.CharField(help_text=_("Its part of every address."))
    language = serializers.CharField()
    time_zone = serializers.CharField()
    created_at = serializers.DateTimeField()


MEMBER = {
    "id": "0b0f2b5e-6f2e-4d0e-8a86-0c5f8f6c4f5a",
    "name": "Ada Lovelace",
    "email": "ada@example.org",
    "role": "administrator",
    "state": "active",
    "joined_at": "2026-01-12T09:31:00Z",
    "ended_at": None,
}


@extend_schema_serializer(examples=[OpenApiExample("Member", value=MEMBER)])
class MemberAnswer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField(source="user.name", help_text=_("Empty until the person has given one."))
    email = serializers.EmailField(source="user.email")
    role = serializers.ChoiceField(choices=Role.choices)
    state = serializers.ChoiceField(choices=MembershipState.choices)
    joined_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample("Me", value={"member": MEMBER, "token": {"name": "Payroll", "scopes": ["read"]}})
    ]
)
class MeAnswer(Answer):
    class TokenAnswer(Answer):
        name = serializers.CharField()
        scopes = serializers.ListField(child=serializers.ChoiceField(choices=TokenScope.choices))
        expires_at = serializers.DateTimeField()

    member = MemberAnswer()
    token = TokenAnswer(allow_null=True, help_text=_("Null when called with the browser's session."))


class MemberQuery(ListQuery):
    role = serializers.ChoiceField(choices=Role.choices, required=False)
    state = serializers.ChoiceField(choices=MembershipState.choices, required=False)
    email = serializers.EmailField(required=False, help_text=_("The whole address."))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Token",
            value={
                "id": "9c1a3f7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "name": "Payroll",
                "begins_with": "mt_5f1c2",
                "scopes": ["read"],
                "member_id": MEMBER["id"],
                "created_at": "2026-02-01T08:00:00Z",
                "expires_at": "2027-02-01T08:00:00Z",
                "last_used_on": "2026-03-04",
                "revoked_at": None,
            },
        )
    ]
)
class ApiTokenAnswer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    begins_with = serializers.CharField(source="key_hint")
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=TokenScope.choices))
    member_id = serializers.UUIDField(source="membership_id")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    last_used_on = serializers.DateField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)


class OrganizationApi(TenantApiView):
    rule = is_member
    tag = ORGANIZATION
    operations = {
        "get": Operation(id="get_organization", summary=_("Read the organization"), answer=OrganizationAnswer)
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.organization)


class MeApi(TenantApiView):
    rule = is_member
    tag = ORGANIZATION
    operations = {
        "get": Operation(id="get_me", summary=_("Read who calls, and with which token"), answer=MeAnswer)
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer({"member": self.membership, "token": self.token})


class MembersApi(ListApiView):
    rule = is_administrator
    tag = MEMBERS
    query_class = MemberQuery
    order = ("joined_at", "id")
    operations = {"get": Operation(id="list_members", summary=_("List the members"), answer=MemberAnswer)}

    def rows(self) -> QuerySet:
        names = {"role": "role", "state": "state", "email": "user__email"}
        chosen = {path: self.query[name] for name, path in names.items() if name in self.query}
        return Membership.objects.select_related("user").filter(**chosen)


class MemberApi(TenantApiView):
    rule = is_administrator
    tag = MEMBERS
    operations = {"get": Operation(id="get_member", summary=_("Read a member"), answer=MemberAnswer)}

    def load(self) -> Membership:
        return get_object_or_404(Membership.objects.select_related("user"), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)


class ApiTokensApi(ListApiView):
    rule = is_administrator
    tag = TOKENS
    order = ("-created_at", "-id")
    operations = {
        "get": Operation(id="list_api_tokens", summary=_("List your own tokens"), answer=ApiTokenAnswer)
    }

    def rows(self) -> QuerySet:
        return ApiToken.objects.filter(membership=self.membership)


api_urls = [
    path("", OrganizationApi.as_view(), name="organization"),
    path("me/", MeApi.as_view(), name="me"),
    path("members/", MembersApi.as_view(), name="member-list"),
    path("members/<uuid:id>/", MemberApi.as_view(), name="member-detail"),
    path("api-tokens/", ApiTokensApi.as_view(), name="api-token-list"),
]
