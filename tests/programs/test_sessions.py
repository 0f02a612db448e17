"""Sessions are recorded, updated, deleted and restored, and the match follows."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs import periodic
from programs.actions import delete_session, record_session, restore_session, update_session
from programs.enums import Health
from programs.health.evaluate import evaluate_program
from programs.models import DailyCount, Match, Session
from tests.factories.programs import make_match, make_program, make_session
from tests.imports.importing import bring_in
from tests.programs.conftest import TODAY
from tests.programs.test_evaluation import at


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def actions() -> list[str]:
    events = AuditEvent.objects.order_by("happened_at").values_list("action", flat=True)
    return [action.removeprefix("programs.") for action in events]


def test_updated_session_moves_to_another_day_and_the_match_follows(organization, program, by, held):
    match = held(70, 40)
    assert match.health == Health.AT_RISK
    with tenant_scope(organization.id):
        program.counted_until = TODAY
        program.save()
        session = Session.objects.get()
        update_session(session, happens_on=ago(3), state="held", minutes=30, by=by, today=TODAY)
        match.refresh_from_db()
        assert (match.held_count, match.last_held_on, match.health) == (1, ago(3), Health.ON_TRACK)
        assert list(
            DailyCount.objects.filter(is_dirty=True).order_by("day").values_list("day", flat=True)
        ) == [
            ago(40),
            ago(3),
        ]
        assert actions() == ["update_session"]


def test_held_session_cannot_move_into_the_future(organization, by, held):
    held(70, 40, 3)
    with tenant_scope(organization.id):
        session = Session.objects.get(happens_on=ago(40))
        with pytest.raises(ValidationError):
            update_session(session, happens_on=ago(-1), state="held", by=by, today=TODAY)
        assert Session.objects.filter(happens_on=ago(40)).count() == 1


def test_deleted_session_is_restored_with_everything_it_had(organization, by, held):
    match = held(70, 3)
    with tenant_scope(organization.id):
        Session.objects.update(rating=4, agenda="Talks")
        session = Session.objects.get()
        names = ("happens_on", "state", "minutes", "rating", "agenda")
        values = {name: getattr(session, name) for name in names}
        key = session.pk
        delete_session(session, by=by, today=TODAY)
        match.refresh_from_db()
        assert (Session.objects.count(), match.held_count, match.health) == (0, 0, Health.AT_RISK)
        restored = restore_session(match, key, values, by=by, today=TODAY)
        match.refresh_from_db()
        assert {name: getattr(restored, name) for name in names} == values
        assert (Session.objects.get().pk, match.held_count, match.health) == (key, 1, Health.ON_TRACK)
        assert actions() == ["delete_session", "restore_session"]


def test_recording_a_session_costs_few_statements_and_no_temporary_table(organization, by, held):
    match = held(70, 40)
    with tenant_scope(organization.id), CaptureQueriesContext(connection) as caught:
        record_session(match, happens_on=TODAY, state="held", minutes=45, by=by, today=TODAY)
    statements = [query["sql"] for query in caught.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert not [sql for sql in statements if "TEMPORARY" in sql or "ANALYZE" in sql]
    # Four of them read feedback, requests for help, signs of silence and the action plan.
    assert len(statements) == 22


# Sessions known from files


@pytest.fixture
def two(organization, program, held) -> list[Match]:
    """Two matches that were fine on the day of the last file, fifty days ago."""
    return [held(120, 51, 65, sessions_known_until=ago(50)) for _ in range(2)]


def test_recorded_session_leaves_other_matches_at_the_day_of_their_file(organization, program, two, by):
    with tenant_scope(organization.id):
        evaluate_program(program, today=TODAY)
        record_session(two[0], happens_on=TODAY, state="held", by=by, today=TODAY)
        evaluate_program(program, today=TODAY)
        found = {match.pk: match for match in Match.objects.all()}
    recorded, other = (found[match.pk] for match in two)
    assert (recorded.health, recorded.sessions_known_until) == (Health.ON_TRACK, None)
    assert (other.health, other.sessions_known_until) == (Health.ON_TRACK, ago(50))


def test_correcting_an_old_session_does_not_change_what_is_known(organization, program, two, by):
    with tenant_scope(organization.id):
        record_session(two[0], happens_on=ago(60), state="held", by=by, today=TODAY)
        two[0].refresh_from_db()
    assert (two[0].held_count, two[0].sessions_known_until) == (3, ago(50))


def test_file_is_complete_for_its_matches_and_for_those_without_sessions(organization, program, held, by):
    in_file, without, recorded = (held(100, *days, sessions_known_until=None) for days in ((), (), (5,)))
    with tenant_scope(organization.id):
        row = f"{in_file.mentor.person.employee_id},{in_file.mentee.person.employee_id},{ago(30)}\n"
        bring_in(
            f"Mentor,Mentee,Date\n{row}", kind="sessions", as_of=ago(20), target_id=program.pk, now=at(TODAY)
        )
        found = {match.pk: match.sessions_known_until for match in Match.objects.all()}
    assert found == {in_file.pk: ago(20), without.pk: ago(20), recorded.pk: None}


def test_match_imported_after_the_sessions_has_the_day_of_their_file(organization, program, two):
    with tenant_scope(organization.id):
        pair = f"{two[0].mentor.person.employee_id},{two[1].mentee.person.employee_id}"
        rows = f"Mentor,Mentee,Started on\n{pair},{ago(90)}\n"
        bring_in(rows, kind="matches", target_id=program.pk, now=at(TODAY))
        assert set(Match.objects.values_list("sessions_known_until", flat=True)) == {ago(50)}


def test_failure_in_one_program_does_not_stop_the_others(organization, caplog):
    with tenant_scope(organization.id):
        matches = [
            make_match(
                program=make_program(starts_on=ago(90 - n), ends_on=None),
                started_on=ago(29),
                overridden_by=None,
                signals=signals,
            )
            for n, signals in enumerate(([], [{"code": "gap", "since": "no date"}], []))
        ]
        make_session(match=matches[0], happens_on=ago(3))
    periodic.run(organization.id, now=at(TODAY))
    with tenant_scope(organization.id):
        found = [Match.objects.get(pk=match.pk).health for match in matches]
    assert found == [Health.AT_RISK, Health.UNKNOWN, Health.AT_RISK]
    assert str(matches[1].program_id) in caplog.text
