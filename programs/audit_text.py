"""What the audit log says about this app's actions."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import KINDS, NAMES, SENTENCES, Sentence
from programs.enums import Health, ProgramState, SessionState
from programs.models import Match, Participant

STATES = {"state": ProgramState.choices}
OURS = {
    "create_program": Sentence(_("Create program"), _("%(who)s created the program %(thing)s."), STATES),
    "update_program": Sentence(
        _("Change a program"), _("%(who)s changed the program %(thing)s (%(state)s)."), STATES
    ),
    "override_health": Sentence(
        _("Override match status"),
        _("%(who)s set the status of %(thing)s to “%(health)s” until %(review_on)s."),
        {"health": Health.choices},
    ),
    "clear_override": Sentence(_("Remove override"), _("%(who)s removed the status override of %(thing)s.")),
    "record_session": Sentence(
        _("Record session"),
        _("%(who)s recorded a session on %(on)s (%(state)s)."),
        {"state": SessionState.choices},
    ),
    "set_away": Sentence(_("Record absence"), _("%(who)s recorded an absence of %(thing)s.")),
    "export_matches": Sentence(
        _("Export matches"), _("%(who)s exported the matches of %(thing)s (%(rows)s rows).")
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(OURS.items(), 200):
        SENTENCES.register(f"programs.{name}", sentence, order=order)
    KINDS.register("programs.program", _("Program"))
    KINDS.register("programs.match", _("Match"))
    KINDS.register("programs.session", _("Session"))
    KINDS.register("programs.participant", _("Participant"))
    NAMES.register("programs.match", match_names)
    NAMES.register("programs.participant", participant_names)


def match_names(ids: set[UUID]) -> dict[UUID, str]:
    return {match.pk: str(match) for match in Match.objects.filter(pk__in=ids).with_people()}


def participant_names(ids: set[UUID]) -> dict[UUID, str]:
    found = Participant.objects.filter(pk__in=ids).select_related("person")
    return {participant.pk: str(participant.person) for participant in found}
