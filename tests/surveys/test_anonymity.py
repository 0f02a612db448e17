"""With full read access to every table, nobody can join an anonymous answer to a person after the close."""

import io
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.logs import OrganizationFilter
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import close_wave, launch_wave, send_reminders, submit_anonymous_answers
from surveys.answer_values import AnswerValue
from surveys.models import Answer, AnswerToken, Invitation, Response, Wave
from surveys.tasks import remove_replaced_rows
from tests.factories.programs import make_program
from tests.factories.tenancy import make_membership, make_organization
from tests.surveys.anonymous import invitations_of, make_anonymous_survey, make_mentees
from tests.surveys.reading_everything import read_everything, ways_to_join

BY = Actor.system("test")
# What an answer may write, and what its foreign keys lock: the same rows for everybody.
WRITTEN = {"surveys_response", "surveys_answer", "surveys_answertoken"}
LOCKED = {"surveys_wave", "surveys_surveyversion", "surveys_question", "tenancy_organization"}


@pytest.fixture
def acme(committed_db) -> Organization:
    name = uuid4().hex[:12]
    return make_organization(name=name, slug=name)


@pytest.fixture
def wave(acme) -> Wave:
    """A wave of twelve mentees, six of Sales and six of IT, that has been open since yesterday."""
    with tenant_scope(acme.id):
        program = make_program(name="Rising Leaders")
        make_mentees(program)
        survey = make_anonymous_survey(program, BY)
        return launch_wave(survey, organization=acme, by=BY, now=timezone.now() - timedelta(days=1))


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the processes would log, with everything that libraries log."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(OrganizationFilter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


def link_of(invitation: Invitation, acme: Organization) -> str:
    return LINK_VIEWS["survey"].path_to(invitation, acme)


def send(invitation: Invitation, acme: Organization, number: int) -> str:
    """Answer by the link, like a person without JavaScript; return the comment that says whose the answer is."""
    comment = f"comment-{number}-of-{invitation.pk.hex[:6]}"
    given = {"meetings_happen": str(number % 5 + 1), "recommend": str(number % 11), "keep": comment}
    answer = Client().post(link_of(invitation, acme), given)
    assert answer.status_code == 200
    assert b"Thank you. Your answers have been sent." in answer.content
    return comment


def answered_by(wave: Wave, acme: Organization, order: list[int]) -> list[tuple[UUID, str]]:
    """Let these people answer, in that order."""
    with tenant_scope(acme.id):
        invitations = invitations_of(wave)
    return [(invitations[n].pk, send(invitations[n], acme, n)) for n in order]


def a_workday(now: datetime) -> datetime:
    """Return a moment between the first and the second reminder."""
    days = (now + timedelta(days=n) for n in (4, 5, 6))
    return next(day for day in days if day.weekday() < 5)


def close(wave: Wave, acme: Organization) -> None:
    with tenant_scope(acme.id):
        close_wave(Wave.objects.get(pk=wave.pk), by=BY, now=timezone.now())
    remove_replaced_rows(acme.id, now=timezone.now())


def without_rewriting(wave: Wave, acme: Organization) -> None:
    """Close as a careless product would: the answers stay where they are."""
    with tenant_scope(acme.id):
        Wave.objects.filter(pk=wave.pk).update(state="closed", closed_at=timezone.now())


ORDER = [7, 2, 0, 9, 4, 11, 5, 8, 1]


@pytest.mark.raw_sql
def test_nobody_can_join_an_answer_to_a_person_after_the_close(acme, wave):
    arrived = answered_by(wave, acme, ORDER)
    with tenant_scope(acme.id):
        # Who has not answered is reminded.
        assert send_reminders(wave.pk, organization=acme, by=BY, now=a_workday(timezone.now())) == 3
    earlier = read_everything()
    close(wave, acme)

    assert ways_to_join(wave.pk, arrived=arrived, earlier=earlier) == set()
    with tenant_scope(acme.id):
        assert not OutboxMessage.objects.filter(kind="surveys.anonymous_reminder").exists()
        assert Response.objects.filter(wave=wave).count() == len(ORDER)
        assert sorted(Answer.objects.filter(question__key="keep").values_list("text", flat=True)) == sorted(
            comment for _invitation, comment in arrived
        )


@pytest.mark.raw_sql
def test_the_attacks_find_everybody_where_the_close_does_not_store_the_answers_anew(acme, wave):
    arrived = answered_by(wave, acme, ORDER)
    earlier = read_everything()
    without_rewriting(wave, acme)

    assert ways_to_join(wave.pk, arrived=arrived, earlier=earlier) == {
        "ids of an earlier backup",
        "transactions",
        "order of rows",
        "tokens",
        "segments",
    }


@pytest.mark.raw_sql
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_an_answer_writes_and_locks_nothing_that_names_a_person(acme, wave, log, is_signed_in):
    with tenant_scope(acme.id):
        invitation = invitations_of(wave)[3]
        membership = make_membership(organization=acme, role="participant")
        invitation.person.membership = membership
        invitation.person.save(update_fields=["membership"])
        person_id = invitation.person_id
    client, address = Client(), link_of(invitation, acme)
    if is_signed_in:
        client.force_login(membership.user)
        address = f"/o/{acme.slug}/my/surveys/{invitation.pk}/"
    client.get(address)  # what opening a page writes is not of the answer
    before, keys = read_everything(), set(cache_keys())
    _read_tasks()
    refused = client.post(address, {"keep": "not yet"})
    sent = client.post(address, {"meetings_happen": "4", "recommend": "9", "keep": "Thursdays"})
    again = client.post(address, {"meetings_happen": "1", "recommend": "1", "keep": "Twice"})
    after = read_everything()

    assert (refused.status_code, sent.status_code, again.status_code) == (422, 200, 404)
    for table in after.tables:
        changed = after.locked_or_written_since(before, table)
        assert not changed or table in WRITTEN | LOCKED, (table, changed)
        if table not in WRITTEN:
            assert after.contents(table) == before.contents(table), table
    assert _read_tasks() == []
    assert set(cache_keys()) <= keys
    for private in (
        invitation.pk.hex,
        str(invitation.pk),
        person_id.hex,
        str(person_id),
        "person3",
        "Thursdays",
    ):
        assert private not in log.getvalue()


def cache_keys() -> list[bytes]:
    client = cache._cache.get_client(write=False)  # type: ignore[attr-defined]
    return [key for key in client.keys("*") if b"test-" not in key and b"kombu" not in key]


def _read_tasks() -> list:
    queue, found = settings.CELERY_TASK_DEFAULT_QUEUE, []
    with current_app.connection_for_read() as broker, broker.SimpleQueue(queue) as waiting:
        while True:
            try:
                message = waiting.get_nowait()
            except waiting.Empty:
                return found
            found.append((message.headers["task"], message.payload[0]))
            message.ack()


def test_the_tasks_of_the_close_name_the_wave_only(acme, wave):
    answered_by(wave, acme, ORDER)
    _read_tasks()
    close(wave, acme)

    assert _read_tasks() == [("surveys.calculate_results", [str(acme.id), str(wave.pk)])]


def test_a_reminder_that_is_being_sent_during_the_close_is_deleted_later(acme, wave):
    """It would say that the person had not answered by then."""
    answered_by(wave, acme, ORDER)
    with tenant_scope(acme.id):
        send_reminders(wave.pk, organization=acme, by=BY, now=a_workday(timezone.now()))
        sending = OutboxMessage.objects.filter(kind="surveys.anonymous_reminder").first()
        OutboxMessage.objects.filter(pk=sending.pk).update(state="sending")
    close(wave, acme)
    with tenant_scope(acme.id):
        assert list(OutboxMessage.objects.filter(kind="surveys.anonymous_reminder")) == [sending]
        OutboxMessage.objects.filter(pk=sending.pk).update(
            state="sent", claim_at=None, sent_at=timezone.now()
        )
        closed_at = Wave.objects.get(pk=wave.pk).closed_at
    remove_replaced_rows(acme.id, now=closed_at + timedelta(hours=1))
    with tenant_scope(acme.id):
        assert not OutboxMessage.objects.filter(kind="surveys.anonymous_reminder").exists()


@pytest.mark.raw_sql
def test_the_replaced_rows_are_removed_after_the_close_and_an_hour_later(acme, wave):
    answered_by(wave, acme, ORDER)
    with connection.cursor() as cursor:
        before = vacuums(cursor)
        close(wave, acme)
        assert vacuums(cursor) == [count + 1 for count in before]
    now = timezone.now()
    with tenant_scope(acme.id):
        closed_at = Wave.objects.get(pk=wave.pk).closed_at
        assert not Wave.objects.to_vacuum(now).exists()
        assert Wave.objects.to_vacuum(closed_at + timedelta(hours=1)).exists()
    remove_replaced_rows(acme.id, now=closed_at + timedelta(hours=1))
    with tenant_scope(acme.id):
        assert not Wave.objects.to_vacuum(closed_at + timedelta(hours=9)).exists()


def test_the_hourly_run_removes_the_rows_where_the_task_was_lost(acme, wave):
    answered_by(wave, acme, ORDER)
    with tenant_scope(acme.id):
        close_wave(wave, by=BY, now=timezone.now())
        assert Wave.objects.get(pk=wave.pk).vacuumed_at is None
    remove_replaced_rows(acme.id, now=timezone.now())
    with tenant_scope(acme.id):
        assert Wave.objects.get(pk=wave.pk).vacuumed_at is not None


def vacuums(cursor) -> list[int]:
    cursor.execute("SELECT pg_stat_clear_snapshot()")
    cursor.execute(
        "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = ANY(%s) ORDER BY relname",
        [sorted(WRITTEN)],
    )
    return [count for (count,) in cursor.fetchall()]


def at_once(*calls) -> list:
    """Run the calls in threads with connections of their own, as close together as possible."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(10)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(30) for future in [pool.submit(run, call) for call in calls]]


def submission(acme: Organization, invitation: Invitation):
    def submit() -> bool:
        try:
            with tenant_scope(acme.id):
                values = {"meetings_happen": AnswerValue(number=Decimal(4))}
                submit_anonymous_answers(invitation, values, now=timezone.now())
        except ValidationError:
            return False
        return True

    return submit


@pytest.mark.parametrize("times", range(3))
def test_answers_that_are_sent_twice_at_once_are_stored_once(acme, wave, times):
    with tenant_scope(acme.id):
        first, *_rest = invitations_of(wave)
    assert sorted(at_once(*[submission(acme, first)] * 4)) == [False, False, False, True]
    with tenant_scope(acme.id):
        assert Response.objects.count() == 1
        assert AnswerToken.objects.count() == 11


@pytest.mark.parametrize("times", range(3))
def test_what_is_sent_while_the_wave_is_closed_is_counted_or_refused(acme, wave, times):
    answered_by(wave, acme, [0, 1, 2, 3, 4, 6])
    with tenant_scope(acme.id):
        late = [each for n, each in enumerate(invitations_of(wave)) if n in (5, 7, 8, 9)]
    *stored, _closed = at_once(*(submission(acme, each) for each in late), lambda: close(wave, acme))
    with tenant_scope(acme.id):
        closed = Wave.objects.get(pk=wave.pk)
        assert closed.answered == 6 + sum(stored) == Response.objects.count()
        assert not AnswerToken.objects.exists()
        assert Answer.objects.filter(question__key="meetings_happen").count() == closed.answered
