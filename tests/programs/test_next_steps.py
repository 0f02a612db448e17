"""Next steps: grouped, taken by their link, and never about people who have left; and what an empty program shows."""

import re
from datetime import timedelta
from html import unescape

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from programs.models import Program
from tests.factories.people import make_person
from tests.factories.programs import make_participant
from tests.programs.conftest import TODAY
from tests.programs.pages import names_on, text_of

pytestmark = pytest.mark.usefixtures("it_is_today")


@pytest.fixture
def url(program) -> str:
    return f"/o/acme/programs/{program.pk}/"


def step_links(answer) -> list[str]:
    return [
        unescape(link) for link in re.findall(r'class="next-step" href="([^"]+)"', answer.content.decode())
    ]


def test_similar_steps_are_one_step_that_leads_to_all_of_them(
    client_of, coordinator, organization, held, url
):
    late = [held(60 + n) for n in range(5)]
    held(70, 25, 40)
    client = client_of(coordinator)
    page = client.get(url)
    text = text_of(page)
    assert "5 matches have no session yet" in text
    with tenant_scope(organization.id):
        assert f"Longest: {late[-1]} and 4 more" in text
    assert text.count("No session in 25 days") >= 1
    group, single = step_links(page)
    assert "only=first-not-held" in group
    assert client.get(group).status_code == 200
    assert "match=" in single
    assert len(names_on(client.get(f"{url}matches/?only=first-not-held"))) == 5


def test_three_similar_steps_stay_three(client_of, coordinator, held, url):
    for n in range(3):
        held(60 + n)
    page = client_of(coordinator).get(url)
    assert len(step_links(page)) == 3
    assert "have no session yet" not in text_of(page)


def test_step_opens_an_email_that_begins_with_the_right_text(client_of, coordinator, held, url):
    held(20)
    client = client_of(coordinator)
    page = client.get(url)
    assert "Ask both to schedule the first session" in text_of(page)
    [link] = step_links(page)
    email = client.get(link).content.decode()
    assert "Your first session with {partner_names}" in email


@pytest.mark.parametrize("gone", [{"left_on": TODAY}, {"is_departed": True}], ids=["day", "unknown day"])
def test_person_who_has_left_is_no_participant_and_causes_no_step(
    client_of, coordinator, organization, program, held, url, gone
):
    match = held(70)
    with tenant_scope(organization.id):
        Person.objects.filter(pk=match.mentee.person_id).update(**gone)
    client = client_of(coordinator)
    assert step_links(client.get(url)) == []
    rows = re.findall(
        r'data-label="Status"[^>]*>([^<]+)<', client.get(f"{url}participants/").content.decode()
    )
    assert sorted(rows) == ["Accepted", "Left"]
    person = client.get(f"/o/acme/people/{match.mentee.person_id}/programs/")
    assert "Mentee · Left" in text_of(person)
    answers = client.get(f"/api/v1/o/acme/participants/?program={program.pk}").json()["results"]
    assert {it["role"]: it["state"] for it in answers} == {"mentor": "accepted", "mentee": "left"}
    file = client.post(f"{url}participants/export/").content.decode()
    assert file.count("Left") == 1


def test_person_who_will_leave_is_still_a_participant(client_of, coordinator, organization, held, url):
    match = held(70)
    with tenant_scope(organization.id):
        Person.objects.filter(pk=match.mentee.person_id).update(left_on=TODAY + timedelta(days=1))
    client = client_of(coordinator)
    assert len(step_links(client.get(url))) == 1
    assert "Left" not in text_of(client.get(f"{url}participants/"))


def test_empty_program_leads_through_directory_participants_and_matches(
    client_of, administrator, coordinator, organization, program, url
):
    client = client_of(administrator)

    def next_import(path: str = "") -> list[str]:
        return re.findall(r"/imports/new/(\w+)/", client.get(url + path).content.decode())

    pages = ("", "matches/", "participants/")
    assert [next_import(path) for path in pages] == [["directory"]] * 3
    with tenant_scope(organization.id):
        person = make_person()
    assert [next_import(path) for path in pages] == [["participants"]] * 3
    with tenant_scope(organization.id):
        make_participant(program=program, person=person)
    assert all(f'href="{url}matching/"' in client.get(url + path).content.decode() for path in pages[:2])
    other = text_of(client_of(coordinator).get(url))
    assert "3. Add matches" in other
    assert "Administrators can import people and matches." in other


def test_finished_program_suggests_closing_it(
    client_of, administrator, coordinator, organization, program, held, url
):
    held(70, 40)
    with tenant_scope(organization.id):
        Program.objects.update(ends_on=TODAY - timedelta(days=3))
    client = client_of(administrator)
    assert "Close program" not in text_of(client_of(coordinator).get(url))
    assert "This program seems to be finished It ended on Oct 30, 2026. Close program" in text_of(
        client.get(url)
    )
    closed = client.post(f"{url}close/", {"reason": "as_planned"}, follow=True)
    assert "Program closed." in text_of(closed)
    assert "Close program" not in text_of(closed)
    assert f'action="{url}reopen/"' in closed.content.decode()
    with tenant_scope(organization.id):
        assert Program.objects.get().state == "closed"
    client.post(f"{url}reopen/")
    with tenant_scope(organization.id):
        assert Program.objects.get().state == "running"
        actions = list(AuditEvent.objects.order_by("happened_at", "id").values_list("action", flat=True))
    assert sorted(actions) == ["programs.close_program", "programs.reopen_program"]


def test_running_program_does_not_suggest_closing_it(client_of, administrator, held, url):
    held(70, 3)
    assert "Close program" not in text_of(client_of(administrator).get(url))


def test_program_whose_matches_have_all_ended_suggests_closing_it(client_of, administrator, held, url):
    held(70, 40, state="ended", ended_on=TODAY - timedelta(days=9))
    assert "All matches have ended." in text_of(client_of(administrator).get(url))


def test_date_of_another_year_shows_the_year(client_of, coordinator, held, url):
    held(400, 350, 340)
    page = text_of(client_of(coordinator).get(url))
    assert "the last one was on Nov 27, 2025" in page
