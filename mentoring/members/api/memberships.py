"""API of members."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.members.actions.members import change_member_role, remove_member, restore_member
from mentoring.members.rules import can_manage_member
from mentoring.tenancy.enums import MembershipState, Role, TokenScope
from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import is_administrator

TAG = _("Members")
EXAMPLE = {
    "id": "0b0f2b5e-6f2e-4d0e-8a86-0c5f8f6c4f5a",
    "name": "Ada Lovelace",
    "email": "ada@example.org",
    "role": "administrator",
    "state": "active",
    "joined_at": "2026-01-12T09:31:00Z",
    "ended_at": None,
}


@extend_schema_serializer(examples=[OpenApiExample("Member", value=EXAMPLE)])
class MemberAnswer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField(source="user.name", help_text=_("Empty until the person enters one."))
    email = serializers.EmailField(source="user.email")
    role = serializers.ChoiceField(choices=Role.choices)
    state = serializers.ChoiceField(choices=MembershipState.choices)
    joined_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class MemberBody(Body):
    role = serializers.ChoiceField(choices=Role.choices)


class MemberQuery(ListQuery):
    role = serializers.ChoiceField(choices=Role.choices, required=False)
    state = serializers.ChoiceField(choices=MembershipState.choices, required=False)
    email = serializers.EmailField(required=False, help_text=_("The complete address."))


class MembersApi(ListApiView):
    rule = is_administrator
    tag = TAG
    query_class = MemberQuery
    order = ("joined_at", "id")
    operations = {"get": Operation(id="list_members", summary=_("List members"), answer=MemberAnswer)}

    def rows(self) -> QuerySet:
        names = {"role": "role", "state": "state", "email": "user__email"}
        chosen = {path: self.query[name] for name, path in names.items() if name in self.query}
        return Membership.objects.select_related("user").filter(**chosen)


class MemberApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "get": Operation(id="get_member", summary=_("Get a member"), answer=MemberAnswer),
        "patch": Operation(
            id="update_member",
            summary=_("Change a member's role"),
            description=_(
                "Takes effect with the member's next request. Only owners can assign or change the owner "
                "role."
            ),
            body=MemberBody,
            answer=MemberAnswer,
            scope=TokenScope.WRITE,
            rule=can_manage_member,
        ),
        "delete": Operation(
            id="remove_member",
            summary=_("Remove a member"),
            description=_("Ends the membership and its tokens. The member's past actions are kept."),
            scope=TokenScope.WRITE,
            rule=can_manage_member,
        ),
    }

    def load(self) -> Membership:
        return get_object_or_404(Membership.objects.select_related("user"), pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)

    def patch(self, request: Request, **kwargs: Any) -> Response:
        role = self.body.get("role", self.loaded.role)
        return self.answer(change_member_role(self.loaded, role=role, by=self.actor))

    def delete(self, request: Request, **kwargs: Any) -> Response:
        remove_member(self.loaded, by=self.actor, at=timezone.now())
        return self.answer()


class MemberRestoreApi(TenantApiView):
    rule = can_manage_member
    tag = TAG
    operations = {
        "post": Operation(
            id="restore_member",
            summary=_("Restore a removed or former member"),
            description=_("In the same role, including the tokens that ended with the membership."),
            answer=MemberAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> Membership:
        return get_object_or_404(Membership.objects.select_related("user"), pk=self.kwargs["id"])

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(restore_member(self.loaded, by=self.actor))
