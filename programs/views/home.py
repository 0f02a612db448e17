"""The parts that programs add to the home page."""

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.members.extensions import HOME_PARTS, HOME_STEPS, HomePart, HomeStep
from mentoring.tenancy.enums import Role
from mentoring.tenancy.rules import is_owner
from programs.enums import ApplicationState, ParticipantState
from programs.health.wording import on_track
from programs.models import Application, Participant
from programs.rules import can_see_program
from programs.selectors.concerns import concerns_without_readers
from programs.selectors.coordinators import assigners_for
from programs.selectors.parties import Party, parties_of
from programs.selectors.programs import ListedProgram, listed_programs
from programs.views.application_link import ApplicationLink
from programs.views.cards import cards_of


def register() -> None:
    HOME_PARTS.register("programs", programs_to_run, order=10)
    HOME_PARTS.register("matches", own_matches, order=20)
    HOME_STEPS.register("concerns", name_concern_reader, order=5)
    HOME_STEPS.register("programs", create_first_program, order=20)


def programs_to_run(request: HttpRequest) -> HomePart | None:
    """Show staff the status of each program. Shares one query with the step below."""
    if not can_see_program(request.membership):
        return None
    programs = _programs(request)
    if not programs:
        assigners = assigners_for(request.membership)
        if not assigners:
            return None
        return HomePart(
            "programs/unassigned.html", {"assigners": assigners}, heading=_("You have no programs yet")
        )
    return HomePart(
        "programs/program_cards.html",
        {"programs": programs, "on_track": on_track},
        heading=_("Your programs"),
    )


def create_first_program(request: HttpRequest) -> HomeStep | None:
    """Suggest creating the first program."""
    if _programs(request):
        return None
    return HomeStep(
        _("Create the first program"),
        _("Choose a template, then enter a name and the first day."),
        reverse("programs:program-create", kwargs={"slug": request.organization.slug}),
    )


def name_concern_reader(request: HttpRequest) -> HomeStep | None:
    """Ask an owner to name somebody for concerns whose readers have left. One query, for owners only."""
    if not is_owner(request.membership) or not concerns_without_readers(request.membership):
        return None
    return HomeStep(
        _("Name somebody for a concern"),
        _("The people who were responsible for it have left."),
        reverse("programs:concern-list", kwargs={"slug": request.organization.slug}),
    )


def _programs(request: HttpRequest) -> list[ListedProgram]:
    """Return the programs, read once per request."""
    if not hasattr(request, "programs_listed"):
        request.programs_listed = listed_programs(
            membership=request.membership, today=request.organization.local_date(timezone.now())
        )
    return request.programs_listed


def own_matches(request: HttpRequest) -> HomePart | None:
    """Show mentors and mentees a card for each of their matches. One query, and one for each provider."""
    parties = parties_of(request.membership)
    if not parties:
        return _without_match(request)
    return HomePart(
        "programs/my_matches.html", {"cards": cards_of(parties, request)}, heading=_heading(parties)
    )


def _without_match(request: HttpRequest) -> HomePart | None:
    """Show participants without a match where they take part and what they have applied for. Two queries."""
    if request.membership.role != Role.PARTICIPANT:
        return None
    own = Q(person__membership=request.membership)
    accepted = Participant.objects.filter(own, state=ParticipantState.ACCEPTED)
    participations = list(accepted.select_related("program").order_by("-program__starts_on", "id"))
    found = Application.objects.current().filter(own | Q(email_norm=request.user.email))
    applications = [
        (it, ApplicationLink.path_to(it, request.organization))
        for it in found.exclude(state=ApplicationState.ACCEPTED)
        .select_related("program")
        .order_by("-created_at")
    ]
    if not participations and not applications:
        return None
    context = {"participations": participations, "applications": applications}
    heading = _("You have no match yet") if participations else _("Your applications")
    return HomePart("programs/my_waiting.html", context, heading=heading)


def _heading(parties: list[Party]) -> str:
    current = [party for party in parties if party.is_current]
    if len(current) == 1:
        return _("Your mentoring with %(name)s") % {"name": current[0].partner.person.name}
    if current:
        return ngettext("You have %(num)s match", "You have %(num)s matches", len(current)) % {
            "num": len(current)
        }
    return _("Your mentoring has ended")
