"""Outcomes are switched on per organization, after the notice was given to everybody whose data is compared."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from reports import periodic
from reports.models import OutcomeNotice, OutcomeRun
from reports.notice.actions import save_notice, switch_off_outcomes, switch_on_outcomes
from reports.notice.forms import NoticeForm
from reports.outcomes.actions import decide_outcome_plan, request_outcomes
from reports.roi.selectors import newest_run
from tests.factories.programs import make_program
from tests.factories.reports import make_outcome_notice, make_outcome_run

BY = Actor.system("test")
TODAY = date(2026, 11, 2)


def address(program, rest: str = "") -> str:
    return f"/o/acme/programs/{program.pk}/outcomes/{rest}"


def test_without_a_day_outcomes_stay_off(organization):
    with tenant_scope(organization.id):
        save_notice(values={"text_en": "Dear all", "text_de": "Guten Tag"}, by=BY, today=TODAY)
        with pytest.raises(ValidationError, match="First give the notice"):
            switch_on_outcomes(by=BY)
        save_notice(values={"given_on": TODAY}, by=BY, today=TODAY)
        assert switch_on_outcomes(by=BY).is_on
        assert OutcomeNotice.objects.get().text_de == "Guten Tag"


def test_the_day_is_not_in_the_future_and_stays_while_switched_on(organization):
    with tenant_scope(organization.id):
        with pytest.raises(ValidationError, match="not a later one"):
            save_notice(values={"given_on": TODAY + timedelta(days=1)}, by=BY, today=TODAY)
        make_outcome_notice()
        with pytest.raises(ValidationError, match="Switch them off first"):
            save_notice(values={"given_on": None}, by=BY, today=TODAY)


def test_the_date_picker_shows_the_day_in_german_too():
    with translation.override("de"):
        assert 'value="2026-11-02"' in str(NoticeForm(initial={"given_on": TODAY})["given_on"])


def test_switched_off_nothing_is_calculated_or_shown(organization, client_of, administrator):
    with tenant_scope(organization.id):
        program = make_program(starts_on=date(2026, 1, 1), state="running")
        decide_outcome_plan(program, leave_kind="all", by=BY)
        run = make_outcome_run(program=program)
        assert newest_run(program) == run
        switch_off_outcomes(by=BY)
        with pytest.raises(ValidationError, match="switched off"):
            request_outcomes(program, by=BY, now=timezone.now())
    periodic.run(organization.id, now=datetime(2026, 11, 3, 3, tzinfo=UTC))
    client = client_of(administrator)
    page = client.get(address(program)).content.decode()
    assert "Outcomes are switched off" in page
    assert 'href="/o/acme/outcomes/notice/"' in page
    assert client.get(address(program, "numbers.csv")).status_code == 404
    answer = client.get(f"/api/v1{address(program)}").json()
    assert (answer["is_on"], answer["figures"], answer["known_until"]) == (False, [], None)
    with tenant_scope(organization.id):
        assert newest_run(program) is None
        assert OutcomeRun.objects.get() == run


def test_an_administrator_copies_the_text_gives_it_and_switches_on(organization, client_of, administrator):
    client = client_of(administrator)
    page = client.get("/o/acme/outcomes/notice/").content.decode()
    assert "You can object at any time" in page
    assert "Sie können jederzeit" in page
    client.post(
        "/o/acme/outcomes/notice/",
        {"text_en": "Our own text", "text_de": "Unser Text", "given_on": "2026-01-05"},
    )
    page = client.get("/o/acme/outcomes/notice/").content.decode()
    assert "Our own text" in page
    assert "/l/objection/acme/" in page
    client.post("/o/acme/outcomes/notice/switch-on/")
    assert "Outcomes are switched on" in client.get("/o/acme/outcomes/notice/").content.decode()


def test_the_api_has_the_notice_and_the_switch(organization, client_of, administrator):
    client = client_of(administrator)
    base = "/api/v1/o/acme/outcome-notice/"
    assert client.get(base).json()["objection_url"] == ""
    assert client.post(f"{base}switch-on/").status_code == 400
    answer = client.patch(base, {"given_on": "2026-01-05"}, content_type="application/json").json()
    assert answer["given_on"] == "2026-01-05"
    assert client.post(f"{base}switch-on/").json()["is_on"] is True
    assert client.post(f"{base}switch-off/").json()["is_on"] is False
