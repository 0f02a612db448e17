"""Today is the day of the organization: ahead of UTC in Auckland, behind it in Honolulu."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from mentoring.tenancy.scope import tenant_scope
from programs import periodic
from programs.enums import Health, SessionState
from programs.models import Match, Session
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.imports.importing import bring_in

# Half past midnight of the next day in Auckland (UTC+13), half past one at night in Honolulu (UTC-10).
AUCKLAND = (datetime(2026, 11, 2, 11, 30, tzinfo=UTC), "Pacific/Auckland", date(2026, 11, 3))
# Half past eleven of the day before in Honolulu.
HONOLULU = (datetime(2026, 11, 2, 9, 30, tzinfo=UTC), "Pacific/Honolulu", date(2026, 11, 1))


@pytest.fixture(params=[AUCKLAND, HONOLULU], ids=["auckland", "honolulu"])
def today(request, organization, monkeypatch) -> date:
    moment, zone, day = request.param
    organization.time_zone = zone
    organization.save()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    return day


@pytest.fixture
def match(organization, today) -> Match:
    with tenant_scope(organization.id):
        program = make_program(starts_on=date(2026, 8, 1), ends_on=None)
        people = {
            role: make_participant(program=program, role=role, person=make_person(employee_id=role))
            for role in ("mentor", "mentee")
        }
        return make_match(program=program, started_on=date(2026, 10, 1), overridden_by=None, **people)


def test_session_can_be_recorded_up_to_today(client_of, administrator, organization, match, today):
    client, url = client_of(administrator), f"/api/v1/o/acme/matches/{match.pk}/sessions/"
    how = {"content_type": "application/json"}
    assert client.post(url, {"happens_on": str(today + timedelta(days=1))}, **how).status_code == 400
    assert client.post(url, {"happens_on": str(today)}, **how).status_code == 201


def test_imported_session_without_a_status_was_held_up_to_today(organization, match, today):
    days = [today, today + timedelta(days=1)]
    with tenant_scope(organization.id):
        rows = "".join(f"mentor,mentee,{day}\n" for day in days)
        bring_in(
            f"Mentor,Mentee,Date\n{rows}",
            now=timezone.now(),
            kind="sessions",
            as_of=today,
            target_id=match.program_id,
        )
        found = dict(Session.objects.values_list("happens_on", "state"))
    assert found == {days[0]: SessionState.HELD, days[1]: SessionState.PLANNED}


def test_hourly_run_evaluates_on_the_organizations_day(organization, match, today):
    with tenant_scope(organization.id):
        Match.objects.update(started_on=today - timedelta(days=29))
    moment = {date(2026, 11, 3): AUCKLAND[0], date(2026, 11, 1): HONOLULU[0]}[today]
    periodic.run(organization.id, now=moment)
    with tenant_scope(organization.id):
        match.refresh_from_db()
        assert (match.health, match.evaluated_on) == (Health.AT_RISK, today)
        Match.objects.update(started_on=today - timedelta(days=28))
    periodic.run(organization.id, now=moment)
    with tenant_scope(organization.id):
        match.refresh_from_db()
    assert match.health == Health.ATTENTION


def test_form_of_a_session_suggests_today(client_of, administrator, organization, match, today):
    page = client_of(administrator).get(
        f"/o/acme/programs/{match.program_id}/matches/{match.pk}/sessions/new/"
    )
    assert f'value="{today}"' in page.content.decode()
