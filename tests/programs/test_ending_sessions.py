"""The end of a match cancels its planned sessions, in calendars too, and undoing it plans them again."""

from datetime import date, timedelta

import pytest

from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.actions.match_states import end_match, undo_match_change
from programs.actions.planning import plan_session
from programs.models import Match, Session
from programs.session_emails import SESSION_INVITATION
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_session
from tests.programs.conftest import TODAY
from tests.programs.test_match_states import NOW


@pytest.fixture
def when(by) -> dict:
    return {"by": by, "at": NOW, "today": TODAY}


@pytest.fixture
def matches(organization, program) -> list[Match]:
    """Two matches of one mentor, all with addresses."""
    with tenant_scope(organization.id):
        mentor, *mentees = (
            make_participant(
                program=program,
                role="mentee" if number else "mentor",
                capacity=2,
                person=make_person(first_name=name, email=f"{name}@example.org".lower()),
            )
            for number, name in enumerate(("Gil", "Mia", "Tom"))
        )
        return [
            make_match(program=program, mentor=mentor, mentee=it, started_on=TODAY, overridden_by=None)
            for it in mentees
        ]


def plan(matches, by) -> list[Session]:
    start = NOW + timedelta(days=7)
    return plan_session(matches, starts_at=start, minutes=60, time_zone="Europe/Berlin", by=by, now=NOW)


def were_sent() -> None:
    OutboxMessage.objects.update(state="sent", claim_at=None, sent_at=NOW)


def emails(state: str) -> int:
    return OutboxMessage.objects.filter(kind=SESSION_INVITATION, state=state).count()


def test_sessions_to_come_are_canceled_and_both_calendars_are_told(organization, matches, when, by):
    with tenant_scope(organization.id):
        (session,) = plan(matches[:1], by)
        were_sent()
        past = make_session(match=matches[0], state="planned", happens_on=TODAY - timedelta(days=1))
        end_match(matches[0], reason="Moved", **when)
        session.refresh_from_db()
        past.refresh_from_db()
        matches[0].refresh_from_db()
        assert (session.state, session.calendar_sequence, past.state) == ("cancelled", 1, "planned")
        assert matches[0].next_planned_on is None
        assert emails("waiting") == 2


@pytest.mark.parametrize("state", ["waiting", "sent"])
def test_undone_they_are_planned_again(state, organization, matches, when, by):
    """Where the cancellation has gone out, calendars get a new invitation; otherwise they never know."""
    with tenant_scope(organization.id):
        (session,) = plan(matches[:1], by)
        were_sent()
        change = end_match(matches[0], reason="Moved", **when)
        if state == "sent":
            were_sent()
        undo_match_change(change, **when)
        session.refresh_from_db()
        matches[0].refresh_from_db()
        assert (session.state, matches[0].next_planned_on) == ("planned", TODAY + timedelta(days=7))
        assert session.calendar_sequence == 2
        assert emails("waiting") == (2 if state == "sent" else 0)


def test_ended_again_after_an_undo_it_is_canceled_in_calendars_again(organization, matches, when, by):
    with tenant_scope(organization.id):
        plan(matches[:1], by)
        were_sent()
        undo_match_change(end_match(matches[0], reason="Moved", **when), **when)
        assert emails("waiting") == 0
        end_match(matches[0], reason="Left", **when)
        assert emails("waiting") == 2


def test_undone_before_the_invitation_went_out_it_is_sent_again(organization, matches, when, by):
    with tenant_scope(organization.id):
        plan(matches[:1], by)
        undo_match_change(end_match(matches[0], reason="Moved", **when), **when)
        waiting = OutboxMessage.objects.filter(kind=SESSION_INVITATION, state="waiting")
        assert len(waiting) == 2
        contexts = [MESSAGE_KINDS[SESSION_INVITATION].context(message) for message in waiting]
        assert [context["is_cancelled"] for context in contexts] == [False, False]


def test_a_session_of_several_goes_on_without_the_match(organization, matches, when, by):
    with tenant_scope(organization.id):
        first, other = sorted(plan(matches, by), key=lambda it: it.counts_minutes, reverse=True)
        were_sent()
        change = end_match(first.match, reason="Moved", **when)
        first.refresh_from_db()
        other.refresh_from_db()
        assert (first.state, first.joint_id, first.counts_minutes) == ("cancelled", None, False)
        assert (other.state, other.counts_minutes) == ("planned", True)
        assert emails("waiting") == 0
        undo_match_change(change, **when)
        first.refresh_from_db()
        assert (first.state, first.joint_id) == ("planned", other.joint_id)
        assert Session.objects.filter(counts_minutes=True).count() == 1


def test_a_session_without_a_time_is_canceled_without_an_email(organization, matches, when):
    with tenant_scope(organization.id):
        session = make_session(match=matches[0], state="planned", happens_on=date(2026, 12, 1))
        end_match(matches[0], reason="Moved", **when)
        session.refresh_from_db()
        assert session.state == "cancelled"
        assert emails("waiting") == 0
