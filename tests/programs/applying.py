"""Programs that take applications, and applications at each of their stages."""

from datetime import date

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.actions.applying import start_application
from programs.actions.decisions import decide_applications
from programs.models import Application, Program
from tests.factories.programs import make_application, make_intake, make_program
from tests.programs.conftest import NOON, TODAY

SYSTEM = Actor.system("test")
NOW = {"by": SYSTEM, "at": NOON, "today": TODAY}
ANSWERS = {"topics-wanted": ["Strategy"], "why": "I lead a team from May on."}
TEXT = {"subject": "News of {program}", "body": "Hello {first_name}"}


def make_open_program(organization: Organization) -> Program:
    """Make a program that takes applications, also from guests, at /p/acme/board-abc/."""
    with tenant_scope(organization.id):
        made = make_program(name="Board", state="open", starts_on=date(2027, 1, 11), ends_on=date(2027, 7, 9))
        make_intake(program=made, slug="board-abc", takes_guests=True)
    made.organization = organization
    return made


def applied(program: Program, **fields) -> Application:
    found = make_application(program=program, answers=dict(ANSWERS), **fields)
    return Application.objects.select_related("program", "person").get(pk=found.pk)


def begun(program: Program, email: str = "ada@example.org", role: str = "mentee") -> Application:
    return start_application(program, role=role, email=email, name="Ada Lovelace", **NOW)


def decided(program: Program, decision: str, *applications: Application, by: Actor = SYSTEM):
    return decide_applications(
        program,
        ids=[it.pk for it in applications],
        decision=decision,
        **TEXT,
        reply_to=None,
        by=by,
        at=NOON,
        today=TODAY,
    )


def state_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


def mails() -> list[tuple[str, str]]:
    return sorted(OutboxMessage.objects.values_list("kind", "recipient_email"))
