"""kill -9 of the workers at random and at every fail point: no mail is lost, none goes twice."""

import random
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mentoring.mail.actions import BulkItem, queue_bulk, resend_in_doubt
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.crash.fail_points import POINTS
from tests.crash.kinds import CRASH
from tests.crash.processes import Processes, kill, wait_for
from tests.factories.tenancy import make_organization

pytestmark = pytest.mark.crash
MAILS = 400
SECONDS = 120
BY = Actor.system("crash")


@dataclass(frozen=True)
class Tally:
    kills: int
    lost: int
    doubled: int
    in_doubt: int


@pytest.fixture
def processes(committed_db, tmp_path):
    processes = Processes(tmp_path, connection.settings_dict["NAME"])
    yield processes
    processes.stop()


@pytest.fixture
def outbox(committed_db):
    """An organization with 400 mails that are due in `after` seconds."""
    organization = make_organization()

    def fill(count: int = MAILS, after: float = 0, prefix: str = "p") -> None:
        with tenant_scope(organization.id):
            items = [
                BulkItem(Recipient(f"{prefix}{n}@example.org"), dedup_key=f"{prefix}{n}")
                for n in range(count)
            ]
            ids = [message.pk for message in queue_bulk(CRASH, items, by=BY).messages]
            due_at = timezone.now() + timedelta(seconds=after)
            OutboxMessage.objects.filter(pk__in=ids).update(due_at=due_at, claim_at=due_at)

    fill.organization = organization
    yield fill
    with tenant_scope(organization.id):  # its leftovers would be due in the next test
        OutboxMessage.objects.all().delete()


def states(organization) -> Counter:
    with tenant_scope(organization.id):
        return Counter(OutboxMessage.objects.values_list("state", flat=True))


def is_settled(organization) -> bool:
    return not {"waiting", "sending"} & set(states(organization))


def tally(organization, processes: Processes, *, kills: int) -> Tally:
    taken = Counter(processes.taken_ids())
    with tenant_scope(organization.id):
        rows = list(OutboxMessage.objects.values_list("message_id", "state"))
    return Tally(
        kills=kills,
        lost=sum(state != "in_doubt" and not taken[message_id] for message_id, state in rows),
        doubled=sum(count > 1 for count in taken.values()),
        in_doubt=sum(state == "in_doubt" for _message_id, state in rows),
    )


def check(result: Tally, name: str, capsys) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n  {name}: {MAILS} mails, {result}\n")
    assert (result.lost, result.doubled) == (0, 0)
    assert result.in_doubt <= result.kills


@pytest.mark.parametrize("point", POINTS)
def test_worker_dies_at_a_fail_point(point, outbox, processes, capsys):
    outbox()
    processes.start_beat()
    processes.start_worker(KILL_AT=f"{point}:{POINTS[point]}:4")
    wait_for(lambda: is_settled(outbox.organization), seconds=SECONDS)
    kills = len(list(processes.kills.iterdir()))
    assert kills >= 2  # at a batch's end there are fewer occasions: 400 mails are two batches
    check(tally(outbox.organization, processes, kills=kills), point, capsys)


@pytest.mark.parametrize("seed", range(3))
def test_workers_die_at_random(seed, outbox, processes, capsys):
    chance = random.Random(seed)
    outbox()
    processes.start_beat()
    workers = [processes.start_worker(), processes.start_worker()]
    moments = sorted(chance.sample(range(1, MAILS - 20), 6))
    for moment in moments:
        wait_for(lambda moment=moment: len(processes.taken_ids()) >= moment, seconds=SECONDS)
        # Whichever of the two is at work; the other takes over when the lease ends.
        index = chance.randrange(2)
        kill(workers[index])
        workers[index] = processes.start_worker()
    wait_for(lambda: is_settled(outbox.organization), seconds=SECONDS)
    check(tally(outbox.organization, processes, kills=len(moments)), f"at random, seed {seed}", capsys)


def test_message_in_doubt_is_resent_under_its_message_id(outbox, processes):
    outbox(50)
    processes.start_beat()
    processes.start_worker(KILL_AT="marked sending:20:1")
    wait_for(lambda: is_settled(outbox.organization), seconds=SECONDS)
    assert states(outbox.organization) == {"sent": 49, "in_doubt": 1}
    with tenant_scope(outbox.organization.id):
        message = OutboxMessage.objects.get(state="in_doubt")
        assert message.message_id not in processes.taken_ids()
        resend_in_doubt(message, by=BY)
    wait_for(lambda: states(outbox.organization) == {"sent": 50}, seconds=SECONDS)
    assert processes.taken_ids().count(message.message_id) == 1


def test_two_beats_send_nothing_twice(outbox, processes, capsys):
    outbox()
    for _ in range(2):
        processes.start_beat()
        processes.start_worker()
    wait_for(lambda: is_settled(outbox.organization), seconds=SECONDS)
    assert states(outbox.organization) == {"sent": MAILS}
    check(tally(outbox.organization, processes, kills=0), "two beats", capsys)


def test_broker_and_its_data_are_lost(outbox, processes, capsys):
    outbox(MAILS // 2)
    outbox(MAILS // 2, after=4, prefix="later")
    processes.start_beat()
    processes.start_worker()
    wait_for(lambda: len(processes.taken_ids()) > 10, seconds=SECONDS)
    processes.lose_broker()
    processes.start_broker()
    wait_for(lambda: is_settled(outbox.organization), seconds=SECONDS)
    assert states(outbox.organization) == {"sent": MAILS}
    check(tally(outbox.organization, processes, kills=0), "Valkey and its data lost", capsys)
