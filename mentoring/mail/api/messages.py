"""The messages of an organization: what was written to whom, its state, what it says."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, ListApiView, ListQuery, Operation, Query, TenantApiView
from mentoring.mail.actions import export_outbox
from mentoring.mail.enums import Category, MessageState, Reason
from mentoring.mail.models import OutboxMessage
from mentoring.mail.preview import preview
from mentoring.mail.selectors import chosen_messages
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_administrator

TAG = gettext_lazy("Email")
EXAMPLE = {
    "id": "7d1f3c52-3c5e-4d8e-9d0a-5a0c6b2f1e10",
    "kind": "members.invite",
    "category": "account",
    "state": "sent",
    "reason": "",
    "to_name": "Grace Hopper",
    "to_email": "grace@example.org",
    "language": "en",
    "message_id": "<7d1f3c523c5e4d8e9d0a5a0c6b2f1e10@example.org>",
    "batch_id": None,
    "created_at": "2026-03-04T10:15:00Z",
    "due_at": "2026-03-04T10:17:00Z",
    "sent_at": "2026-03-04T10:17:03Z",
    "attempts": 1,
    "last_error": "",
}


@extend_schema_serializer(examples=[OpenApiExample("Message", value=EXAMPLE)])
class MailMessageAnswer(Answer):
    id = serializers.UUIDField()
    kind = serializers.CharField(help_text=gettext_lazy("The message type, as app.kind."))
    category = serializers.ChoiceField(choices=Category.choices)
    state = serializers.ChoiceField(choices=MessageState.choices)
    reason = serializers.ChoiceField(
        choices=Reason.choices,
        help_text=gettext_lazy("The reason, if the state alone does not explain it; otherwise empty."),
    )
    to_name = serializers.CharField(source="recipient_name")
    to_email = serializers.EmailField(source="recipient_email")
    language = serializers.CharField()
    message_id = serializers.CharField(help_text=gettext_lazy("As in the email header."))
    batch_id = serializers.UUIDField(
        allow_null=True, help_text=gettext_lazy("Shared by messages sent together.")
    )
    created_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    attempts = serializers.IntegerField()
    last_error = serializers.CharField(help_text=gettext_lazy("The mail server's response."))


class MailPreviewAnswer(Answer):
    subject = serializers.CharField()
    text = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Message with its text",
            value={**EXAMPLE, "preview": {"subject": "Join Acme", "text": "Hello Grace\n\nJoin here: […]\n"}},
        )
    ]
)
class MailMessageDetailAnswer(MailMessageAnswer):
    preview = serializers.SerializerMethodField(
        help_text=gettext_lazy(
            "As it would read now, with links masked. Null for private messages and messages that "
            "are no longer relevant."
        )
    )

    @extend_schema_field(MailPreviewAnswer(allow_null=True))
    def get_preview(self, message: OutboxMessage) -> dict[str, str] | None:
        said = preview(message, self.context["organization"])
        return {"subject": said[0], "text": said[1]} if said else None


@extend_schema_serializer(
    examples=[OpenApiExample("Export", value={"rows": 1, "csv": "Written (UTC),Due (UTC),…\r\n"})]
)
class MailExportAnswer(Answer):
    rows = serializers.IntegerField()
    csv = serializers.CharField(help_text=gettext_lazy("The same file as on the page."))


class MailFilter(Query):
    state = serializers.ChoiceField(choices=MessageState.choices, required=False)
    category = serializers.ChoiceField(choices=Category.choices, required=False)
    kind = serializers.CharField(required=False, max_length=80)
    address = serializers.EmailField(required=False, help_text=gettext_lazy("The complete address."))


class MailListFilter(MailFilter, ListQuery):
    pass


class MailMessagesApi(ListApiView):
    rule = is_administrator
    tag = TAG
    query_class = MailListFilter
    order = ("-created_at", "-id")
    operations = {
        "get": Operation(
            id="list_mail_messages",
            summary=gettext_lazy("List messages, newest first"),
            answer=MailMessageAnswer,
        )
    }

    def rows(self) -> QuerySet:
        return chosen_messages(**asked(self.query))


class MailExportApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    query_class = MailFilter
    operations = {
        "get": Operation(
            id="export_mail_messages",
            summary=gettext_lazy("Export the message list as CSV"),
            description=gettext_lazy(
                "At most 50,000, without their content. The export is recorded in the audit log."
            ),
            answer=MailExportAnswer,
            scope=TokenScope.EXPORT,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        text, count = export_outbox(chosen_messages(**asked(self.query)), by=self.actor)
        return self.answer({"rows": count, "csv": text})


class MailMessageView(TenantApiView, abstract=True):
    """What is about one message."""

    loaded: OutboxMessage

    def load(self) -> OutboxMessage:
        return get_object_or_404(OutboxMessage, pk=self.kwargs["id"])


class MailMessageApi(MailMessageView):
    rule = is_administrator
    tag = TAG
    operations = {
        "get": Operation(
            id="get_mail_message",
            summary=gettext_lazy("Get a message with its content"),
            answer=MailMessageDetailAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)


def asked(query: dict[str, Any]) -> dict[str, str]:
    return {name: query[name] for name in ("state", "category", "kind", "address") if name in query}
