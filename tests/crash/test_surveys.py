"""Workers die while they send surveys, under two beats: everybody is invited, nobody twice, each with one email."""

import random
from collections import Counter
from datetime import date

import pytest
from django.db import connection

from mentoring.mail.models import OutboxMessage
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.bulk import tell_planner_of_rows
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match, Participant, Program
from surveys.actions import QuestionSpec, create_survey, schedule_survey
from surveys.models import Invitation, Skip, Wave
from surveys.periodic import run
from tests.crash.processes import Processes, kill, wait_for
from tests.crash.statements import SURVEY_POINTS
from tests.crash.surveying import WEDNESDAY
from tests.factories.programs import make_match, make_program
from tests.factories.tenancy import make_organization

pytestmark = pytest.mark.crash
SCHEDULES, MATCHES, SECONDS = 6, 30, 120
EXPECTED = SCHEDULES * MATCHES
BY = Actor.system("crash")


@pytest.fixture
def processes(committed_db, tmp_path):
    processes = Processes(tmp_path, connection.settings_dict["NAME"])
    processes.environment["CRASH_SURVEYS"] = "1"
    yield processes
    processes.stop()


@pytest.fixture
def organization(committed_db):
    """An organization with six programs, each with a schedule and thirty people who are due.

    Nobody is in two of them: the contact budget would move their second survey.
    """
    organization = make_organization()
    question = QuestionSpec("met", "yes_no", {"en": {"text": "Have you met?"}})
    with tenant_scope(organization.id):
        for number in range(SCHEDULES):
            program = make_program(starts_on=date(2026, 10, 1), ends_on=None)
            for _n in range(MATCHES):
                make_match(program=program, started_on=date(2026, 11, 1), overridden_by=None)
            survey = create_survey(
                program,
                name=f"Pulse {number}",
                kind="pulse",
                role="mentee" if number % 2 else "mentor",
                mode="confidential",
                languages=["en"],
                title={"en": "How is it going?"},
                questions=[question],
                by=BY,
            )
            schedule_survey(survey, trigger="match_days", every=2, by=BY, today=date(2026, 11, 1))
        tell_planner_of_rows([Program, Participant, Person, Match])
    yield organization
    with tenant_scope(organization.id):  # its leftovers would be due in the next test
        OutboxMessage.objects.all().delete()
        organization.is_active = False
        organization.save(update_fields=["is_active"])


def invited(organization: Organization) -> int:
    with tenant_scope(organization.id):
        return Invitation.objects.count()


def check(organization: Organization) -> None:
    """One wave for each schedule, one invitation and one email for each person; two more runs add nothing."""
    for _beat in range(2):
        run(organization.id, now=WEDNESDAY)
    with tenant_scope(organization.id):
        assert Wave.objects.count() == SCHEDULES
        invitations = Counter(Invitation.objects.values_list("wave", "person"))
        emails = Counter(OutboxMessage.objects.values_list("about_id", flat=True))
        ids = set(Invitation.objects.values_list("pk", flat=True))
        assert not Skip.objects.exists()
    assert len(invitations) == EXPECTED
    assert set(invitations.values()) == {1}
    assert emails == Counter(dict.fromkeys(ids, 1))


@pytest.mark.parametrize("point", SURVEY_POINTS)
def test_workers_die_before_they_commit(point, organization, processes):
    """Three die at their second schedule at the latest; a fourth has to finish."""
    for _n in range(2):
        processes.start_beat()
    for _n in range(2):
        processes.start_worker(KILL_AT=f"{point}:2:3")
    wait_for(lambda: invited(organization) == EXPECTED, seconds=SECONDS)
    assert len(list(processes.kills.iterdir())) >= 1
    check(organization)


def test_workers_die_at_random(organization, processes):
    chance = random.Random(5)
    for _n in range(2):
        processes.start_beat()
    workers = [processes.start_worker() for _n in range(2)]
    for wanted in range(1, EXPECTED, MATCHES):
        wait_for(lambda wanted=wanted: invited(organization) >= wanted, seconds=SECONDS)
        index = chance.randrange(2)
        kill(workers[index])
        workers[index] = processes.start_worker()
    wait_for(lambda: invited(organization) == EXPECTED, seconds=SECONDS)
    check(organization)
