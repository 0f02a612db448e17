"""The outbox: the organization's messages, their state, and the operations on them."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.mail.actions import cancel_messages, export_outbox, resend_in_doubt
from mentoring.mail.addresses import lift_suppression
from mentoring.mail.enums import MessageState
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.forms import OutboxFilter
from mentoring.mail.models import OutboxMessage, Suppression
from mentoring.mail.preview import preview
from mentoring.mail.rules import can_undo_batch
from mentoring.mail.selectors import filter_messages, listed_messages
from mentoring.tenancy.rules import is_administrator
from mentoring.tenancy.views import TenantView
from mentoring.ui.keyset import read_page
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns
from mentoring.ui.tabular import csv_response

COLUMNS = [
    Column("to", gettext_lazy("To")),
    Column("kind", gettext_lazy("Type")),
    Column("state", gettext_lazy("Status")),
    Column("queued", gettext_lazy("Queued")),
    Column("due", gettext_lazy("Due")),
]
# The status pill of each state.
PILLS = {
    MessageState.WAITING: "not_enough_data",
    MessageState.SENDING: "not_enough_data",
    MessageState.SENT: "on_track",
    MessageState.FAILED: "at_risk",
    MessageState.IN_DOUBT: "needs_attention",
    MessageState.SUPPRESSED: "finished",
    MessageState.CANCELLED: "finished",
    MessageState.MERGED: "finished",
}


class MessageList(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = OutboxFilter(request.GET)
        filters = form.filters()
        page = read_page(
            filter_messages(**filters), by=("-created_at", "-id"), cursor=request.GET.get("cursor", "")
        )
        context = {
            "page": page,
            "filters": filters,
            "columns": Columns(request, COLUMNS),
            "states": form.fields["state"].choices,
            "kinds": form.fields["kind"].choices,
            "labels": {name: kind.label for name, kind in MESSAGE_KINDS.items()},
            "pills": PILLS,
            "in_doubt": listed_messages().in_doubt().count(),
        }
        return render(request, "mail/outbox/list.html", context, block="list")


class MessageExport(TenantView):
    """A POST, because the export is recorded in the audit log."""

    rule = is_administrator

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        text, _count = export_outbox(filter_messages(**OutboxFilter(request.POST).filters()), by=self.actor)
        return csv_response(f"emails-{slug}-{self.organization.local_date(timezone.now()):%Y-%m-%d}", text)


class MessageDetail(TenantView):
    rule = is_administrator

    def load(self) -> OutboxMessage:
        return get_object_or_404(listed_messages(), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        kind = MESSAGE_KINDS.get(self.loaded.kind)
        context = {
            "message": self.loaded,
            "kind_label": kind.label if kind else self.loaded.kind,
            "is_private": bool(kind and kind.is_private),
            "preview": preview(self.loaded, self.organization),
            "pills": PILLS,
            "suppression": Suppression.objects.filter(email_norm=self.loaded.recipient_email_norm).first(),
        }
        return render(request, "mail/outbox/message.html", context)


class MessageOperation(TenantView):
    """An operation on one message; redirects to its page."""

    rule = is_administrator

    def load(self) -> OutboxMessage:
        return get_object_or_404(listed_messages(), pk=self.kwargs["pk"])

    def back(self) -> HttpResponse:
        return redirect("mail:message-detail", slug=self.organization.slug, pk=self.loaded.pk)


class MessageResend(MessageOperation):
    rule = is_administrator

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        try:
            resend_in_doubt(self.loaded, by=self.actor)
        except ValidationError as error:
            notify(request, " ".join(error.messages), level=30)
        else:
            notify(request, _("Email queued again."))
        return self.back()


class MessageCancel(MessageOperation):
    rule = is_administrator

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        if cancel_messages(ids=[self.loaded.pk], by=self.actor):
            notify(request, _("Email canceled."))
        else:
            notify(request, _("This email can no longer be canceled."), level=30)
        return self.back()


class SuppressionLift(MessageOperation):
    """Allow emails to the address of this message again."""

    rule = is_administrator

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        email = self.loaded.recipient_email_norm
        lift_suppression(get_object_or_404(Suppression, email_norm=email), by=self.actor)
        notify(request, _("Address unblocked."))
        return self.back()


class BatchCancel(TenantView):
    """Cancel a bulk email, within two minutes."""

    rule = can_undo_batch

    def load(self) -> list[OutboxMessage]:
        messages = list(
            OutboxMessage.objects.of_batch(self.kwargs["batch"]).only("queued_by_kind", "queued_by_id")
        )
        if not messages:
            raise Http404
        return messages

    def post(self, request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
        count = cancel_messages(batch_id=batch, by=self.actor)
        text = ngettext("%(count)s email canceled.", "%(count)s emails canceled.", count)
        if count:
            notify(request, text % {"count": count})
        else:
            notify(request, _("These emails have already been sent."), level=30)
        return redirect(self.organization.get_absolute_url())
