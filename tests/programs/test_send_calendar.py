"""Every automatic email of the next 30 days is on one page, and can be paused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import SendingPause
from mentoring.tenancy.scope import tenant_scope
from programs.periodic import run_inquiries
from programs.rollups.match_counts import refresh_matches
from programs.selectors.meeting_inquiries import DID_YOU_MEET
from programs.selectors.send_calendar import send_calendar
from tests.factories.mail import make_message
from tests.factories.meetings import make_inquiry
from tests.factories.programs import make_match, make_program, make_session
from tests.programs.queries import queries_of

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(name="Leaders", starts_on=date(2026, 8, 1), ends_on=None)


def a_match(program, *, planned=(), held=()):
    match = make_match(program=program, started_on=TODAY - timedelta(days=60), overridden_by=None)
    for n in planned:
        make_session(match=match, state="planned", happens_on=TODAY + timedelta(days=n))
    for n in held:
        make_session(match=match, happens_on=TODAY - timedelta(days=n))
    refresh_matches(program.pk, on=TODAY, match_ids=[match.pk])
    return match


def planned(program, organization) -> list[tuple[int, str, int, bool]]:
    calendar = send_calendar(program, organization, now=NOW)
    return [
        ((day - TODAY).days, each.kind, each.count, each.is_estimate)
        for day, sends in calendar.days
        for each in sends
    ]


def test_the_mornings_after_planned_sessions(program, organization, scope):
    a_match(program, planned=[3, 20])
    assert planned(program, organization) == [(4, DID_YOU_MEET, 2, True), (21, DID_YOU_MEET, 2, True)]


def test_the_day_on_which_the_agreed_interval_has_passed(program, organization, scope):
    a_match(program, held=[5])
    assert planned(program, organization) == [(10, DID_YOU_MEET, 2, True)]


def test_nobody_is_asked_twice_in_eight_days(program, organization, scope):
    match = a_match(program, planned=[2, 5])
    for side in (match.mentor, match.mentee):
        make_inquiry(person=side.person, asked_on=TODAY - timedelta(days=1))
    assert planned(program, organization) == [(7, DID_YOU_MEET, 2, True), (15, DID_YOU_MEET, 2, True)]


def test_what_waits_in_the_outbox_is_certain(program, organization, scope):
    fields = {"scope_id": program.pk, "is_automatic": True, "kind": DID_YOU_MEET}
    make_message(due_at=NOW + timedelta(days=1), **fields)
    make_message(due_at=NOW + timedelta(days=1), state="sent", **fields)
    make_message(due_at=NOW + timedelta(days=40), **fields)
    make_message(due_at=NOW, is_automatic=True, kind=DID_YOU_MEET, scope_id=None)
    assert planned(program, organization) == [(1, DID_YOU_MEET, 1, False)]


def test_the_forecast_comes_true(program, organization):
    """What the page plans for today is what the next run asks."""
    with tenant_scope(organization.id):
        a_match(program, held=[15])
        a_match(program, planned=[-1])
        a_match(program, held=[2])
        today = [each for each in planned(program, organization) if each[0] == 0]
    assert today == [(0, DID_YOU_MEET, 4, True)]
    assert run_inquiries(organization.id, now=NOW) == 4


def test_a_kind_is_paused_and_resumed_on_the_page(program, organization, client_of, coordinator):
    with tenant_scope(organization.id):
        a_match(program, planned=[-1])
    client = client_of(coordinator)
    url = f"/o/acme/programs/{program.pk}/sends/"
    assert "Pause emails" in client.get(url).content.decode()
    client.post(f"{url}pause/", {"kind": DID_YOU_MEET})
    page = client.get(url).content.decode()
    assert "Resume emails" in page
    assert run_inquiries(organization.id, now=NOW) == 0
    client.post(f"{url}resume/", {"kind": DID_YOU_MEET})
    assert run_inquiries(organization.id, now=NOW) == 2
    with tenant_scope(organization.id):
        assert SendingPause.objects.count() == 0
        actions = AuditEvent.objects.filter(action__endswith="_sending").order_by("happened_at")
        assert list(actions.values_list("action", "values")) == [
            ("mail.pause_sending", {"kind": DID_YOU_MEET, "where": "Leaders"}),
            ("mail.resume_sending", {"kind": DID_YOU_MEET, "where": "Leaders"}),
        ]


def test_what_is_not_automatic_is_refused(program, client_of, coordinator, organization):
    client = client_of(coordinator)
    url = f"/o/acme/programs/{program.pk}/sends/pause/"
    page = client.post(url, {"kind": "mail.test"}, follow=True).content.decode()
    assert "Only automatic emails can be paused." in page
    with tenant_scope(organization.id):
        assert SendingPause.objects.count() == 0


def test_the_page_costs_the_same_for_any_number(program, organization, client_of, coordinator):
    client, counts = client_of(coordinator), []
    url = f"/o/acme/programs/{program.pk}/sends/"
    client.get(url)
    for count in (1, 20):
        with tenant_scope(organization.id):
            for _n in range(count):
                a_match(program, planned=[3])
        counts.append(queries_of(client, url))
    assert counts[0] == counts[1]
