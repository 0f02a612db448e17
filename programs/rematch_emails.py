"""The email to both sides of a match that those who run the program have ended. Its text is read when it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mentoring.mail.actions import queue_message
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.editable_emails import contact_name, editable_values, names_of, register_editable
from programs.email_texts import REMATCH
from programs.enums import MatchState
from programs.models import MatchChange
from programs.selectors.announcements import program_contact
from programs.selectors.email_texts import Texts, own_texts_of
from programs.selectors.parties import Party

REMATCHED = "programs.rematch"


def queue_rematch(change: MatchChange, parties: Sequence[Party], *, by: Actor) -> None:
    """Queue one email to each of the sides that the match has ended; they go out after two minutes."""
    for party in parties:
        if party.person.email:
            queue_message(
                REMATCHED,
                recipient=party.recipient,
                about=change,
                dedup_key=f"{REMATCHED}:{change.pk.hex}:{party.role}",
                by=by,
                reply_to=program_contact(party.match.program),
                bulk=True,
                scope_id=party.match.program_id,
            )


def rematch_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what one side is told; None once the end was undone."""
    people = ("match__program", "match__mentor__person", "match__mentee__person")
    change = MatchChange.objects.select_related(*people).filter(pk=message.about_id).first()
    if change is None or change.match.state != MatchState.ENDED:
        return None
    program = change.match.program
    program.organization = Organization.objects.get(pk=current_organization_id())
    party = Party(change.match, message.dedup_key.rpartition(":")[2])
    with translation.override(message.language):
        return rematch_values(party, own_texts_of(program), contact_name(program))


def rematch_values(party: Party, own: Texts, contact: str) -> dict[str, Any]:
    """Return what one side's email says, in the active language; the preview shows the same."""
    program = party.match.program
    path = reverse(
        "programs:my-match", kwargs={"slug": program.organization.slug, "match_id": party.match.pk}
    )
    names = names_of(party.person, party.partner.person.name)
    return editable_values(program, REMATCH, names, own=own, contact=contact, path=path)


def register() -> None:
    register_editable(REMATCHED, _("End of a match"), context=rematch_context)
