"""A match as its mentor and its mentee see it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mentoring.ui.rendering import render
from programs.extensions import PARTY_SECTIONS
from programs.forms import MessageForm
from programs.selectors.agreements import messages_of
from programs.selectors.certificates import has_certificate
from programs.selectors.sessions import sessions_of, thanks_for
from programs.views.cards import cards_of
from programs.views.parties import PartyView


class MyMatch(PartyView):
    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        context = {
            "party": self.party,
            "match": self.match,
            "today": self.today,
            "card": cards_of([self.party], request)[0],
            "sessions": sessions_of(self.match),
            "form": MessageForm(),
            "messages": messages_of(self.match),
            "thanks": thanks_for(self.party),
            "has_certificate": has_certificate(self.match.program, [self.party]),
            "sections": [(s.label, reverse(s.url_name, kwargs=self.kwargs)) for s in PARTY_SECTIONS],
        }
        return render(request, "programs/my_match.html", context)
