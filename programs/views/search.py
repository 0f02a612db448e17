"""The search for matches and programs."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.members.extensions import SEARCH_SHOWN, SearchResult
from mentoring.people.names import normalize_name
from mentoring.tenancy.rules import is_administrator
from programs.models import Match, Program
from programs.rules import can_see_program, is_party


class MatchSearch:
    """Finds matches by the start of a word of a name: of the programs one runs, and one's own. One query."""

    label = _("Matches")
    icon = "handshake"

    def find(self, request: HttpRequest, text: str) -> list[SearchResult]:
        name = normalize_name(text)
        if not name:
            return []
        membership = request.membership
        visible = (
            Match.objects.visible_or_own(membership)
            if can_see_program(membership)
            else Match.objects.own(membership)
        )
        found = (
            visible.introduced()
            .with_name_starting(name)
            .select_related("program", "mentor__person", "mentee__person")
        )
        matches = found.order_by("mentor__person__name_norm", "mentee__person__name_norm", "id")[
            :SEARCH_SHOWN
        ]
        return [SearchResult(str(match), match.program.name, _address(match, request)) for match in matches]


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


def _address(match: Match, request: HttpRequest) -> str:
    """Return the page of those who run the match, or the page of its two people."""
    kwargs = {"slug": request.organization.slug, "match_id": match.pk}
    if is_party(request.membership, match) and not is_administrator(request.membership):
        return reverse("programs:my-match", kwargs=kwargs)
    return reverse("programs:match-detail", kwargs={**kwargs, "program_id": match.program_id})
