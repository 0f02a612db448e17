"""What every page of a mentor or a mentee shares: their own side of one match."""

from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from mentoring.tenancy.rules import is_member
from mentoring.tenancy.views import Rule, TenantView
from mentoring.ui.notices import notify
from programs.models import Match
from programs.selectors.parties import Party, party_in


class PartyView(TenantView):
    """Loads the caller's side of the match that the address names; everybody else gets 404, administrators included."""

    rule: ClassVar[Rule] = is_member
    party: Party

    def load(self) -> Any:
        party = party_in(self.kwargs["match_id"], self.membership)
        if party is None:
            raise Http404
        party.match.program.organization = self.organization
        self.party = party
        return party

    @property
    def match(self) -> Match:
        return self.party.match

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def today(self) -> date:
        """The organization's day, the same for both sides of a match."""
        return self.organization.local_date(self.now)

    def back(self) -> HttpResponse:
        return redirect("programs:my-match", slug=self.organization.slug, match_id=self.match.pk)

    def show_error(self, error: ValidationError) -> None:
        notify(self.request, " ".join(error.messages), level=messages.ERROR)
