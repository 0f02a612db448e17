"""One person, one participant, one match added by hand, on pages and in the API."""

from datetime import date

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.people.models import Person, PersonAttributes
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match, MatchChange, Participant
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.programs.queries import queries_of

JSON = {"content_type": "application/json"}
API = "/api/v1/o/acme/"


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(name="Rising Leaders")


@pytest.fixture
def base(program) -> str:
    return f"/o/acme/programs/{program.pk}/"


class TestPerson:
    def test_person_is_added_with_attributes_and_linked_to_an_account(
        self, organization, client_of, administrator, mentee
    ):
        with tenant_scope(organization.id):
            boss = make_person(employee_id="E1")
        data = {
            "first_name": "Łucja",
            "last_name": "Nowak",
            "email": "Mia@Example.org",
            "department": "Sales",
            "manager": "E1",
        }
        answer = client_of(administrator).post("/o/acme/people/new/", data)
        with tenant_scope(organization.id):
            person = Person.objects.get(name_norm="lucja nowak")
            assert answer.url == f"/o/acme/people/{person.pk}/"
            assert (person.email_norm, person.membership) == ("mia@example.org", mentee)
            row = PersonAttributes.objects.get(person=person)
            assert (row.department, row.manager) == ("Sales", boss)
            event = AuditEvent.objects.get(action="people.create_person")
            assert (event.subject_id, event.values) == (person.pk, {})

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"email": "not an address"}, "Enter a valid email address."),
            ({"email": ""}, "Enter an email address or an employee ID."),
            ({"email": "taken@example.org"}, "Another person has this email address."),
            ({"manager": "nobody"}, "Nobody in the directory has this employee ID or address."),
            ({"first_name": "Pri\u202eya"}, "Enter a name without control characters."),
        ],
    )
    def test_bad_input_is_refused_with_a_sentence(
        self, changes, sentence, organization, client_of, administrator
    ):
        with tenant_scope(organization.id):
            make_person(email="taken@example.org")
        data = {"first_name": "Priya", "last_name": "Raman", "email": "priya@example.org", **changes}
        answer = client_of(administrator).post("/o/acme/people/new/", data)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        with tenant_scope(organization.id):
            assert Person.objects.count() == 1

    def test_next_page_is_only_one_of_the_organization(self, base, client_of, administrator):
        client = client_of(administrator)
        data = {"first_name": "Priya", "last_name": "Raman", "employee_id": "N1"}
        answer = client.post(f"/o/acme/people/new/?next={base}participants/new/", data)
        assert answer.url.startswith(f"{base}participants/new/?person=")
        for number, path in enumerate(("https://evil.example/", "//evil.example/", "/o/globex/people/")):
            data["employee_id"] = f"M{number}"
            assert client.post(f"/o/acme/people/new/?next={path}", data).url.startswith("/o/acme/people/")


class TestParticipant:
    def test_person_is_searched_chosen_and_added(self, base, organization, client_of, administrator):
        with tenant_scope(organization.id):
            priya = make_person(first_name="Priya", last_name="Zorn")
            make_person(first_name="Priya", last_name="Gone", left_on=date(2026, 1, 1))
        client, url = client_of(administrator), f"{base}participants/new/"
        page = client.get(f"{url}?q=priya").content.decode()
        assert f"?person={priya.pk}" in page
        assert "Priya Gone" not in page
        answer = client.post(
            f"{url}?person={priya.pk}", {"role": "mentor", "topics": "delegation, finance", "capacity": "3"}
        )
        assert answer.url == f"{base}participants/"
        with tenant_scope(organization.id):
            made = Participant.objects.get()
            assert (made.person, made.role, made.state, made.capacity) == (priya, "mentor", "accepted", 3)
            assert made.topics == ["delegation", "finance"]
            assert not OutboxMessage.objects.exists()

    def test_same_person_twice_and_bad_capacity_are_refused(
        self, program, base, organization, client_of, administrator
    ):
        with tenant_scope(organization.id):
            known = make_participant(program=program, role="mentor")
        url = f"{base}participants/new/?person={known.person_id}"
        client, data = client_of(administrator), {"role": "mentor", "capacity": "1"}
        answer = client.post(url, data)
        assert answer.status_code == 422
        assert "This person is already in the program in this role." in answer.content.decode()
        assert client.post(url, {**data, "capacity": "51"}).status_code == 422
        assert client.post(url, {**data, "role": "mentee"}).status_code == 302
        with tenant_scope(organization.id):
            assert Participant.objects.count() == 2

    def test_who_has_left_is_refused(self, base, organization, client_of, administrator):
        with tenant_scope(organization.id):
            gone = make_person(left_on=date(2026, 1, 1))
        answer = client_of(administrator).post(
            f"{base}participants/new/?person={gone.pk}", {"role": "mentee", "capacity": "1"}
        )
        assert "no longer works here" in answer.content.decode()


class TestMatch:
    def test_mentee_then_mentor_are_chosen(self, program, base, organization, client_of, coordinator):
        with tenant_scope(organization.id):
            mentee = make_participant(program=program, topics=["finance"])
            mentor = make_participant(program=program, role="mentor", topics=["finance"])
        client, url = client_of(coordinator), f"{base}matches/new/"
        assert f"?mentee={mentee.pk}" in client.get(url).content.decode()
        page = client.get(f"{url}?mentee={mentee.pk}").content.decode()
        assert "1 shared topic: finance. Same language. Same time zone. 1 free place." in page
        assert "Neither of the two gets an email." in page
        data = {"mentor": str(mentor.pk), "started_on": "2026-09-01"}
        client.post(f"{url}?mentee={mentee.pk}", data)
        with tenant_scope(organization.id):
            match = Match.objects.get()
            assert (match.mentor, match.mentee, match.started_on) == (mentor, mentee, date(2026, 9, 1))
        again = client.post(f"{url}?mentee={mentee.pk}", data)
        assert again.status_code == 422
        assert "These two are already matched in this program." in again.content.decode()
        assert "Choose a mentor." in client.post(f"{url}?mentee={mentee.pk}", {}).content.decode()

    def test_page_costs_the_same_for_1_and_50_mentors(
        self, program, base, organization, client_of, coordinator
    ):
        with tenant_scope(organization.id):
            mentee = make_participant(program=program)
            make_participant(program=program, role="mentor")
        client, url = client_of(coordinator), f"{base}matches/new/?mentee={mentee.pk}"
        client.get(url)
        before = queries_of(client, url)
        with tenant_scope(organization.id):
            for _n in range(49):
                make_participant(program=program, role="mentor")
        assert queries_of(client, url) == before == 10

    def test_pause_end_reopen_and_undo_on_the_match(
        self, program, base, organization, client_of, coordinator
    ):
        with tenant_scope(organization.id):
            match = make_match(program=program)
        client, url = client_of(coordinator), f"{base}matches/{match.pk}/"
        assert f"{url}state/" in client.get(url).content.decode()
        page = client.get(f"{url}state/").content.decode()
        assert "Changes are not announced by email." in page
        refused = client.post(f"{url}state/pause/", {"pause-until": "2020-01-01", "pause-reason": "Away"})
        assert refused.status_code == 422
        assert "Enter today or a later date." in refused.content.decode()
        paused = client.post(
            f"{url}state/pause/", {"pause-until": "2099-01-01", "pause-reason": "Away"}, follow=True
        )
        with tenant_scope(organization.id):
            change = MatchChange.objects.get()
        assert f"{url}state/{change.pk}/undo/" in paused.content.decode()
        assert "Paused until Jan 1, 2099" in client.get(f"{url}state/").content.decode()
        client.post(f"{url}state/{change.pk}/undo/")
        with tenant_scope(organization.id):
            match.refresh_from_db()
            assert match.state == "active"
            assert not MatchChange.objects.exists()

    def test_participant_reads_that_the_match_is_paused(self, program, organization, client_of, mentee):
        with tenant_scope(organization.id):
            person = make_person(membership=mentee)
            side = make_participant(program=program, person=person)
            make_match(program=program, mentee=side, state="paused", paused_until=date(2099, 1, 1))
        page = client_of(mentee).get("/o/acme/").content.decode()
        assert "This match is paused" in page
        assert "Until Jan 1, 2099 nothing is due." in page


class TestApi:
    def test_person_participant_match_and_its_end(self, program, organization, client_of, administrator):
        client = client_of(administrator)

        def post(path: str, status: int, **body) -> dict:
            answer = client.post(f"{API}{path}", body, **JSON)
            assert answer.status_code == status, answer.content
            return answer.json()

        ids = {}
        for role in ("mentor", "mentee"):
            person = post("people/", 201, first_name=role, last_name="Raman", email=f"{role}@example.org")
            added = post("participants/", 201, program=str(program.pk), person=person["id"], role=role)
            ids[role] = added["id"]
        again = post("participants/", 400, program=str(program.pk), person=person["id"], role=role)
        assert "already in the program" in str(again)
        match = post("matches/", 201, **ids)
        assert (match["state"], match["health"], match["paused_until"]) == ("active", "unknown", None)
        assert "already matched" in str(post("matches/", 400, **ids))
        one = f"matches/{match['id']}/"
        assert post(f"{one}pause/", 200, until="2099-01-01", reason="Away")["paused_until"] == "2099-01-01"
        assert post(f"{one}reopen/", 200, reason="Back")["state"] == "active"
        assert post(f"{one}end/", 200, reason="Goals reached")["health"] == "finished"
        invited = post(f"programs/{program.pk}/invite-participants/", 200)
        assert invited["count"] == 2
        refused = post(f"programs/{program.pk}/remind-participants/", 400)
        assert "once in 7 days" in str(refused)
