"""Revoke the links to a match in emails."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from programs.actions import revoke_links_of_match
from programs.rules import can_edit_match
from programs.views.matches import MatchView


class MatchLinksRevoke(MatchView):
    rule = can_edit_match

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        revoke_links_of_match(self.match, by=self.actor, now=timezone.now())
        notify(request, _("Links revoked."))
        return self.back()
