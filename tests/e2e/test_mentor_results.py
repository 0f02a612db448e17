"""An administrator reads what the mentees of each mentor answered, by keyboard, in two languages."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.factories.tenancy import make_membership, make_organization, make_user
from tests.surveys.answered import answer, closed_wave, mentees_of, result_of, survey_of

pytestmark = pytest.mark.raw_sql


@pytest.mark.parametrize(
    ("language", "results", "question", "show", "favorable"),
    [
        ("en", "Results by mentor", "Question", "Show", "57%"),
        ("de", "Ergebnisse je Mentorin oder Mentor", "Frage", "Anzeigen", "57\xa0%"),
    ],
)
def test_results_by_mentor(page: Page, live_site, mailbox, language, results, question, show, favorable):
    slug = f"acme-by-mentor-{language}"
    organization = make_organization(name="Acme", slug=slug)
    with tenant_scope(organization.id):
        user = make_user(email=f"ada.{slug}@example.org", name="Ada", language=language)
        by = Actor.member(make_membership(user=user, role="administrator"))
        program = make_program(name="Rising Leaders, cohort 2")
        people = mentees_of(program, 19)
        jonas = make_participant(
            program=program, role="mentor", person=make_person(first_name="Jonas", last_name="Weber")
        )
        for number, mentee in enumerate(people):
            mentor = jonas if number < 7 else make_participant(program=program, role="mentor")
            make_match(
                program=program, mentor=mentor, mentee=mentee, started_on=date(2026, 1, 10), state="active"
            )
        survey = survey_of(program, by=by, name="End, mentees")
        wave = closed_wave(survey, people, [answer(n) for n in range(19)], opens_on=date(2026, 9, 1))
        result_of(wave, organization)
    sign_in(page, live_site, mailbox, user.email)
    page.goto(f"{live_site}/o/{slug}/survey-calendar/")
    page.get_by_role("link", name=results).click()
    expect(page.get_by_role("heading", name=results, level=1)).to_be_visible()
    chosen = page.get_by_role("combobox", name=question)
    chosen.focus()
    chosen.select_option("match-fit")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=show, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    row = page.get_by_role("row").filter(has_text="Jonas Weber")
    expect(row).to_contain_text(favorable)
    expect(chosen).to_have_value("match-fit")
    look_at(page, f"results-by-mentor-{language}")
