"""Whom the plans remind: mentors, before a plan is due and once it is stale, in one email for all mentees."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goals.actions import confirm_action_plan
from goals.models import ActionPlan, PlanRevision
from goals.periodic import run_reminders
from goals.selectors.plan_reminders import PLAN_REMINDER, plans_to_remind_of
from goals.selectors.reminder_forecast import PlanForecast
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage, SendingPause
from mentoring.mail.rendering import TemplateCache, compose_email, recipient_locale
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.scope import tenant_scope
from programs.models import MeetingQuestion
from programs.selectors.parties import parties_in
from tests.factories.goals import make_action_plan, make_plan_action, make_plan_revision
from tests.factories.meetings import make_inquiry, make_question
from tests.factories.people import make_person
from tests.factories.programs import (
    make_absence,
    make_break,
    make_match,
    make_match_change,
    make_participant,
    make_program,
    make_session,
)

TODAY = date(2026, 11, 26)
MORNING = datetime(2026, 11, 26, 9, tzinfo=UTC)
BY = Actor.system("test")


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(name="Rising Leaders", starts_on=date(2026, 8, 1), ends_on=None)


@pytest.fixture
def jon(organization, program):
    with tenant_scope(organization.id):
        person = make_person(first_name="Jon", last_name="Lindqvist", email="jon@example.org", language="de")
        return make_participant(program=program, role="mentor", person=person)


@pytest.fixture
def plan(organization, program, jon):
    """Make a plan of Jon for a mentee of his own: plan(46) was updated 46 days ago."""

    def make(days, **match_fields) -> ActionPlan:
        with tenant_scope(organization.id):
            match = make_match(
                program=program, mentor=jon, overridden_by=None, started_on=ago(100), **match_fields
            )
            plan = make_action_plan(match=match, revised_on=ago(days))
            action = make_plan_action(plan=plan, title="MARK-step")
            entry = {"id": str(action.pk), "title": action.title, "who": action.who}
            make_plan_revision(plan=plan, saved_on=ago(days), actions=[entry])
            return plan

    return make


def emails(organization):
    with tenant_scope(organization.id):
        return list(OutboxMessage.objects.filter(kind=PLAN_REMINDER).order_by("created_at", "id"))


@pytest.mark.parametrize(("days", "count"), [(37, 0), (38, 1), (45, 1), (46, 1), (90, 1)])
def test_mentor_is_reminded_when_a_plan_is_due_or_stale(organization, plan, days, count):
    plan(days)
    assert run_reminders(organization.id, now=MORNING) == count
    assert [it.recipient_email for it in emails(organization)] == ["jon@example.org"] * count
    assert run_reminders(organization.id, now=MORNING + timedelta(hours=1)) == 0


def test_one_reminder_when_due_and_one_when_stale(organization, plan):
    plan(38)
    counts = [run_reminders(organization.id, now=MORNING + timedelta(days=n)) for n in range(40)]
    assert [n for n, count in enumerate(counts) if count] == [0, 8]


@pytest.mark.parametrize(("first", "last"), [(10, 0), (20, 1)])
@pytest.mark.parametrize("kind", ["break", "absence of the mentee", "absence of the mentor", "pause"])
def test_breaks_absences_and_pauses_do_not_count(organization, program, plan, kind, first, last):
    match, days = plan(50).match, {"starts_on": ago(first), "ends_on": ago(last)}
    with tenant_scope(organization.id):
        if kind == "break":
            make_break(program=program, **days)
        elif kind == "pause":
            make_match_change(match=match, changed_on=ago(first), until=ago(last))
        else:
            make_absence(participant=match.mentee if "mentee" in kind else match.mentor, **days)
    assert run_reminders(organization.id, now=MORNING) == 0


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_nobody_is_reminded_of_a_match_that_does_not_go_on(organization, plan, state):
    plan(60, state=state)
    assert run_reminders(organization.id, now=MORNING) == 0


def test_a_kind_that_is_paused_in_the_program_is_not_queued(organization, program, plan):
    plan(60)
    with tenant_scope(organization.id):
        SendingPause.objects.create(kind=PLAN_REMINDER, scope_id=program.pk, paused_at=MORNING)
    assert run_reminders(organization.id, now=MORNING) == 0


def test_kind_is_automatic_and_can_be_unsubscribed():
    kind = MESSAGE_KINDS[PLAN_REMINDER]
    assert (kind.is_automatic, kind.is_capped, kind.can_be_unsubscribed) == (True,) * 3


def test_plans_of_several_mentees_become_one_email_with_a_link_each(organization, plan):
    plan(40), plan(50), plan(60)
    run_reminders(organization.id, now=MORNING)
    with tenant_scope(organization.id):
        kind, messages = MESSAGE_KINDS[PLAN_REMINDER], emails(organization)
        merged = kind.merge(messages)
        assert len({it["url"] for it in merged["plans"]}) == 3
        with recipient_locale("de", "UTC"):
            email = compose_email(messages[0], kind, merged, organization, at=MORNING, cache=TemplateCache())
    assert "Ihr Aktionsplan" in email.text
    assert "MARK" not in email.text
    assert email.text.count("/l/plan/") == 3


def test_a_save_before_the_email_goes_out_cancels_it(organization, plan):
    made = plan(50)
    run_reminders(organization.id, now=MORNING)
    (message,) = emails(organization)
    with tenant_scope(organization.id):
        assert MESSAGE_KINDS[PLAN_REMINDER].context(message) is not None
        made.match.program.organization = organization
        confirm_action_plan(parties_in(made.match)[0], by=BY, now=MORNING, today=TODAY)
        assert MESSAGE_KINDS[PLAN_REMINDER].context(message) is None


def test_link_confirms_without_signing_in_and_only_its_own_revision(organization, plan, client):
    made = plan(50)
    with tenant_scope(organization.id):
        path = LINK_VIEWS["plan"].path_to(ActionPlan.objects.get(pk=made.pk), organization)
    assert "MARK-step" in client.get(path).content.decode()
    with tenant_scope(organization.id):
        assert ActionPlan.objects.get().revision == 1
    assert "Plan bestätigt." in client.post(path).content.decode()
    assert client.post(path).status_code == 404
    with tenant_scope(organization.id):
        assert list(PlanRevision.objects.order_by("number").values_list("kind", flat=True)) == [
            "saved",
            "unchanged",
        ]


def test_the_send_calendar_shows_the_days(organization, program, plan):
    plan(30), plan(60), plan(60)
    last = TODAY + timedelta(days=20)
    with tenant_scope(organization.id):
        planned = PlanForecast().planned(program, first=TODAY, last=last, today=TODAY)
    # Two stale plans of one mentor are one email.
    assert [((it.on - TODAY).days, it.count) for it in planned] == [(0, 1), (8, 1), (16, 1)]
    run_reminders(organization.id, now=MORNING)
    with tenant_scope(organization.id):
        planned = PlanForecast().planned(program, first=TODAY, last=last, today=TODAY)
    assert [(it.on - TODAY).days for it in planned] == [8, 16]


def test_queries_do_not_depend_on_the_number_of_plans(organization, plan, django_assert_num_queries):
    for n in range(3):
        plan(50 + n)
        with tenant_scope(organization.id), django_assert_num_queries(5):
            assert len(plans_to_remind_of(today=TODAY)) == n + 1


def test_page_after_a_session_confirms_with_one_tap_and_undo_takes_it_back(organization, plan, client):
    made = plan(20)
    with tenant_scope(organization.id):
        session = make_session(match=made.match, state="planned", happens_on=ago(1), minutes=45)
        asked = make_question(
            session=session, role="mentor", inquiry=make_inquiry(person=made.match.mentor.person)
        )
        path = LINK_VIEWS["met"].path_to(asked.inquiry, organization)
    prefix = f"m{asked.pk.hex}"
    assert f'name="{prefix}-plan"' in client.get(path).content.decode()
    given = {f"{prefix}-met": "yes", f"{prefix}-held_on": str(ago(1)), f"{prefix}-plan": "unchanged"}
    assert client.post(path, given).status_code in (200, 302)
    with tenant_scope(organization.id):
        assert ActionPlan.objects.get().revision == 2
        saved = MeetingQuestion.objects.get().before["more"]["plans"]
    assert saved == 2
    client.post(path, {"undo": asked.pk})
    with tenant_scope(organization.id):
        kept = ActionPlan.objects.get()
    assert (kept.revision, kept.revised_on) == (1, ago(20))


def test_mentee_is_not_asked_about_the_plan(organization, plan, client):
    made = plan(20)
    with tenant_scope(organization.id):
        session = make_session(match=made.match, state="planned", happens_on=ago(1), minutes=45)
        asked = make_question(session=session)
        path = LINK_VIEWS["met"].path_to(asked.inquiry, organization)
    assert f'name="m{asked.pk.hex}-plan"' not in client.get(path).content.decode()
