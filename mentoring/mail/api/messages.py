"""List, read and export the organization's emails."""

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
from mentoring.mail.selectors import filter_messages, listed_messages
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
class EmailAnswer(Answer):
    id = serializers.UUIDField()
    kind = serializers.CharField(help_text=gettext_lazy("The kind of email, as app.kind."))
    category = serializers.ChoiceField(choices=Category.choices)
    state = serializers.ChoiceField(choices=MessageState.choices)
    reason = serializers.ChoiceField(
        choices=Reason.choices,
        help_text=gettext_lazy("Why it is in this state; empty where the state explains itself."),
    )
    to_name = serializers.CharField(source="recipient_name")
    to_email = serializers.EmailField(source="recipient_email")
    language = serializers.CharField()
    message_id = serializers.CharField(help_text=gettext_lazy("As in the email's header."))
    batch_id = serializers.UUIDField(
        allow_null=True, help_text=gettext_lazy("Of emails that were queued together.")
    )
    created_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    attempts = serializers.IntegerField()
    last_error = serializers.CharField(help_text=gettext_lazy("Answer of the mail server."))


class EmailPreviewAnswer(Answer):
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
class EmailDetailAnswer(EmailAnswer):
    preview = serializers.SerializerMethodField(
        help_text=gettext_lazy(
            "As it would be rendered now, with every link masked. Null for a private email and for an outdated one."
        )
    )

    @extend_schema_field(EmailPreviewAnswer(allow_null=True))
    def get_preview(self, message: OutboxMessage) -> dict[str, str] | None:
        rendered = preview(message, self.context["organization"])
        return {"subject": rendered[0], "text": rendered[1]} if rendered else None


@extend_schema_serializer(
    examples=[OpenApiExample("Export", value={"rows": 1, "csv": "Queued (UTC),Due (UTC),…\r\n"})]
)
class EmailExportAnswer(Answer):
    rows = serializers.IntegerField()
    csv = serializers.CharField(help_text=gettext_lazy("The same file as on the page."))


class EmailQuery(Query):
    state = serializers.ChoiceField(choices=MessageState.choices, required=False)
    category = serializers.ChoiceField(choices=Category.choices, required=False)
    kind = serializers.CharField(required=False, max_length=80)
    address = serializers.EmailField(required=False, help_text=gettext_lazy("The complete address."))


class EmailListQuery(EmailQuery, ListQuery):
    pass


class EmailsApi(ListApiView):
    rule = is_administrator
    tag = TAG
    query_class = EmailListQuery
    order = ("-created_at", "-id")
    operations = {
        "get": Operation(
            id="list_emails",
            summary=gettext_lazy("List the emails, newest first"),
            answer=EmailAnswer,
        )
    }

    def rows(self) -> QuerySet:
        return filter_messages(**chosen_filters(self.query))


class EmailExportApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    query_class = EmailQuery
    operations = {
        "get": Operation(
            id="export_emails",
            summary=gettext_lazy("Export the list of emails as CSV"),
            description=gettext_lazy("At most 50,000 rows, without content. Recorded in the audit log."),
            answer=EmailExportAnswer,
            scope=TokenScope.EXPORT,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        text, count = export_outbox(filter_messages(**chosen_filters(self.query)), by=self.actor)
        return self.answer({"rows": count, "csv": text})


class EmailApiView(TenantApiView, abstract=True):
    """Base of the operations on one message."""

    loaded: OutboxMessage

    def load(self) -> OutboxMessage:
        return get_object_or_404(listed_messages(), pk=self.kwargs["id"])


class EmailApi(EmailApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "get": Operation(
            id="get_email",
            summary=gettext_lazy("Read an email, with a preview"),
            answer=EmailDetailAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)


def chosen_filters(query: dict[str, Any]) -> dict[str, str]:
    return {name: query[name] for name in ("state", "category", "kind", "address") if name in query}
