"""API of invitations."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.email_address import normalize_email
from mentoring.members.actions.invites import invite_people, resend_invite, withdraw_invite
from mentoring.members.api.memberships import EXAMPLE
from mentoring.members.enums import InviteState
from mentoring.members.models import MemberInvite
from mentoring.members.rules import can_manage_invite
from mentoring.tenancy.enums import Role, TokenScope
from mentoring.tenancy.rules import is_administrator

TAG = _("Invitations")
MAX_EMAIL = 254


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Invite",
            value={
                "id": "2c0a7d3e-8a7d-4a44-9d0e-6a1f1d0b7a55",
                "email": "grace@example.org",
                "role": "coordinator",
                "message": "",
                "language": "en",
                "state": "pending",
                "invited_by_id": EXAMPLE["id"],
                "invited_at": "2026-03-04T10:15:00Z",
                "sent_at": "2026-03-04T10:15:00Z",
                "expires_at": "2026-03-18T10:15:00Z",
                "closed_at": None,
                "accepted_by_id": None,
            },
        )
    ]
)
class InviteAnswer(Answer):
    id = serializers.UUIDField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices)
    message = serializers.CharField()
    language = serializers.CharField()
    state = serializers.SerializerMethodField()
    invited_by_id = serializers.UUIDField(allow_null=True)
    invited_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(
        allow_null=True, help_text=_("When it was answered, withdrawn or expired.")
    )
    accepted_by_id = serializers.UUIDField(allow_null=True)

    @extend_schema_field(serializers.ChoiceField(choices=InviteState.choices))
    def get_state(self, invite: MemberInvite) -> str:
        return invite.state_at(timezone.now())


class InviteBody(Body):
    email = serializers.EmailField(max_length=MAX_EMAIL)
    role = serializers.ChoiceField(choices=Role.choices)
    message = serializers.CharField(
        max_length=1000, default="", allow_blank=True, help_text=_("Shown in the email above the link.")
    )
    language = serializers.ChoiceField(
        choices=settings.LANGUAGES,
        required=False,
        help_text=_("Language of the email; by default the organization's."),
    )

    def validate_email(self, value: str) -> str:
        return normalize_email(value)


class InviteQuery(ListQuery):
    state = serializers.ChoiceField(choices=InviteState.choices, required=False)


class InvitesApi(ListApiView):
    rule = is_administrator
    tag = TAG
    query_class = InviteQuery
    order = ("-invited_at", "-id")
    operations = {
        "get": Operation(id="list_invitations", summary=_("List invitations"), answer=InviteAnswer),
        "post": Operation(
            id="create_invitation",
            summary=_("Invite a person by email"),
            description=_("The link expires after 14 days. Only owners can invite owners."),
            body=InviteBody,
            answer=InviteAnswer,
            status=201,
            scope=TokenScope.WRITE,
        ),
    }

    def rows(self) -> QuerySet:
        invites = MemberInvite.objects.all()
        state = self.query.get("state")
        return invites.in_state(state, timezone.now()) if state else invites

    def post(self, request: Request, **kwargs: Any) -> Response:
        details = {"language": self.organization.language, **self.body}
        email = details.pop("email")
        [invite] = invite_people([email], **details, by=self.actor, at=timezone.now())
        return self.answer(invite)


class InviteApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "get": Operation(id="get_invitation", summary=_("Get an invitation"), answer=InviteAnswer),
        "delete": Operation(
            id="withdraw_invitation",
            summary=_("Withdraw an invitation"),
            description=_("Its link no longer works. The invitation stays in the list as withdrawn."),
            scope=TokenScope.WRITE,
            rule=can_manage_invite,
        ),
    }

    def load(self) -> MemberInvite:
        return get_object_or_404(MemberInvite, pk=self.kwargs["id"])

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)

    def delete(self, request: Request, **kwargs: Any) -> Response:
        withdraw_invite(self.loaded, by=self.actor, at=timezone.now())
        return self.answer()


class InviteResendApi(TenantApiView):
    rule = can_manage_invite
    tag = TAG
    operations = {
        "post": Operation(
            id="resend_invitation",
            summary=_("Resend an invitation"),
            description=_("With a new link that expires after 14 days; the previous link no longer works."),
            answer=InviteAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> MemberInvite:
        return get_object_or_404(MemberInvite, pk=self.kwargs["id"])

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(resend_invite(self.loaded, by=self.actor, at=timezone.now()))
