"""An administrator reads the results of a wave."""

import re
from datetime import date
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Page, expect

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.factories.programs import make_program
from tests.factories.tenancy import make_membership, make_organization, make_user
from tests.surveys.answered import answer, closed_wave, mentees_of, result_of, survey_of

pytestmark = pytest.mark.raw_sql


def test_results(page: Page, live_site, mailbox):
    organization = make_organization(name="Acme", slug="acme-results")
    with tenant_scope(organization.id):
        user = make_user(email="ada.results@example.org", name="Ada")
        by = Actor.member(make_membership(user=user, role="administrator"))
        program = make_program(name="Rising Leaders, cohort 2")
        people = mentees_of(program, 62, departments=("Engineering", "Production", "Sales", "Legal"))
        start = survey_of(program, by=by, kind="start", name="Start, mentees")
        before = [answer(n, **{"skills-confidence": 3 + n % 4}) for n in range(47)]
        closed_wave(start, people, before, opens_on=date(2026, 3, 1))
        end = survey_of(program, by=by, name="End, mentees")
        answers = [
            answer(n, **{"skills-confidence": 4 + n % 4 + n % 2, "match-fit": None if n < 2 else 3 + n % 3})
            for n in range(47)
        ]
        wave = closed_wave(end, people, answers, late=range(30, 47))
        result_of(wave, organization)
        few = survey_of(program, by=by, kind="pulse", name="Pulse, mentees")
        hidden = closed_wave(few, people, answers[:3])
        result_of(hidden, organization)
    sign_in(page, live_site, mailbox, "ada.results@example.org")
    page.goto(f"{live_site}/o/acme-results/programs/{program.pk}/surveys/")
    look_at(page, "results-plan")
    page.get_by_role("link", name=re.compile("Results.*End")).click()
    expect(page.get_by_text("76% 47 of 62 people invited answered")).to_be_visible()
    page.locator("main details").evaluate_all("found => found.forEach(each => each.open = true)")
    changes = page.get_by_role("table", name="Change of the same people")
    expect(changes.get_by_role("row", name=re.compile("Higher than at the start")).first).to_be_visible()
    assert (
        changes.locator("td:not([data-label], [colspan])").count() == 0
    )  # on phones, a row is a list with labels
    look_at(page, "results")
    files_that_clicks_download(page)
    page.get_by_role("link", name="Results", exact=True).click()
    look_at(page, "results-list")
    page.goto(f"{live_site}/o/acme-results/programs/{program.pk}/surveys/waves/{hidden.pk}/")
    expect(page.get_by_role("heading", name="Fewer than 5 people answered")).to_be_visible()
    look_at(page, "results-hidden")


def files_that_clicks_download(page: Page) -> None:
    """A double click downloads one file, and the button beside it another at once."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    for name, ending in (("CSV", "csv"), ("Excel", "xlsx")):
        with page.expect_download() as caught:
            page.get_by_role("button", name=f"Export list as {name}").dblclick()
        assert caught.value.suggested_filename.endswith(f".{ending}")
    assert [dict(parse_qsl(form))["format"] for form in sent] == ["csv", "xlsx"]
