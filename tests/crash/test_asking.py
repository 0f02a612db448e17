"""Workers die while they ask people whether they met, under two beats: everybody is asked, nobody twice."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mentoring.mail.models import OutboxMessage
from mentoring.people.models import Person
from mentoring.tenancy.bulk import tell_planner_of_rows
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match, MeetingInquiry, MeetingQuestion, Participant, Program, Session
from programs.periodic import run_inquiries
from programs.selectors.meeting_inquiries import DID_YOU_MEET
from tests.crash.processes import Processes, kill, wait_for
from tests.crash.statements import POINTS
from tests.factories.programs import make_match, make_program, make_session
from tests.factories.tenancy import make_organization

pytestmark = pytest.mark.crash
MATCHES = 60  # of two people each: two commits of a run
PEOPLE = 2 * MATCHES
SECONDS = 120


@pytest.fixture
def processes(committed_db, tmp_path):
    processes = Processes(tmp_path, connection.settings_dict["NAME"])
    processes.environment["CRASH_ASKS"] = "1"
    yield processes
    processes.stop()


@pytest.fixture
def organization(committed_db):
    """An organization in whose time zone it is noon now, where each match had a session yesterday."""
    hour = timezone.now().hour
    zone = f"Etc/GMT{hour - 12:+d}" if hour != 12 else "UTC"
    organization = make_organization(time_zone=zone)
    today = organization.local_date(timezone.now())
    with tenant_scope(organization.id):
        program = make_program(starts_on=today - timedelta(days=90), ends_on=None)
        for _n in range(MATCHES):
            match = make_match(program=program, started_on=today - timedelta(days=60), overridden_by=None)
            make_session(match=match, state="planned", happens_on=today - timedelta(days=1))
        # As autovacuum or an import would: without statistics, planning for so many rows goes wrong by minutes.
        tell_planner_of_rows([Program, Participant, Person, Match, Session])
    yield organization
    with tenant_scope(organization.id):  # its leftovers would be due in the next test
        OutboxMessage.objects.all().delete()


def asked(organization: Organization) -> int:
    with tenant_scope(organization.id):
        return MeetingInquiry.objects.count()


def check(organization: Organization) -> None:
    """One inquiry, one question and one email to each person; and two more runs ask nobody."""
    again = [run_inquiries(organization.id, now=timezone.now()) for _beat in range(2)]
    assert again == [0, 0]
    with tenant_scope(organization.id):
        inquiries = dict(MeetingInquiry.objects.values_list("pk", "person"))
        questions = Counter(MeetingQuestion.objects.values_list("inquiry__person", flat=True))
        emails = OutboxMessage.objects.filter(kind=DID_YOU_MEET).values_list("about_id", flat=True)
        written_to = Counter(inquiries[about_id] for about_id in emails)
    assert len(inquiries) == len(set(inquiries.values())) == PEOPLE
    assert questions == written_to == Counter(dict.fromkeys(inquiries.values(), 1))


@pytest.mark.parametrize("point", POINTS)
def test_workers_die_before_they_commit(point, organization, processes):
    """Three die within their second hundred people at the latest; a fourth has to finish."""
    for _n in range(2):
        processes.start_beat()
    for _n in range(2):
        processes.start_worker(KILL_AT=f"{point}:2:3")
    wait_for(lambda: asked(organization) == PEOPLE, seconds=SECONDS)
    assert len(list(processes.kills.iterdir())) >= 1
    check(organization)


def test_workers_die_at_random(organization, processes):
    chance = random.Random(11)
    for _n in range(2):
        processes.start_beat()
    workers = [processes.start_worker() for _n in range(3)]
    kills = 0
    ends = timezone.now() + timedelta(seconds=SECONDS)
    while asked(organization) < PEOPLE and timezone.now() < ends:
        wait_for(lambda: is_at_work() or asked(organization) == PEOPLE, seconds=SECONDS)
        if kills < 5:
            index = chance.randrange(3)
            kill(workers[index])
            workers[index] = processes.start_worker()
            kills += 1
    assert kills >= 1
    assert asked(organization) == PEOPLE
    check(organization)


def is_at_work() -> bool:
    """Return whether a worker has locked people and has not committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_class ON pg_class.oid = relation"
            " WHERE relname = 'programs_meetinginquiry' AND mode = 'RowExclusiveLock')"
        )
        return cursor.fetchone()[0]
