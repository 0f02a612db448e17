"""The requests for help of a match: for those who run the program, whom the form names as its readers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions import resolve_help_request
from programs.models import HelpRequest
from programs.selectors.parties import Party
from programs.views.matches import MatchView

SHOWN = 20


class MatchHelp(MatchView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        found = HelpRequest.objects.filter(match=self.match).order_by("-requested_at", "id")[:SHOWN]
        context = {
            "program": self.program,
            "match": self.match,
            "requests": [
                (each, each.read() if each.sealed else "", Party(self.match, each.role).person.name)
                for each in found
            ],
        }
        return render(request, "programs/match_help.html", context, block="section")


class HelpResolve(MatchView):
    def post(
        self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID, request_id: UUID
    ) -> HttpResponse:
        found = get_object_or_404(HelpRequest, pk=request_id, match=self.match)
        resolve_help_request(found, by=self.actor, now=timezone.now(), today=self.today)
        notify(request, _("Request resolved."))
        return self.back()
