"""What programs add to the home of an organization."""

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.members.extensions import HOME_PARTS, HOME_STEPS, HomePart, HomeStep
from mentoring.tenancy.enums import Role
from programs.enums import MatchState
from programs.health.wording import on_track
from programs.models import Match
from programs.rules import can_see_program
from programs.selectors.programs import Listed, listed_programs


def register() -> None:
    HOME_PARTS.register("matches", own_matches, order=10)
    HOME_PARTS.register("programs", programs_to_run, order=20)
    HOME_STEPS.register("programs", make_a_program, order=20)


def programs_to_run(request: HttpRequest) -> HomePart | None:
    """Show those who run programs how each stands, with the way in. One query, together with the step below."""
    if not can_see_program(request.membership):
        return None
    programs = _programs(request)
    if not programs:
        return None
    return HomePart(
        "programs/program_cards.html",
        {"programs": programs, "on_track": on_track},
        heading=_("Your programs"),
    )


def make_a_program(request: HttpRequest) -> HomeStep | None:
    """Lead to the first program."""
    if _programs(request):
        return None
    return HomeStep(
        _("Create your first program"),
        _("Name, dates and meeting frequency: one short form."),
        reverse("programs:program-create", kwargs={"slug": request.organization.slug}),
    )


def _programs(request: HttpRequest) -> list[Listed]:
    """Return the programs, read once for a page: what is shown and what is to do both ask for them."""
    if not hasattr(request, "programs_listed"):
        request.programs_listed = listed_programs(today=request.organization.local_date(timezone.now()))
    return request.programs_listed


def own_matches(request: HttpRequest) -> HomePart | None:
    """Show participants the matches they are in: with whom, when they last met and when they meet next. One query."""
    if request.membership.role != Role.PARTICIPANT:
        return None
    me = request.membership.pk
    found = (
        Match.objects.filter(Q(mentor__person__membership=me) | Q(mentee__person__membership=me))
        .filter(state__in=[MatchState.ACTIVE, MatchState.PAUSED, MatchState.ENDED])
        .select_related("program", "mentor__person", "mentee__person")
        .order_by("-started_on", "id")
    )
    pairs = [(it, it.mentor.person.membership_id == me) for it in found]
    if not pairs:
        return None
    under_way = [it for it, _is_mentor in pairs if it.ended_on is None and it.state != MatchState.ENDED]
    return HomePart(
        "programs/home_matches.html",
        {"pairs": [(match, _partner(match, is_mentor), is_mentor) for match, is_mentor in pairs]},
        heading=_heading(under_way, me),
    )


def _partner(match: Match, is_mentor: bool) -> str:
    return (match.mentee if is_mentor else match.mentor).person.name


def _heading(under_way: list[Match], me: object) -> str:
    if len(under_way) == 1:
        match = under_way[0]
        name = _partner(match, match.mentor.person.membership_id == me)
        return _("Your mentoring with %(name)s") % {"name": name}
    if under_way:
        return ngettext("You have %(num)s match", "You have %(num)s matches", len(under_way)) % {
            "num": len(under_way)
        }
    return _("Your mentoring has ended")
