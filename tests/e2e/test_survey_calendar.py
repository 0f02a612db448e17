"""An administrator sees who would go over the contact budget, moves the survey, and looks at the survey calendar."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import QuestionSpec, create_survey, schedule_survey
from surveys.models import Survey
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.factories.people import make_person
from tests.factories.programs import make_participant, make_program
from tests.factories.surveys import make_schedule, make_skip, make_survey_invitation
from tests.factories.tenancy import make_membership, make_organization, make_user

pytestmark = pytest.mark.raw_sql
QUESTION = QuestionSpec("met", "yes_no", {"en": {"text": "Have you met?"}})


def a_survey(program, by, **fields):
    return create_survey(
        program, role="mentee", mode="named", languages=["en"], title={"en": "How is it going?"},
        questions=[QUESTION], by=by, **fields,
    )  # fmt: skip


def test_contact_budget(page: Page, live_site, mailbox):
    organization = make_organization(name="Acme", slug="acme-budget")
    now = timezone.now()
    with tenant_scope(organization.id):
        user = make_user(email="ada.budget@example.org", name="Ada")
        by = Actor.member(make_membership(user=user, role="administrator"))
        today = organization.local_date(now)
        leaders = make_program(name="Rising Leaders, cohort 2", starts_on=today, ends_on=None)
        exchange = make_program(name="Engineering Exchange", starts_on=today, ends_on=None)
        for number in range(12):
            person = make_person()
            mentee = make_participant(program=leaders, role="mentee", person=person)
            if number < 7:
                other = make_participant(program=exchange, role="mentee", person=person)
                make_survey_invitation(participant=other, invited_at=now - timedelta(days=18))
        half_time = a_survey(leaders, by, name="Half-time survey", kind="half_time")
        formats = a_survey(exchange, by, name="Meeting formats", kind="half_time")
        schedule_survey(formats, trigger="date", first_on=today + timedelta(days=20), by=by, today=today)
        start = a_survey(leaders, by, name="Start survey", kind="start")
        schedule_survey(start, trigger="date", first_on=today + timedelta(days=60), by=by, today=today)
        pulse = a_survey(leaders, by, name="Pulse", kind="pulse")
        Survey.objects.filter(pk=pulse.pk).update(stopped_at=now)
        make_skip(schedule=make_schedule(survey=pulse), participant=mentee, due_on=today, reason="budget")
    sign_in(page, live_site, mailbox, "ada.budget@example.org")
    program = f"{live_site}/o/acme-budget/programs/{leaders.pk}/surveys/"
    page.goto(program)
    expect(page.get_by_text("Pulse has stopped: under 30% answered its last two rounds.")).to_be_visible()
    look_at(page, "budget-plan-stopped")
    page.goto(f"{program}{half_time.pk}/sending/")
    page.get_by_role("button", name="Send survey").click()
    expect(page.get_by_role("heading", name="7 people would go over the contact budget")).to_be_visible()
    look_at(page, "budget-over")
    page.get_by_role("button", name="Move to").click()
    expect(page.get_by_text("Nothing has been sent.")).to_be_visible()
    page.get_by_role("link", name="Survey calendar").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("survey invitations until")
    look_at(page, "budget-calendar")
    page.get_by_role("link", name="Change contact budget").click()
    page.get_by_label("Days between two invitations").fill("20")
    page.get_by_role("button", name="Save contact budget").click()
    expect(page.get_by_text("Contact budget saved.")).to_be_visible()
    look_at(page, "budget-limits")
    page.get_by_role("button", name="Reset to default").click()
    expect(page.get_by_text("Contact budget reset.")).to_be_visible()
