"""The operations on emails, as on the page."""

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
from mentoring.mail.actions import cancel_messages, resend_in_doubt, send_test_email
from mentoring.mail.addresses import lift_suppression
from mentoring.mail.api.messages import TAG, EmailAnswer, EmailApiView
from mentoring.mail.models import OutboxMessage, Suppression
from mentoring.mail.rules import can_undo_batch
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_administrator


@extend_schema_serializer(examples=[OpenApiExample("Undo", value={"cancelled": 31})])
class EmailBatchCancelAnswer(Answer):
    cancelled = serializers.IntegerField(help_text=gettext_lazy("How many were canceled."))


class TestEmailApi(TenantApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="send_test_email",
            summary=gettext_lazy("Send a test email to yourself"),
            description=gettext_lazy("To the address of the token's owner."),
            answer=EmailAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(send_test_email(self.membership, by=self.actor))


class EmailCancelApi(EmailApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="cancel_email",
            summary=gettext_lazy("Cancel a queued email"),
            answer=EmailAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        if not cancel_messages(ids=[self.loaded.pk], by=self.actor):
            raise ValidationError(_("This email can no longer be canceled."))
        return self.answer(OutboxMessage.objects.get(pk=self.loaded.pk))


class EmailResendApi(EmailApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="resend_email",
            summary=gettext_lazy("Resend an email that is in doubt"),
            description=gettext_lazy(
                "Under the same Message-ID, so that mail programs can recognize a duplicate."
            ),
            answer=EmailAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        resend_in_doubt(self.loaded, by=self.actor)
        return self.answer(OutboxMessage.objects.get(pk=self.loaded.pk))


class EmailSuppressionLiftApi(EmailApiView):
    rule = is_administrator
    tag = TAG
    operations = {
        "post": Operation(
            id="lift_email_suppression",
            summary=gettext_lazy("Unblock the address of an email"),
            description=gettext_lazy("After a bounce or a spam report."),
            answer=EmailAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        email = self.loaded.recipient_email_norm
        lift_suppression(get_object_or_404(Suppression, email_norm=email), by=self.actor)
        return self.answer(OutboxMessage.objects.get(pk=self.loaded.pk))


class EmailBatchCancelApi(TenantApiView):
    rule = can_undo_batch
    tag = TAG
    operations = {
        "post": Operation(
            id="cancel_email_batch",
            summary=gettext_lazy("Cancel emails that were queued together"),
            description=gettext_lazy("Possible for two minutes. Emails that have been sent stay sent."),
            answer=EmailBatchCancelAnswer,
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
