"""What can be done about messages: the operations of the page, one address each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Operation, TenantApiView
from mentoring.mail.actions import cancel_messages, resend_in_doubt, send_me_a_test
from mentoring.mail.addresses import lift_suppression
from mentoring.mail.api.messages import TAG, MailMessageAnswer, MailMessageView
from mentoring.mail.models import OutboxMessage, Suppression
from mentoring.mail.rules import can_take_back
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_administrator


@extend_schema_serializer(examples=[OpenApiExample("Undo", value={"cancelled": 31})])
class MailUndoAnswer(Answer):
    cancelled = serializers.IntegerField(help_text=gettext_lazy("Number of unsent messages."))


class MailTestApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="send_test_mail",
            summary=gettext_lazy("Send yourself a test email"),
            description=gettext_lazy("Sent to the address of the token's member."),
            answer=MailMessageAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(send_me_a_test(self.membership, by=self.actor))


class MailMessageCancelApi(MailMessageView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="cancel_mail_message",
            summary=gettext_lazy("Cancel a waiting message"),
            answer=MailMessageAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        if not cancel_messages(ids=[self.loaded.pk], by=self.actor):
            raise ValidationError(_("Too late: the email is no longer waiting to be sent."))
        return self.answer(OutboxMessage.objects.get(pk=self.loaded.pk))


class MailMessageResendApi(MailMessageView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="resend_mail_message",
            summary=gettext_lazy("Resend a message whose delivery is uncertain"),
            description=gettext_lazy(
                "With the same Message-ID, so that most email programs hide the duplicate."
            ),
            answer=MailMessageAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        resend_in_doubt(self.loaded, by=self.actor)
        return self.answer(OutboxMessage.objects.get(pk=self.loaded.pk))


class MailSuppressionLiftApi(MailMessageView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="lift_mail_suppression",
            summary=gettext_lazy("Unblock the address of a message"),
            description=gettext_lazy("After an email to it bounced or was reported as spam."),
            answer=MailMessageAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        email = self.loaded.recipient_email_norm
        lift_suppression(get_object_or_404(Suppression, email_norm=email), by=self.actor)
        return self.answer(OutboxMessage.objects.get(pk=self.loaded.pk))


class MailBatchUndoApi(TenantApiView):
    rule = can_take_back
    tag = TAG
    operations = {
        "post": Operation(
            id="undo_mail_batch",
            summary=gettext_lazy("Cancel messages sent together"),
            description=gettext_lazy(
                "Messages are held for two minutes. Messages already sent cannot be canceled."
            ),
            answer=MailUndoAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> list[OutboxMessage]:
        batch = OutboxMessage.objects.of_batch(self.kwargs["id"])
        messages = list(batch.only("queued_by_kind", "queued_by_id"))
        if not messages:
            raise Http404
        return messages

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer({"cancelled": cancel_messages(batch_id=self.kwargs["id"], by=self.actor)})
