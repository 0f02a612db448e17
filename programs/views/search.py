"""The search for matches and programs."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.members.extensions import SEARCH_SHOWN, SearchResult
from mentoring.people.names import normalize_name
from programs.models import Match, Program
from programs.rules import can_see_program
from programs.selectors.parties import Party, parties_of


class MatchSearch:
    """Finds matches by the start of a word of a name: those of the programs one runs, and one's own. Two queries."""

    label = _("Matches")
    icon = "handshake"

    def find(self, request: HttpRequest, text: str) -> list[SearchResult]:
        name = normalize_name(text)
        if not name:
            return []
        slug, found = request.organization.slug, []
        for party in _own(parties_of(request.membership), name):
            url = reverse("programs:my-match", kwargs={"slug": slug, "match_id": party.match.pk})
            found.append(SearchResult(str(party.match), party.match.program.name, url))
        if can_see_program(request.membership) and len(found) < SEARCH_SHOWN:
            matches = Match.objects.visible_to(request.membership).introduced().with_name_starting(name)
            for match in matches.with_people().select_related("program").worst_first()[:SEARCH_SHOWN]:
                kwargs = {"slug": slug, "program_id": match.program_id, "match_id": match.pk}
                remark = f"{match.program.name} · {match.get_health_display()}"
                url = reverse("programs:match-detail", kwargs=kwargs)
                found.append(SearchResult(str(match), remark, url))
        return found[:SEARCH_SHOWN]


class ProgramSearch:
    """Finds programs by a part of their name. One query."""

    label = _("Programs")
    icon = "layers"

    def find(self, request: HttpRequest, text: str) -> list[SearchResult]:
        if not can_see_program(request.membership):
            return []
        programs = Program.objects.visible_to(request.membership).filter(name__icontains=text)
        return [
            SearchResult(
                program.name,
                str(program.get_state_display()),
                reverse(
                    "programs:today", kwargs={"slug": request.organization.slug, "program_id": program.pk}
                ),
            )
            for program in programs.newest_first()[:SEARCH_SHOWN]
        ]


def _own(parties: Iterable[Party], name: str) -> list[Party]:
    return [
        party
        for party in parties
        if any(f" {name}" in f" {it.person.name_norm}" for it in (party, party.partner))
    ]
