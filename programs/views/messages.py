"""Messages between the two of a match."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.messages import cancel_match_message, send_match_message
from programs.forms import MessageForm
from programs.models import MatchMessage
from programs.selectors.agreements import messages_of
from programs.views.base import add_errors
from programs.views.parties import PartyView


class MyMessages(PartyView):
    """All messages of a match, and the form for a new one."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        return self.show(MessageForm())

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        form = MessageForm(request.POST)
        if form.is_valid():
            try:
                sent = send_match_message(self.party, **form.cleaned_data, by=self.actor, at=self.now)
            except ValidationError as error:
                add_errors(form, error)
            else:
                undo = reverse("programs:my-message-cancel", kwargs={**self.kwargs, "message_id": sent.pk})
                notify(request, _("Message sent. You can undo this for two minutes."), undo_url=undo)
                return self.back()
        return self.show(form, status=422)

    def show(self, form: MessageForm, status: int = 200) -> HttpResponse:
        context = {
            "party": self.party,
            "match": self.match,
            "form": form,
            "messages": messages_of(self.match),
        }
        return render(self.request, "programs/my_messages.html", context, status=status)


class MyMessageCancel(PartyView):
    """Only the sender takes a message back."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID, message_id: UUID) -> HttpResponse:
        mine = MatchMessage.objects.filter(match=self.match, role=self.party.role)
        try:
            cancel_match_message(get_object_or_404(mine, pk=message_id), by=self.actor, at=self.now)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Message not sent."))
        return self.back()
