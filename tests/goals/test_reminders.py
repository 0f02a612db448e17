"""Who is reminded of a goal that has not moved, when, and only once for each stretch of silence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import close_old_connections, connection

from goals.actions import record_check_in
from goals.models import CheckIn, Goal
from goals.periodic import run_reminders
from goals.selectors.quiet_goals import QUIET_GOAL, quiet_goals
from goals.selectors.reminder_forecast import GoalForecast
from goals.views.cards import GoalCards
from mentoring.audit.models import AuditEvent
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage, SendingPause
from mentoring.mail.rendering import TemplateCache, compose_email, recipient_locale
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match
from programs.selectors.parties import Party
from tests.factories.goals import make_goal
from tests.factories.people import make_person
from tests.factories.programs import (
    make_absence,
    make_break,
    make_match,
    make_match_change,
    make_participant,
    make_program,
)
from tests.factories.tenancy import make_organization

TODAY = date(2026, 11, 26)
MORNING = datetime(2026, 11, 26, 9, tzinfo=UTC)


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)


@pytest.fixture
def program(organization):
    """Matches meet every two weeks: a goal is quiet after three."""
    with tenant_scope(organization.id):
        return make_program(name="Rising Leaders", starts_on=date(2026, 8, 1), ends_on=None)


@pytest.fixture
def goal(organization, program):
    """Make a goal of Priya, mentored by Jon: goal(22) was last checked in on 22 days ago."""

    def make(days, *, match_fields=None, person_fields=None, match=None, **fields) -> Goal:
        with tenant_scope(organization.id):
            if match is None:
                sides = {
                    role: make_participant(
                        program=program,
                        role=role,
                        person=make_person(first_name=name, **given),
                    )
                    for role, name, given in (
                        ("mentor", "Jon", {}),
                        ("mentee", "Priya", person_fields or {}),
                    )
                }
                match = make_match(
                    program=program, **sides, overridden_by=None, started_on=ago(100), **(match_fields or {})
                )
            return make_goal(match=match, **{"agreed_on": ago(90), "last_check_in_on": ago(days), **fields})

    return make


def is_asked_on_the_home_page(organization, goal) -> bool:
    with tenant_scope(organization.id):
        people = ("program__organization", "mentor__person", "mentee__person")
        party = Party(Match.objects.select_related(*people).get(pk=goal.match_id), "mentee")
        step = GoalCards().steps([party], now=MORNING).get(goal.match_id)
    return step is not None and step.url.endswith("#check-in")


def emails(organization):
    with tenant_scope(organization.id):
        return list(OutboxMessage.objects.filter(kind=QUIET_GOAL).order_by("created_at", "id"))


@pytest.mark.parametrize(("days", "count"), [(21, 0), (22, 1), (60, 1)])
def test_mentee_is_reminded_after_one_and_a_half_meeting_intervals(organization, goal, days, count):
    last_moved = goal(days)
    assert run_reminders(organization.id, now=MORNING) == count
    assert is_asked_on_the_home_page(organization, last_moved) == bool(count)
    assert [message.recipient_name.split()[0] for message in emails(organization)] == ["Priya"] * count


def test_a_goal_without_check_ins_counts_from_its_agreement(organization, goal):
    goal(0, last_check_in_on=None, agreed_on=ago(21))
    assert run_reminders(organization.id, now=MORNING) == 0
    goal(0, last_check_in_on=None, agreed_on=ago(22), title="Another")
    assert run_reminders(organization.id, now=MORNING) == 1


def test_one_reminder_for_each_stretch_of_silence(organization, goal):
    quiet = goal(30)
    assert [run_reminders(organization.id, now=MORNING + timedelta(hours=n)) for n in range(3)] == [1, 0, 0]
    with tenant_scope(organization.id):
        assert AuditEvent.objects.filter(action="mail.queue_bulk").count() == 1
        check_in(quiet)
        later = TODAY + timedelta(days=22)
        assert [it.since for it in quiet_goals(today=later)] == [TODAY]
    assert run_reminders(organization.id, now=MORNING + timedelta(days=22)) == 1
    assert len({message.dedup_key for message in emails(organization)}) == 2


def check_in(goal, **given):
    values = {"value": None, "pace": "on_track", "note": "", "by": Actor.system("test"), "now": MORNING}
    return record_check_in(
        Goal.objects.select_related("match__program").get(pk=goal.pk), **{**values, "today": TODAY, **given}
    )


@pytest.mark.raw_sql
def test_two_processes_at_once_send_one_email(committed_db):
    organization = make_organization()
    with tenant_scope(organization.id):
        program = make_program(starts_on=date(2026, 8, 1), ends_on=None)
        for _n in range(3):
            match = make_match(program=program, started_on=ago(100), overridden_by=None)
            make_goal(match=match, last_check_in_on=ago(30))

    def run(_n: int) -> int:
        try:
            return run_reminders(organization.id, now=MORNING)
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 3
    assert len(emails(organization)) == 3
    with tenant_scope(organization.id):
        OutboxMessage.objects.update(state="cancelled", claim_at=None)


@pytest.mark.parametrize(
    "given",
    [
        {"state": "met"},
        {"state": "proposed"},
        {"match_fields": {"state": "paused"}},
        {"match_fields": {"state": "ended"}},
        {"person_fields": {"left_on": TODAY - timedelta(days=1)}},
    ],
)
def test_nobody_is_reminded_of_a_goal_that_is_not_under_way(organization, goal, given):
    goal(60, **given)
    assert run_reminders(organization.id, now=MORNING) == 0


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nobody_is_reminded_in_a_program_that_is_not_running(organization, program, goal, state):
    goal(60)
    with tenant_scope(organization.id):
        program.state = state
        program.save(update_fields=["state"])
    assert run_reminders(organization.id, now=MORNING) == 0


def test_nobody_is_reminded_after_the_program(organization, program, goal):
    goal(60)
    with tenant_scope(organization.id):
        program.ends_on = ago(1)
        program.save(update_fields=["ends_on"])
    assert run_reminders(organization.id, now=MORNING) == 0


@pytest.mark.parametrize(("first", "last"), [(10, 0), (15, 1)])
@pytest.mark.parametrize("kind", ["break", "absence of the mentee", "absence of the mentor", "pause"])
def test_breaks_absences_and_pauses_do_not_count(organization, program, goal, kind, first, last):
    quiet = goal(30)
    days = {"starts_on": ago(first), "ends_on": ago(last)}
    with tenant_scope(organization.id):
        if kind == "break":
            make_break(program=program, **days)
        elif kind == "pause":
            make_match_change(match=quiet.match, changed_on=ago(first), until=ago(last))
        else:
            side = quiet.match.mentee if "mentee" in kind else quiet.match.mentor
            make_absence(participant=side, **days)
    assert run_reminders(organization.id, now=MORNING) == 0
    assert not is_asked_on_the_home_page(organization, quiet)


def test_a_kind_that_is_paused_in_the_program_is_not_queued(organization, program, goal):
    goal(60)
    with tenant_scope(organization.id):
        SendingPause.objects.create(kind=QUIET_GOAL, scope_id=program.pk, paused_at=MORNING)
    assert run_reminders(organization.id, now=MORNING) == 0


def test_the_email_is_private_automatic_and_expires(organization):
    kind = MESSAGE_KINDS[QUIET_GOAL]
    assert (kind.is_private, kind.is_automatic, kind.is_capped, kind.can_be_unsubscribed) == (True,) * 4
    assert kind.expires_after == timedelta(days=7)


def test_a_check_in_before_the_email_goes_out_cancels_it(organization, goal):
    quiet = goal(30)
    run_reminders(organization.id, now=MORNING)
    (message,) = emails(organization)
    with tenant_scope(organization.id):
        assert MESSAGE_KINDS[QUIET_GOAL].context(message) is not None
        check_in(quiet)
        assert MESSAGE_KINDS[QUIET_GOAL].context(message) is None


def test_the_email_is_in_the_language_of_the_mentee(organization, goal):
    goal(
        30, person_fields={"language": "de"}, baseline=Decimal("2.5"), target=4, current_value=Decimal("3.4")
    )
    run_reminders(organization.id, now=MORNING)
    (message,) = emails(organization)
    with tenant_scope(organization.id):
        kind = MESSAGE_KINDS[QUIET_GOAL]
        context = kind.context(message)  # read before the language of the recipient is active, as in a batch
        with recipient_locale(message.language, message.time_zone):
            email = compose_email(message, kind, context, organization, at=MORNING, cache=TemplateCache())
        text = email.text
    assert "Zwischenstand" in text
    assert "3,4" in text


def test_several_goals_of_a_person_become_one_email_with_a_link_each(organization, goal):
    first = goal(30)
    second = goal(40, match=first.match, title="Delegate the stand-up")
    run_reminders(organization.id, now=MORNING)
    with tenant_scope(organization.id):
        merged = MESSAGE_KINDS[QUIET_GOAL].merge(emails(organization))
    assert {it["title"] for it in merged["goals"]} == {first.title, second.title}
    assert len({it["url"] for it in merged["goals"]}) == 2
    assert merged["action_url"] == ""


def test_the_link_checks_in_once_without_signing_in(organization, goal, client):
    quiet = goal(30, baseline=0, target=10, current_value=4, measure="stand-ups I ran", progress_percent=40)
    with tenant_scope(organization.id):
        path = LINK_VIEWS["check-in"].path_to(quiet, organization)
    assert "stand-ups I ran" in client.get(path).content.decode()
    refused = client.post(path, {"value": "many", "pace": "on_track", "note": "MARK kept"})
    assert refused.status_code == 422
    assert "MARK kept" in refused.content.decode()
    saved = client.post(path, {"value": "6", "pace": "stuck", "note": "No room"})
    assert "Check-in saved." in saved.content.decode()
    assert client.post(path, {"value": "7", "pace": "on_track"}).status_code == 404
    with tenant_scope(organization.id):
        (kept,) = CheckIn.objects.all()
    assert (kept.value, kept.pace, kept.note, kept.confirmed_at) == (6, "stuck", "No room", None)


def test_the_send_calendar_shows_the_day(organization, program, goal):
    goal(10)
    goal(40, title="Overdue", match=goal(2, title="Fresh").match)
    last = TODAY + timedelta(days=13)
    with tenant_scope(organization.id):
        planned = GoalForecast().planned(program, first=TODAY, last=last, today=TODAY)
    assert [(it.on, it.count) for it in planned] == [(TODAY, 1), (TODAY + timedelta(days=12), 1)]
    run_reminders(organization.id, now=MORNING)
    with tenant_scope(organization.id):
        planned = GoalForecast().planned(program, first=TODAY, last=last, today=TODAY)
    assert [it.on for it in planned] == [TODAY + timedelta(days=12)]


def test_queries_do_not_depend_on_the_number_of_goals(organization, goal, django_assert_num_queries):
    for n in range(3):
        goal(30 + n)
        with tenant_scope(organization.id), django_assert_num_queries(5):
            assert len(quiet_goals(today=TODAY)) == n + 1
