"""The certificate of a mentor or mentee: when there is one, and what it says."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from mentoring.ui.formats import date as show_date
from mentoring.ui.formats import minutes as show_minutes
from programs.certificate_pdf import CertificateText
from programs.enums import ParticipantRole, ProgramState
from programs.models import Participant, Program, Session
from programs.selectors.announcements import program_contact
from programs.selectors.parties import Party, parties_of_participant


def has_certificate(program: Program, parties: Sequence[Party]) -> bool:
    """Return whether somebody with these matches gets one: it is offered, a match has ended, and they have met."""
    is_over = program.state == ProgramState.CLOSED or any(not party.is_current for party in parties)
    return program.offers_certificates and is_over and any(party.match.held_count for party in parties)


def certificate_of(participant: Participant, *, today: date) -> CertificateText | None:
    """Return the certificate of a participant in the active language; None if there is none. Four queries."""
    parties, program = parties_of_participant(participant), participant.program
    if not has_certificate(program, parties):
        return None
    matches = [party.match for party in parties]
    held = Session.objects.held().filter(match__in=[match.pk for match in matches])
    # A session of several matches of a mentor has a row in each.
    met = list(held.order_by().values(once=Coalesce("joint_id", "id")).annotate(longest=Max("minutes")))
    ends = [match.ended_on or program.closed_on or today for match in matches]
    return _text(
        program,
        name=participant.person.name,
        role=participant.role,
        first=min(match.started_on for match in matches),
        last=min(max(ends), today),
        sessions=len(met),
        minutes=sum(session["longest"] or 0 for session in met),
        today=today,
    )


def example_certificate(program: Program, *, today: date) -> CertificateText:
    """Return a certificate of the program with an example name, in the active language. One query."""
    last = program.ends_on or today
    return _text(
        program,
        name=_("Sam Sample"),
        role=ParticipantRole.MENTEE,
        first=program.starts_on,
        last=last,
        sessions=9,
        minutes=9 * 60,
        today=today,
    )


def _text(
    program: Program,
    *,
    name: str,
    role: str,
    first: date,
    last: date,
    sessions: int,
    minutes: int,
    today: date,
) -> CertificateText:
    contact = program_contact(program)
    counted = ngettext("%(num)s session", "%(num)s sessions", sessions) % {"num": sessions}
    return CertificateText(
        language=get_language() or "en",
        title=_("Certificate of participation"),
        organization=program.organization.name,
        certify=_("This is to certify that"),
        name=name,
        took_part=pgettext("certificate", "took part in the mentoring program"),
        program=program.name,
        role=pgettext("certificate", "as a mentor.")
        if role == ParticipantRole.MENTOR
        else pgettext("certificate", "as a mentee."),
        facts=[
            f"{show_date(first, 'long')} – {show_date(last, 'long')}",
            f"{counted} · {show_minutes(minutes)}" if minutes else counted,
        ],
        issued=show_date(today, "long"),
        issued_label=_("Date"),
        signer=(contact.name or contact.email) if contact else "",
        signer_label=_("For the program"),
    )
