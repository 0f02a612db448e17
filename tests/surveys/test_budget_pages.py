"""The pages of the contact budget: limits, what a survey would cost, the calendar, and who was not invited."""

from datetime import timedelta

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import create_survey, schedule_survey
from surveys.budget import DEFAULT_LIMITS
from surveys.models import Invitation, PostponedInvitation, Schedule, Survey
from surveys.selectors.budget import current_limits
from surveys.selectors.calendar import skip_counts, survey_calendar
from surveys.selectors.load import email_load, survey_load
from tests.factories.programs import make_match, make_participant, make_program
from tests.factories.surveys import make_skip, make_survey, make_survey_invitation
from tests.surveys.conftest import NOON, QUESTIONS, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def it_is_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def page(program, survey):
    return f"/o/acme/programs/{program.pk}/surveys/{survey.pk}/"


@pytest.fixture
def over(organization, mentees):
    """Ana was invited in another program, 20 days ago: she is over budget until November 12."""
    with tenant_scope(organization.id):
        other = make_program(name="Engineering Exchange", starts_on=TODAY, ends_on=None)
        participant = make_participant(program=other, role="mentee", person=mentees[0].person)
        make_survey_invitation(participant=participant, invited_at=NOON - timedelta(days=20))
    return other


def test_limits_are_changed_and_reset(client_of, administrator, organization):
    client = client_of(administrator)
    text = client.get("/o/acme/contact-budget/").content.decode()
    assert "Reset to default" not in text
    assert 'value="14"' in text
    saved = client.post(
        "/o/acme/contact-budget/", {"gap_days": 20, "per_month": 1, "per_year": 4}, follow=True
    )
    assert "Contact budget saved." in saved.content.decode()
    with tenant_scope(organization.id):
        assert vars(current_limits()) == {"gap_days": 20, "per_month": 1, "per_year": 4}
        assert AuditEvent.objects.filter(action="surveys.set_contact_budget").count() == 1
    assert "Reset to default" in saved.content.decode()
    client.post("/o/acme/contact-budget/reset/")
    with tenant_scope(organization.id):
        assert current_limits() == DEFAULT_LIMITS


@pytest.mark.parametrize(
    "limits",
    [
        {"gap_days": 6, "per_month": 1, "per_year": 6},
        {"gap_days": 14, "per_month": 3, "per_year": 6},
        {"gap_days": 14, "per_month": 1, "per_year": 13},
        {"gap_days": 14, "per_month": 0, "per_year": 6},
    ],
)
def test_limits_out_of_bounds_are_refused(client_of, administrator, organization, limits):
    assert client_of(administrator).post("/o/acme/contact-budget/", limits).status_code == 422
    with tenant_scope(organization.id):
        assert current_limits() == DEFAULT_LIMITS


def test_before_sending_the_page_says_who_would_go_over(client_of, administrator, organization, over, page):
    shown = client_of(administrator).post(f"{page}launch/", {"send-open_days": "14"})
    text = shown.content.decode()
    assert "1 person would go over the contact budget on Nov 2" in text
    assert "Move to Nov 12" in text
    assert "Ask a random half" in text
    with tenant_scope(organization.id):
        assert Invitation.objects.filter(invited_at=NOON).count() == 0


def test_a_pulse_that_asks_halves_anyway_says_so_and_does_not_offer_it(
    client_of, administrator, organization, program, survey, over, page
):
    sentence = "A random half of them is asked each time."
    client = client_of(administrator)
    assert sentence not in client.get(f"{page}sending/").content.decode()
    with tenant_scope(organization.id):
        asked = [make_participant(program=program, role="mentee") for _ in range(40)]
        for each in asked:
            make_survey_invitation(
                participant=make_participant(program=over, role="mentee", person=each.person),
                invited_at=NOON - timedelta(days=20),
            )
    assert sentence in client.get(f"{page}sending/").content.decode()
    shown = client.post(f"{page}launch/", {"send-open_days": "14"}).content.decode()
    assert "would go over the contact budget" in shown
    assert 'value="wait"' in shown
    assert 'value="half"' not in shown


def test_a_stopped_pulse_is_not_announced_as_the_next_survey(
    organization, program, survey, over, mentees, by
):
    with tenant_scope(organization.id):
        make_match(program=program, mentee=mentees[0], started_on=TODAY, overridden_by=None)
        pulse = make_survey(program=program, kind="pulse", role="mentee")
        schedule_survey(pulse, trigger="match_days", every=3, by=by, today=TODAY)
        assert survey_load(survey, on=TODAY, organization=organization, now=NOON).merged == 1
        Survey.objects.filter(pk=pulse.pk).update(stopped_at=NOON)
        assert survey_load(survey, on=TODAY, organization=organization, now=NOON).merged == 0


def test_the_preview_is_what_sending_does(organization, survey, over, launched):
    with tenant_scope(organization.id):
        load = survey_load(survey, on=TODAY, organization=organization, now=NOON)
    assert (load.people, load.invited, load.over_budget, load.waiting) == (3, 2, 1, 0)
    wave = launched()
    with tenant_scope(organization.id):
        assert wave.invitations.count() == load.invited
        assert PostponedInvitation.objects.count() == load.waiting
        assert [each.count for each in skip_counts([survey.program], first=TODAY, last=TODAY)] == [1]


def test_move(client_of, administrator, organization, over, page):
    form = {"send-open_days": "14", "decision": "move"}
    text = client_of(administrator).post(f"{page}launch/", form, follow=True).content.decode()
    assert "Survey scheduled for Nov 12. Nothing has been sent." in text
    with tenant_scope(organization.id):
        schedule = Schedule.objects.get()
        assert (schedule.trigger, schedule.first_on) == ("date", TODAY + timedelta(days=10))
        assert Invitation.objects.filter(invited_at=NOON).count() == 0


@pytest.mark.parametrize(("decision", "postponed"), [("merge", True), ("wait", False)])
def test_merge_and_wait(client_of, administrator, organization, over, page, decision, postponed):
    form = {"send-open_days": "14", "decision": decision}
    text = client_of(administrator).post(f"{page}launch/", form, follow=True).content.decode()
    assert "Survey sent to 2 people." in text
    with tenant_scope(organization.id):
        assert PostponedInvitation.objects.filter(is_merged=True).exists() == postponed


def test_a_random_half(client_of, administrator, organization, over, mentees, program, page):
    with tenant_scope(organization.id):
        for _n in range(20):
            make_participant(program=program, role="mentee")
    form = {"send-open_days": "14", "decision": "half"}
    client_of(administrator).post(f"{page}launch/", form)
    with tenant_scope(organization.id):
        assert 0 < Invitation.objects.filter(invited_at=NOON).count() < 22


def test_a_schedule_on_a_day_asks_too(client_of, administrator, organization, over, page):
    form = {
        "plan-open_days": "14", "plan-trigger": "date", "plan-first_on": str(TODAY + timedelta(days=3)),
    }  # fmt: skip
    client = client_of(administrator)
    text = client.post(f"{page}schedule/", form).content.decode()
    assert "1 person would go over the contact budget on Nov 5" in text
    with tenant_scope(organization.id):
        assert not Schedule.objects.exists()
    client.post(f"{page}schedule/", form | {"decision": "move"})
    with tenant_scope(organization.id):
        assert Schedule.objects.get().first_on == TODAY + timedelta(days=10)


def test_the_calendar_knows_who_is_over_budget_and_reminders(
    organization, program, survey, over, mentees, by
):
    with tenant_scope(organization.id):
        schedule_survey(survey, trigger="date", first_on=TODAY + timedelta(days=2), by=by, today=TODAY)
        found = survey_calendar([program], organization=organization, today=TODAY)
        assert [(each.on.day, each.on.month, each.kind, each.count) for each in found.emails] == [
            (4, 11, "invitation", 2),
            (4, 11, "over_budget", 1),
            (9, 11, "reminder", None),
            (13, 11, "reminder", None),
        ]
        assert found.invitations == 2


def test_the_calendar_page_and_its_exports(
    client_of, administrator, organization, program, survey, over, mentees, by
):
    with tenant_scope(organization.id):
        schedule_survey(survey, trigger="date", first_on=TODAY + timedelta(days=2), by=by, today=TODAY)
        make_skip(schedule=Schedule.objects.get(), participant=mentees[1], due_on=TODAY, reason="budget")
    client = client_of(administrator)
    text = client.get("/o/acme/survey-calendar/").content.decode()
    assert "2 survey invitations until Jan 30, 2027" in text
    assert "1 over the contact budget" in text
    assert "Over the contact budget" in text
    assert "Fewer than 5 people take part" in text
    assert "Results by mentor" in text and "Change contact budget" in text
    calendar = client.post("/o/acme/survey-calendar/export/", {"format": "csv"}).content.decode()
    assert "2026-11-04,Rising Leaders,Pulse,Invitation,2" in calendar
    skips = client.post("/o/acme/survey-calendar/skips/export/", {"format": "csv"}).content.decode()
    assert "Rising Leaders,Pulse,Over the contact budget,budget,1" in skips
    other = client.get(f"/o/acme/survey-calendar/?program={over.pk}").content.decode()
    assert "0 survey invitations" in other


def test_a_coordinator_sees_only_their_own_programs(
    client_of, coordinator, organization, survey, mentees, by
):
    with tenant_scope(organization.id):
        schedule_survey(survey, trigger="date", first_on=TODAY + timedelta(days=2), by=by, today=TODAY)
    text = client_of(coordinator).get("/o/acme/survey-calendar/").content.decode()
    assert "0 survey invitations" in text
    assert "Results by mentor" not in text and "Change contact budget" not in text


def test_the_load_per_person_is_given_from_five_people_on(organization, program, over, mentees):
    with tenant_scope(organization.id):
        assert email_load([program], organization=organization, today=TODAY).people is None
        for _n in range(4):
            make_participant(program=program, role="mentor")
        load = email_load([program], organization=organization, today=TODAY)
    assert (load.people, load.median, load.maximum, load.cap) == (7, 0, 1, 1)
    # One person has one invitation: that they are one is not said, not even as a remainder.
    assert load.counts == ()


def test_the_api_says_the_same(client_of, administrator, organization, program, survey, over, mentees, by):
    api = client_of(administrator)
    load = api.get(f"/api/v1/o/acme/surveys/{survey.pk}/load/").json()
    assert (load["invited"], load["over_budget"], load["free_on"]) == (2, 1, "2026-11-12")
    with tenant_scope(organization.id):
        schedule_survey(survey, trigger="date", first_on=TODAY + timedelta(days=2), by=by, today=TODAY)
        make_skip(schedule=Schedule.objects.get(), participant=mentees[1], due_on=TODAY, reason="budget")
    calendar = api.get(f"/api/v1/o/acme/surveys/calendar/?program={program.pk}").json()
    assert calendar["emails"][0]["count"] == 2
    assert calendar["limits"] == {"gap_days": 14, "per_month": 1, "per_year": 6}
    [skip] = api.get("/api/v1/o/acme/surveys/skips/").json()["skips"]
    assert (skip["reason"], skip["count"], skip["survey"]) == ("budget", 1, "Pulse")
    nobody = api.get(f"/api/v1/o/acme/surveys/{survey.pk}/load/?department=Nowhere&on=2026-11-05").json()
    assert (nobody["people"], nobody["on"], nobody["free_on"]) == (0, "2026-11-05", "2026-11-05")
    refused = api.get(f"/api/v1/o/acme/surveys/{survey.pk}/load/?on=2020-01-01")
    assert refused.status_code == 400


@pytest.mark.parametrize("others", [0, 30])
def test_the_calendar_takes_the_same_queries_for_any_number_of_people(
    organization, program, survey, mentees, by, django_assert_num_queries, others
):
    with tenant_scope(organization.id):
        for _n in range(others):
            participant = make_participant(program=program, role="mentee")
            make_match(program=program, mentee=participant, started_on=TODAY, overridden_by=None)
        schedule_survey(survey, trigger="date", first_on=TODAY + timedelta(days=2), by=by, today=TODAY)
        end = create_survey(
            program, name="End", kind="end", role="mentee", mode="named", languages=["en"], title={"en": "End"},
            questions=QUESTIONS, by=by,
        )  # fmt: skip
        schedule_survey(end, trigger="match_days", every=9, by=by, today=TODAY)
        make_match(program=program, mentee=mentees[0], started_on=TODAY, overridden_by=None)
        with django_assert_num_queries(16):
            survey_calendar([program], organization=organization, today=TODAY)
