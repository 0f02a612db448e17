"""Sessions are planned, moved and cancelled; calendars of both sides follow."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.planning import (
    cancel_session,
    move_session,
    plan_session,
    update_agenda,
    withdraw_session,
)
from programs.actions.sessions import delete_session, record_session, update_session
from programs.models import Match, Session
from programs.rollups.daily_counts import count_days
from programs.session_emails import invitation_context, invitation_parts
from programs.session_times import moment_of
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_session
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
START = datetime(2026, 12, 9, 14, 0, tzinfo=UTC)
BY = Actor.system("test")


@pytest.fixture
def match(pair, organization):  # noqa: F811
    with tenant_scope(organization.id):
        yield pair


@pytest.fixture
def second(match):
    """Another mentee of the same mentor."""
    person = make_person(first_name="Cleo", last_name="Mentee", email="cleo@example.org")
    mentee = make_participant(program=match.program, person=person, role="mentee")
    return make_match(program=match.program, mentor=match.mentor, mentee=mentee)


def plan(*matches, **given):
    values = {"starts_at": START, "minutes": 45, "time_zone": "Europe/Berlin", "by": BY, "now": NOW, **given}
    return plan_session(list(matches), **values)


def calendar_of(message):
    context = invitation_context(message)
    [part] = invitation_parts(message, context)
    assert part.full_content_type.startswith("text/calendar; charset=utf-8; method=")
    event = Calendar.from_ical(part.content)
    return str(event["METHOD"]), event.walk("VEVENT")[0]


def test_planned_session_is_counted_and_both_get_an_invitation(match):
    [session] = plan(match, place="Room 4.12", agenda="Review")
    match.refresh_from_db()
    assert (session.happens_on, session.state, session.counts_minutes) == (date(2026, 12, 9), "planned", True)
    assert match.next_planned_on == date(2026, 12, 9)
    messages = OutboxMessage.objects.order_by("recipient_email")
    assert [m.recipient_email for m in messages] == ["ada@example.org", "ben@example.org"]
    method, event = calendar_of(messages[0])
    assert (method, int(event["SEQUENCE"])) == ("REQUEST", 0)
    assert event.decoded("DTSTART").astimezone(UTC) == START
    assert str(event["LOCATION"]) == "Room 4.12"


def test_move_and_cancel_follow_under_the_same_uid(match):
    [session] = plan(match)
    first = calendar_of(OutboxMessage.objects.filter(recipient_email="ben@example.org").get())[1]
    OutboxMessage.objects.update(state="sent", sent_at=NOW, claim_at=None)
    move_session(
        session, starts_at=START + timedelta(days=1), minutes=60, time_zone="Europe/Berlin", by=BY, now=NOW
    )
    moved = OutboxMessage.objects.get(recipient_email="ben@example.org", state="waiting")
    method, second_event = calendar_of(moved)
    assert (method, int(second_event["SEQUENCE"])) == ("REQUEST", 1)
    cancel_session(session, by=BY, now=NOW)
    assert invitation_context(moved) is None  # replaced by the cancellation
    last = next(
        m for m in OutboxMessage.objects.filter(recipient_email="ben@example.org") if ":2:" in m.dedup_key
    )
    method, third = calendar_of(last)
    assert (method, int(third["SEQUENCE"]), str(third["STATUS"])) == ("CANCEL", 2, "CANCELLED")
    assert first["UID"] == second_event["UID"] == third["UID"]
    match.refresh_from_db()
    assert match.next_planned_on is None


def test_moving_to_the_same_time_and_cancelling_twice_change_nothing(match):
    [session] = plan(match)
    move_session(session, starts_at=START, minutes=45, time_zone="Europe/Berlin", by=BY, now=NOW)
    session.refresh_from_db()
    assert session.calendar_sequence == 0
    cancel_session(session, by=BY, now=NOW)
    cancel_session(session, by=BY, now=NOW)
    session.refresh_from_db()
    assert session.calendar_sequence == 1


def test_several_mentees_share_one_session_whose_minutes_count_once(match, second):
    sessions = plan(match, second)
    assert len({it.joint_id for it in sessions}) == 1
    assert sorted(m.recipient_email for m in OutboxMessage.objects.all()) == [
        "ada@example.org",
        "ben@example.org",
        "cleo@example.org",
    ]
    Session.objects.update(state="held")
    counts = count_days(match.program_id, date(2026, 12, 9), date(2026, 12, 9))[date(2026, 12, 9)]
    assert (counts["held"], counts["minutes"]) == (2, 45)


def test_moving_a_shared_session_moves_it_for_everybody(match, second):
    [session, _other] = plan(match, second)
    later = START + timedelta(hours=2)
    move_session(session, starts_at=later, minutes=45, time_zone="Europe/Berlin", by=BY, now=NOW)
    assert set(Session.objects.values_list("starts_at", flat=True)) == {later}
    cancel_session(session, by=BY, now=NOW)
    assert set(Session.objects.values_list("state", flat=True)) == {"cancelled"}


def test_undo_leaves_nothing_behind_until_the_invitation_has_gone_out(match):
    [session] = plan(match)
    withdraw_session(session, by=BY, now=NOW)
    assert not Session.objects.exists()
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}
    [session] = plan(match)
    OutboxMessage.objects.filter(state="waiting").update(state="sent", sent_at=NOW, claim_at=None)
    withdraw_session(session, by=BY, now=NOW)
    assert Session.objects.get().state == "cancelled"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"starts_at": NOW - timedelta(hours=1)}, "has passed"), ({"minutes": 0}, "greater than or equal")],
)
def test_impossible_times_are_refused(match, given, sentence):
    with pytest.raises(ValidationError, match=sentence):
        plan(match, **given)
    assert not Session.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_same_time_twice_is_refused(match):
    plan(match)
    with pytest.raises(ValidationError, match="already has a session at this time"):
        plan(match)


def test_paused_match_plans_nothing(match):
    Match.objects.filter(pk=match.pk).update(state="paused")
    with pytest.raises(ValidationError, match="active matches only"):
        plan(match)


def test_a_day_can_have_several_sessions_and_recording_twice_changes_nothing(match):
    day, today = date(2026, 11, 20), date(2026, 11, 26)
    for _n in range(2):
        record_session(match, happens_on=day, state="held", minutes=30, by=BY, today=today)
    morning = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    for _n in range(2):
        record_session(match, happens_on=day, state="held", minutes=45, starts_at=morning, by=BY, today=today)
    match.refresh_from_db()
    assert match.held_count == 2


def test_recording_the_day_of_a_planned_session_marks_it_as_held(match):
    plan(match)
    record_session(match, happens_on=date(2026, 12, 9), state="held", by=BY, today=date(2026, 12, 10))
    assert [s.state for s in Session.objects.all()] == ["held"]


def test_agenda_is_changed_for_everybody_of_a_shared_session(match, second):
    [session, _other] = plan(match, second)
    update_agenda(session, agenda="MARK", by=BY)
    assert set(Session.objects.values_list("agenda", flat=True)) == {"MARK"}


def test_hour_skipped_by_daylight_saving_is_refused():

    assert moment_of(date(2027, 3, 28), time(3, 30), "Europe/Berlin") == datetime(
        2027, 3, 28, 1, 30, tzinfo=UTC
    )
    with pytest.raises(ValidationError, match="does not exist"):
        moment_of(date(2027, 3, 28), time(2, 30), "Europe/Berlin")


def test_pages_plan_move_record_and_cancel(pair, mentor, organization, client_of):  # noqa: F811
    client, base = client_of(mentor), f"/o/acme/my/matches/{pair.pk}/sessions/"
    answer = client.post(
        f"{base}plan/", {"day": "2099-01-05", "at": "10:00", "minutes": "45", "place": "Room"}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = answer.headers["Location"]
    assert "outlook.office.com" in client.get(page).content.decode()
    assert client.post(page, {"day": "2099-01-06", "at": "11:00", "minutes": "60"}).status_code == 302
    assert client.post(f"{page}agenda/", {"agenda": "MARK-agenda"}).status_code == 302
    assert "MARK-agenda" in client.get(page).content.decode()
    assert client.post(f"{page}cancel/").status_code == 302
    assert client.post(f"{base}record/", {"day": "2026-09-01", "minutes": "30"}).status_code == 302
    with tenant_scope(organization.id):
        assert sorted(Session.objects.values_list("state", flat=True)) == ["cancelled", "held"]


def test_bad_time_keeps_what_was_typed(pair, mentor, client_of):  # noqa: F811
    answer = client_of(mentor).post(
        f"/o/acme/my/matches/{pair.pk}/sessions/plan/",
        {"day": "2020-01-05", "at": "10:00", "minutes": "45", "place": "MARK-room"},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This time has passed" in page
    assert "MARK-room" in page


def test_administrators_do_not_read_the_agenda(pair, mentor, administrator, organization, client_of):  # noqa: F811
    with tenant_scope(organization.id):
        plan(pair, agenda="MARK-agenda", place="MARK-room")
    client = client_of(administrator)
    for page in (
        f"/o/acme/programs/{pair.program_id}/matches/{pair.pk}/",
        "/o/acme/audit/",
        f"/o/acme/my/matches/{pair.pk}/",
    ):
        assert "MARK-" not in client.get(page).content.decode()


def test_every_change_of_a_session_is_undone(pair, mentor, organization, client_of):  # noqa: F811
    client, base = client_of(mentor), f"/o/acme/my/matches/{pair.pk}/sessions/"
    page = client.post(f"{base}plan/", {"day": "2099-01-05", "at": "10:00", "minutes": "45"}).headers[
        "Location"
    ]

    def now():
        with tenant_scope(organization.id):
            return list(Session.objects.values_list("pk", "starts_at", "minutes", "state"))

    planned = now()
    for path, data in [
        ("", {"day": "2099-01-06", "at": "11:00", "minutes": "60"}),
        ("cancel/", {}),
    ]:
        client.post(f"{page}{path}", data)
        assert now() != planned
        client.post(f"{page}restore/")
        assert now() == planned
    client.post(f"{base}record/", {"day": "2026-09-01", "minutes": "30"})
    with tenant_scope(organization.id):
        held = Session.objects.get(state="held")
    both = now()
    client.post(f"{base}{held.pk}/delete/")
    assert len(now()) == 1
    client.post(f"{base}{held.pk}/restore/")
    assert sorted(now()) == sorted(both)


def test_calendars_follow_what_staff_change(match):
    [session] = plan(match)
    OutboxMessage.objects.update(state="sent", sent_at=NOW, claim_at=None)
    update_session(
        session, happens_on=date(2026, 12, 10), state="planned", minutes=45, by=BY, today=date(2026, 11, 26)
    )
    method, event = calendar_of(OutboxMessage.objects.get(recipient_email="ben@example.org", state="waiting"))
    assert (method, int(event["SEQUENCE"])) == ("REQUEST", 1)
    assert event.decoded("DTSTART").astimezone(UTC) == START + timedelta(days=1)
    with pytest.raises(ValidationError, match="Cancel it instead"):
        delete_session(session, by=BY, today=date(2026, 11, 26))


def test_a_planned_day_without_a_time_is_confirmed_once_it_is_there(pair, mentor, organization, client_of):  # noqa: F811
    client, base = client_of(mentor), f"/o/acme/my/matches/{pair.pk}/sessions/"
    with tenant_scope(organization.id):
        past = make_session(match=pair, happens_on=date(2026, 9, 1), state="planned")
        later = make_session(match=pair, happens_on=date(2099, 9, 1), state="planned")
    assert "We did not meet" in client.get(f"{base}{past.pk}/").content.decode()
    assert "We did not meet" not in client.get(f"{base}{later.pk}/").content.decode()
    assert client.post(f"{base}{past.pk}/held/").status_code == 302
    with tenant_scope(organization.id):
        past.refresh_from_db()
    assert past.state == "held"
