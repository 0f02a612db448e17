"""Matches made by hand, and paused, ended and reopened with a reason; only calendars get an email."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.match_states import (
    create_match,
    end_match,
    pause_match,
    reopen_match,
    resume_due_matches,
    undo_match_change,
)
from programs.enums import LeftOut
from programs.models import DailyCount, Match, MatchChange
from programs.selectors.mentors import mentor_choices
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_match, make_participant
from tests.programs.conftest import TODAY

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def open_scope(organization):
    with tenant_scope(organization.id):
        yield


@pytest.fixture
def when(by) -> dict:
    return {"by": by, "at": NOW, "today": TODAY}


def take_part(program, role: str, name: str = "Priya", **fields):
    person = fields.pop("person", None) or make_person(first_name=name, last_name="Raman")
    return make_participant(program=program, person=person, role=role, **fields)


def match_of(program, mentor, mentee, by) -> Match:
    return create_match(program, mentor=mentor, mentee=mentee, by=by, today=TODAY, started_on=TODAY)


@pytest.mark.usefixtures("open_scope")
class TestCreate:
    def test_match_is_active_evaluated_and_audited_and_nobody_is_told(self, program, by):
        mentor, mentee = take_part(program, "mentor"), take_part(program, "mentee")
        match = match_of(program, mentor, mentee, by)
        assert (match.state, match.health, match.evaluated_on) == ("active", "unknown", TODAY)
        event = AuditEvent.objects.get(action="programs.create_match")
        assert (event.subject_id, event.values) == (match.pk, {"on": "2026-11-02"})
        assert not OutboxMessage.objects.exists()

    def test_mentor_without_a_free_place_is_refused(self, program, by):
        mentor = take_part(program, "mentor", "Ruth", capacity=2)
        make_match(program=program, mentor=mentor)
        make_match(program=program, mentor=mentor, state="ended", ended_on=TODAY)
        match_of(program, mentor, take_part(program, "mentee"), by)
        with pytest.raises(ValidationError, match="Ruth Raman has no free place: 2 of 2 are taken"):
            match_of(program, mentor, take_part(program, "mentee"), by)

    @pytest.mark.parametrize(
        ("state", "sentence"), [("paused", "already matched"), ("ended", "Reopen that match instead")]
    )
    def test_known_pair_is_refused(self, state, sentence, program, by):
        mentor, mentee = take_part(program, "mentor", capacity=5), take_part(program, "mentee")
        ended_on = TODAY if state == "ended" else None
        make_match(program=program, mentor=mentor, mentee=mentee, state=state, ended_on=ended_on)
        with pytest.raises(ValidationError, match=sentence):
            match_of(program, mentor, mentee, by)

    def test_own_mentor_is_refused(self, program, by):
        person = make_person()
        mentor, mentee = (take_part(program, role, person=person) for role in ("mentor", "mentee"))
        with pytest.raises(ValidationError, match="Nobody can be their own mentor"):
            match_of(program, mentor, mentee, by)

    def test_managers_of_the_mentee_are_refused(self, program, by):
        mentor, mentee = take_part(program, "mentor", "Ruth"), take_part(program, "mentee")
        between = make_person()
        make_attributes(person=mentee.person, manager=between)
        make_attributes(person=between, manager=mentor.person)
        with pytest.raises(ValidationError, match="Ruth Raman is a manager of Priya Raman"):
            match_of(program, mentor, mentee, by)

    def test_people_who_left_or_wait_or_have_another_role_are_refused(self, program, by):
        mentor, mentee = take_part(program, "mentor"), take_part(program, "mentee")
        gone = take_part(program, "mentor", person=make_person(left_on=TODAY))
        with pytest.raises(ValidationError, match="no longer works here"):
            match_of(program, gone, mentee, by)
        with pytest.raises(ValidationError, match="has not been accepted"):
            match_of(program, mentor, take_part(program, "mentee", state="waiting"), by)
        with pytest.raises(ValidationError, match="is not a mentor in this program"):
            match_of(program, mentee, mentee, by)
        with pytest.raises(ValidationError, match="is not a mentee in this program"):
            match_of(program, mentor, make_participant(role="mentee"), by)
        assert not Match.objects.exists()

    def test_start_in_the_future_and_a_closed_program_are_refused(self, program, by):
        mentor, mentee = take_part(program, "mentor"), take_part(program, "mentee")
        pair = {"mentor": mentor, "mentee": mentee, "by": by, "today": TODAY}
        with pytest.raises(ValidationError, match="today or an earlier date"):
            create_match(program, **pair, started_on=TODAY + timedelta(days=1))
        program.state = "closed"
        with pytest.raises(ValidationError, match="closed"):
            create_match(program, **pair, started_on=TODAY)


class TestPauseEndReopen:
    def test_pause_stops_health_until_it_is_over(self, held, when, organization, program):
        match = held(70, 3, 17)
        with tenant_scope(organization.id):
            pause_match(match, until=date(2026, 11, 20), reason="Parental leave", **when)
            match.refresh_from_db()
            assert (match.state, match.health, match.paused_until) == (
                "paused",
                "unknown",
                date(2026, 11, 20),
            )
            by = Actor.system("evaluation")
            assert resume_due_matches(program, by=by, today=date(2026, 11, 20)) == 0
            assert resume_due_matches(program, by=by, today=date(2026, 11, 21)) == 1
            match.refresh_from_db()
            assert (match.state, match.paused_until) == ("active", None)
            assert not OutboxMessage.objects.exists()

    def test_days_of_a_pause_do_not_count_as_a_gap(self, held, when, organization):
        match = held(70, 20)
        assert match.health == "on_track"
        with tenant_scope(organization.id):
            pause_match(match, until=TODAY + timedelta(days=60), reason="Sabbatical", **when)
            later = TODAY + timedelta(days=30)
            match.sessions_known_until = None
            match.save(update_fields=["sessions_known_until"])
            reopen_match(
                match, reason="Back early", **{**when, "today": later, "at": NOW + timedelta(days=30)}
            )
            match.refresh_from_db()
        assert (match.state, match.health) == ("active", "on_track")

    def test_end_and_reopen_keep_the_reason_and_the_history(self, held, when, organization, program):
        match = held(70, 3, 17)
        with tenant_scope(organization.id):
            counts = list(DailyCount.objects.values("day", "held"))
            end_match(match, reason="Goals reached", **when)
            match.refresh_from_db()
            assert (match.state, match.ended_on, match.end_reason, match.health) == (
                "ended",
                TODAY,
                "Goals reached",
                "finished",
            )
            reopen_match(match, reason="New goal", **{**when, "at": NOW + timedelta(hours=1)})
            match.refresh_from_db()
            assert (match.state, match.ended_on, match.health) == ("active", None, "on_track")
            changes = MatchChange.objects.order_by("made_at").values_list("kind", "reason")
            assert list(changes) == [("ended", "Goals reached"), ("reopened", "New goal")]
            assert list(DailyCount.objects.values("day", "held")) == counts
            actions = AuditEvent.objects.filter(action__endswith="_match").values_list("action", "fields")
            assert set(actions.values_list("action", flat=True)) == {
                "programs.end_match",
                "programs.reopen_match",
            }
            assert all(fields == ["reason"] for _action, fields in actions)
            assert not OutboxMessage.objects.exists()

    def test_each_change_can_be_undone_until_the_next(self, held, when, organization):
        match = held(70, 3, 17)
        undo = when
        with tenant_scope(organization.id):
            paused = pause_match(match, until=TODAY, reason="Away", **when)
            ended = end_match(match, reason="Moved", **{**when, "at": NOW + timedelta(minutes=1)})
            with pytest.raises(ValidationError, match="changed again"):
                undo_match_change(paused, **undo)
            undo_match_change(ended, **undo)
            match.refresh_from_db()
            assert (match.state, match.paused_until, match.end_reason) == ("paused", TODAY, "")
            reopened = reopen_match(match, reason="Back", **{**when, "at": NOW + timedelta(minutes=2)})
            undo_match_change(reopened, **undo)
            paused.refresh_from_db()
            match.refresh_from_db()
            assert (match.state, paused.until) == ("paused", TODAY)
            undo_match_change(paused, **undo)
            match.refresh_from_db()
            assert (match.state, match.health) == ("active", "on_track")
            assert not MatchChange.objects.exists()

    def test_ended_match_is_not_reopened_when_the_place_is_taken(self, held, when, organization, program, by):
        match = held(70, 3)
        with tenant_scope(organization.id):
            ended = end_match(match, reason="Moved", **when)
            match_of(program, match.mentor, take_part(program, "mentee"), by)
            with pytest.raises(ValidationError, match="no free place"):
                reopen_match(match, reason="Back", **when)
            with pytest.raises(ValidationError, match="no free place"):
                undo_match_change(ended, **when)

    def test_wrong_dates_states_and_empty_reasons_are_refused(self, held, when, organization):
        match = held(70, 3)
        with tenant_scope(organization.id):
            with pytest.raises(ValidationError, match="today or a later date"):
                pause_match(match, until=TODAY - timedelta(days=1), reason="Away", **when)
            with pytest.raises(ValidationError, match="Enter a reason"):
                pause_match(match, until=TODAY, reason=" ", **when)
            with pytest.raises(ValidationError, match="from the start of the match to today"):
                end_match(match, reason="Moved", ended_on=TODAY + timedelta(days=1), **when)
            with pytest.raises(ValidationError, match="active already"):
                reopen_match(match, reason="Back", **when)
            end_match(match, reason="Moved", **when)
            with pytest.raises(ValidationError, match="ended already"):
                end_match(match, reason="Moved", **when)
            with pytest.raises(ValidationError, match="Only active matches"):
                pause_match(match, until=TODAY, reason="Away", **when)


@pytest.mark.usefixtures("open_scope")
def test_mentors_are_ranked_by_shared_topics_and_free_places(program, django_assert_num_queries):
    mentee = take_part(program, "mentee", "Mia", topics=["Delegation", "finance"])
    one = take_part(program, "mentor", "One", topics=["delegation"], capacity=1)
    roomy = take_part(program, "mentor", "Roomy", topics=["delegation"], capacity=3)
    both = take_part(program, "mentor", "Both", topics=["finance", "delegation"], capacity=1)
    none = take_part(program, "mentor", "None", topics=["writing"], capacity=2)
    full = take_part(program, "mentor", "Full", topics=["finance"], capacity=1)
    make_match(program=program, mentor=full)
    boss = take_part(program, "mentor", "Boss", topics=["finance"])
    make_attributes(person=mentee.person, manager=boss.person)
    take_part(program, "mentor", person=mentee.person)
    with django_assert_num_queries(3):
        choice = mentor_choices(program, [mentee], today=TODAY)[mentee.pk]
    assert [it.mentor.row for it in choice.ranked] == [both, roomy, one, none]
    assert [it.reason for it in choice.ranked][:2] == [
        "2 shared topics: finance, delegation. Same language. Same time zone. 1 free place.",
        "1 shared topic: delegation. Same language. Same time zone. 3 free places.",
    ]
    assert choice.ranked[3].reason == "No shared topic. Same language. Same time zone. 2 free places."
    assert choice.left_out == {LeftOut.NO_PLACE: 1, LeftOut.REPORTING_LINE: 1, LeftOut.SAME_PERSON: 1}
    named = mentor_choices(program, [mentee], today=TODAY, name="roo")[mentee.pk]
    assert [it.mentor.row for it in named.ranked] == [roomy]
