"""Try a program with made-up people: nothing is emailed, and everything can be deleted again."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import cancel_messages
from mentoring.mail.enums import MessageState
from mentoring.mail.models import OutboxMessage
from mentoring.people.actions import create_person
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from programs.actions.program_copies import copy_program
from programs.enums import BEFORE_LAUNCH, ParticipantRole, ProgramState
from programs.locks import lock_program
from programs.models import Match, Participant, Program
from programs.selectors.programs import MADE_UP

MENTORS, MENTEES, PLACES = 3, 4, 2
# Addresses of this domain never exist (RFC 2606).
DOMAIN = "example.invalid"


@transaction.atomic
def start_test_run(program: Program, *, by: Actor, today: date) -> Program:
    """Create a running copy of a program with made-up people, of which no email is sent.

    The program itself is not changed. Refuses a test run of a test run, and a second one.
    """
    if program.is_test_run:
        raise ValidationError(_("This is a test run already."))
    name = _("Test run: %(program)s") % {"program": program.name}
    if Program.objects.filter(name=name[:120]).exists():
        raise ValidationError(_("There is a test run of this program already. Delete it first."))
    copy = copy_program(program, name=name[:120], starts_on=today, by=by)
    copy.is_test_run, copy.state = True, ProgramState.RUNNING
    copy.save(update_fields=["is_test_run", "state"])
    topics = [str(topic) for topic in (_("Leading a team"), _("Negotiating"), _("Career planning"))]
    for role, count in ((ParticipantRole.MENTOR, MENTORS), (ParticipantRole.MENTEE, MENTEES)):
        for number in range(count):
            person = _made_up_person(copy, role, number + 1, by=by, today=today)
            Participant.objects.create(
                program=copy,
                person=person,
                role=role,
                topics=[topics[number % 3], topics[(number + 1) % 3]],
                capacity=PLACES,
                enrolled_on=today,
            )
    record("programs.start_test_run", copy, by=by, label=copy.name)
    return copy


@transaction.atomic
def delete_program(program: Program, *, by: Actor, at: datetime) -> None:
    """Delete a draft or a test run with everything in it; its emails that wait are canceled.

    Refuses a program that was launched: it is closed, so that its results stay.
    """
    program = lock_program(program.pk)
    if not (program.is_test_run or program.state in BEFORE_LAUNCH):
        raise ValidationError(_("Only drafts and test runs can be deleted. Close the program instead."))
    waiting = OutboxMessage.objects.filter(scope_id=program.pk, state=MessageState.WAITING)
    if ids := list(waiting.values_list("pk", flat=True)):
        cancel_messages(by=by, ids=ids, at=at)
    record("programs.delete_program", program, by=by, label=program.name)
    Match.objects.filter(program=program).delete()
    is_test_run, mark = program.is_test_run, _mark(program)
    program.delete()
    if is_test_run:
        Person.objects.filter(employee_id__startswith=mark, participations=None).delete()


def _made_up_person(
    program: Program, role: ParticipantRole, number: int, *, by: Actor, today: date
) -> Person:
    first, last = (
        (_("Test mentor"), str(number)) if role == ParticipantRole.MENTOR else (_("Test mentee"), str(number))
    )
    mark = f"{_mark(program)}-{role.value}-{number}"
    return create_person(
        first_name=first,
        last_name=last,
        email=f"{mark}@{DOMAIN}".lower(),
        employee_id=mark,
        by=by,
        today=today,
    )


def _mark(program: Program) -> str:
    return f"{MADE_UP}{program.pk.hex[:12]}"
