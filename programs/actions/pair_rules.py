"""The rules by which a match of two participants is refused, however it is made."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mentoring.people.selectors import lines_above
from programs.enums import DRAFTS, MatchState, ParticipantRole, ParticipantState
from programs.models import Match, Participant, Program
from programs.selectors.mentors import taken_places


def locked_pair(mentor_id: UUID, mentee_id: UUID) -> tuple[Participant, Participant]:
    """Lock both participants in primary-key order. Race: two matches take the mentor's last place."""
    found = Participant.objects.filter(pk__in=[mentor_id, mentee_id]).select_related("person")
    locked = {it.pk: it for it in found.order_by("id").select_for_update(of=("self",), no_key=True)}
    return locked[mentor_id], locked[mentee_id]


def refuse_pair(program: Program, mentor: Participant, mentee: Participant, today: date) -> None:
    """Refuse people who do not take part, know each other from a match, or are in one reporting line."""
    for participant, role in ((mentor, ParticipantRole.MENTOR), (mentee, ParticipantRole.MENTEE)):
        name = {"name": participant.person.name}
        if participant.program_id != program.pk or participant.role != role:
            if role == ParticipantRole.MENTOR:
                raise ValidationError(_("%(name)s is not a mentor in this program.") % name)
            raise ValidationError(_("%(name)s is not a mentee in this program.") % name)
        if participant.state != ParticipantState.ACCEPTED:
            raise ValidationError(_("%(name)s has not been accepted into this program.") % name)
        if participant.paused_on is not None:
            raise ValidationError(_("%(name)s has paused their participation.") % name)
        if participant.person.has_left(today):
            raise ValidationError(_("%(name)s no longer works here.") % name)
    if mentor.person_id == mentee.person_id:
        raise ValidationError(_("Nobody can be their own mentor."))
    known = Match.objects.filter(program=program, mentor=mentor, mentee=mentee).first()
    if known is not None and known.state == MatchState.ENDED:
        raise ValidationError(_("These two were matched before. Reopen that match instead."))
    if known is not None and known.state in DRAFTS:
        raise ValidationError(_("There is a draft match of these two. Approve it on the page “Matching”."))
    if known is not None:
        raise ValidationError(_("These two are already matched in this program."))
    lines = lines_above([mentor.person_id, mentee.person_id], day=today)
    names = {"mentor": mentor.person.name, "mentee": mentee.person.name}
    if mentor.person_id in lines[mentee.person_id]:
        raise ValidationError(
            _("%(mentor)s is a manager of %(mentee)s, directly or through others. Choose another mentor.")
            % names
        )
    if mentee.person_id in lines[mentor.person_id]:
        raise ValidationError(
            _("%(mentor)s reports to %(mentee)s, directly or through others. Choose another mentor.") % names
        )


def refuse_full(mentor: Participant, *, with_drafts: bool = False) -> None:
    """Refuse a mentor without a free place; with `with_drafts`, drafts take places, too."""
    taken = taken_places(mentor, with_drafts=with_drafts)
    if taken >= mentor.capacity:
        raise ValidationError(
            _("%(name)s has no free place: %(taken)s of %(places)s are taken.")
            % {"name": mentor.person.name, "taken": taken, "places": mentor.capacity}
        )
