"""API of invitation batches, which can be withdrawn together."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.email_address import normalize_email
from mentoring.members.actions.invite_limits import MAX_BATCH
from mentoring.members.actions.invites import invite_people, withdraw_batch
from mentoring.members.api.invites import MAX_EMAIL, TAG, InviteAnswer
from mentoring.tenancy.enums import Role, TokenScope
from mentoring.tenancy.rules import is_administrator

BATCH = "0f9a6f0e-7d0c-4a44-8f1d-6a1f1d0b7a55"


@extend_schema_serializer(
    examples=[OpenApiExample("Batch", value={"batch_id": BATCH, "invitations": []})],
)
class InviteBatchAnswer(Answer):
    batch_id = serializers.UUIDField(
        allow_null=True, help_text=_("For withdrawing them together; null for a single invitation.")
    )
    invitations = InviteAnswer(many=True)


@extend_schema_serializer(examples=[OpenApiExample("Withdrawn", value={"withdrawn": 31})])
class InviteBatchWithdrawnAnswer(Answer):
    withdrawn = serializers.IntegerField(help_text=_("Number of unanswered invitations."))


class InviteBatchBody(Body):
    emails = serializers.ListField(
        child=serializers.EmailField(max_length=MAX_EMAIL), min_length=1, max_length=MAX_BATCH
    )
    role = serializers.ChoiceField(choices=Role.choices)
    message = serializers.CharField(
        max_length=1000, default="", allow_blank=True, help_text=_("Shown in the email above the link.")
    )
    language = serializers.ChoiceField(
        choices=settings.LANGUAGES,
        required=False,
        help_text=_("Language of the email; by default the organization's."),
    )

    def validate_emails(self, value: list[str]) -> list[str]:
        return [normalize_email(email) for email in value]


class InviteBatchesApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="create_invitation_batch",
            summary=_("Invite several people by email"),
            description=_(
                "At most 200 at a time. If one address is already a member or invited, none is invited. "
                "Emails are sent after two minutes; until then they can be withdrawn."
            ),
            body=InviteBatchBody,
            answer=InviteBatchAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        details = {"language": self.organization.language, **self.body}
        emails = details.pop("emails")
        invites = invite_people(emails, **details, by=self.actor, at=timezone.now())
        return self.answer({"batch_id": invites[0].batch_id, "invitations": invites})


class InviteBatchWithdrawApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="withdraw_invitation_batch",
            summary=_("Withdraw invitations created together"),
            description=_("Withdraws unanswered invitations; emails not yet sent are canceled."),
            answer=InviteBatchWithdrawnAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        count = withdraw_batch(self.kwargs["id"], by=self.actor, at=timezone.now())
        return self.answer({"withdrawn": count})
