"""API of tokens: list and revoke. Tokens are created in the browser only, so that a token cannot create another."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.members.actions.tokens import revoke_api_token
from mentoring.members.api.memberships import EXAMPLE
from mentoring.members.rules import can_revoke_token
from mentoring.members.selectors import api_tokens_for
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.models import ApiToken
from mentoring.tenancy.rules import is_administrator

TAG = _("API tokens")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Token",
            value={
                "id": "9c1a3f7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "name": "Payroll",
                "begins_with": "mt_5f1c2",
                "scopes": ["read"],
                "member_id": EXAMPLE["id"],
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


class ApiTokenQuery(ListQuery):
    whose = serializers.ChoiceField(
        choices=[("mine", _("Own tokens only")), ("all", _("All tokens"))],
        default="mine",
        help_text=_("Only owners see the tokens of others."),
    )


class ApiTokensApi(ListApiView):
    rule = is_administrator
    tag = TAG
    query_class = ApiTokenQuery
    order = ("-created_at", "-id")
    operations = {"get": Operation(id="list_api_tokens", summary=_("List API tokens"), answer=ApiTokenAnswer)}

    def rows(self) -> QuerySet:
        return api_tokens_for(self.membership, include_all=self.query["whose"] == "all")


class ApiTokenApi(TenantApiView):
    rule = can_revoke_token
    tag = TAG
    operations = {
        "delete": Operation(
            id="revoke_api_token",
            summary=_("Revoke a token"),
            description=_(
                "Takes effect with the next request and cannot be undone. A token may revoke itself."
            ),
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> ApiToken:
        return get_object_or_404(ApiToken, pk=self.kwargs["id"])

    def delete(self, request: Request, **kwargs: Any) -> Response:
        revoke_api_token(self.loaded, by=self.actor, at=timezone.now())
        return self.answer()
