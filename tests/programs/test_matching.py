"""From suggestions to approved matches: on pages and in the API. No email is sent."""

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant
from tests.programs.queries import queries_of

JSON = {"content_type": "application/json"}


@pytest.fixture
def base(program) -> str:
    return f"/o/acme/programs/{program.pk}/matching/"


@pytest.fixture
def api(program) -> str:
    return f"/api/v1/o/acme/programs/{program.pk}/"


@pytest.fixture
def pair(organization, program):
    with tenant_scope(organization.id):
        mentee = make_participant(
            program=program, person=make_person(first_name="Mia", last_name="Kern"), topics=["finance"]
        )
        mentor = make_participant(
            program=program,
            person=make_person(first_name="Gil", last_name="Roth"),
            role="mentor",
            topics=["finance"],
        )
    return mentor, mentee


class TestPages:
    def test_program_without_mentees_says_so(self, base, client_of, coordinator):
        page = client_of(coordinator).get(base).content.decode()
        assert "No mentees yet" in page
        assert "Every mentee has a mentor" not in page

    def test_suggestion_is_chosen_reviewed_and_approved_and_nobody_is_told(
        self, pair, base, organization, client_of, coordinator
    ):
        mentor, mentee = pair
        client = client_of(coordinator)
        page = client.get(base).content.decode()
        assert "1 mentee without a mentor" in page
        assert "1 shared topic: finance. Same language. Same time zone. 1 free place." in page
        client.post(f"{base}draft/", {"mentee": str(mentee.pk), "mentor": str(mentor.pk)})
        assert "Every mentee has a mentor or a draft" in client.get(base).content.decode()
        with tenant_scope(organization.id):
            match = Match.objects.get()
            assert (match.state, match.mentor, match.mentee) == ("proposed", mentor, mentee)
        assert "Mia Kern" in client.get(f"{base}drafts/").content.decode()
        answer = client.post(f"{base}drafts/", {"match": str(match.pk)}, follow=True)
        assert "1 match approved. No emails have been sent yet." in answer.content.decode()
        with tenant_scope(organization.id):
            match.refresh_from_db()
            assert match.state == "approved"
            assert not OutboxMessage.objects.exists()
            event = AuditEvent.objects.get(action="programs.approve_matches")
            assert event.values == {"count": 1}

    def test_draft_that_became_impossible_is_marked_and_refused(
        self, pair, base, program, organization, client_of, administrator
    ):
        mentor, mentee = pair
        with tenant_scope(organization.id):
            draft = make_match(program=program, mentor=mentor, mentee=mentee, state="proposed")
            make_match(program=program, mentor=mentor)
        client = client_of(administrator)
        page = client.get(f"{base}drafts/").content.decode()
        assert "No longer possible: No free place." in page
        assert "Approve chosen matches" not in page
        answer = client.post(f"{base}drafts/", {"match": str(draft.pk)})
        assert answer.status_code == 422
        assert "Gil Roth &amp; Mia Kern: No free place." in answer.content.decode()
        with tenant_scope(organization.id):
            draft.refresh_from_db()
            assert draft.state == "proposed"

    def test_discarded_draft_is_suggested_again_and_a_real_match_is_not_discarded(
        self, pair, base, program, organization, client_of, administrator
    ):
        mentor, mentee = pair
        with tenant_scope(organization.id):
            draft = make_match(program=program, mentor=mentor, mentee=mentee, state="approved")
            real = make_match(program=program)
        client = client_of(administrator)
        client.post(f"{base}drafts/{draft.pk}/discard/")
        answer = client.post(f"{base}drafts/{real.pk}/discard/", follow=True)
        assert "This is no longer a draft." in answer.content.decode()
        with tenant_scope(organization.id):
            assert list(Match.objects.all()) == [real]
        assert "Gil Roth" in client.get(base).content.decode()

    def test_second_draft_and_taken_place_are_refused_with_a_sentence(
        self, pair, base, program, organization, client_of, administrator
    ):
        mentor, mentee = pair
        with tenant_scope(organization.id):
            make_match(program=program, mentor=mentor, state="proposed")
            other = make_participant(program=program, role="mentor")
            make_match(program=program, mentor=other, mentee=mentee, state="proposed")
            third = make_participant(program=program, role="mentor")
        client = client_of(administrator)
        for chosen, sentence in (
            (mentor, "Gil Roth has no free place: 1 of 1 are taken."),
            (third, "Mia Kern has a draft match already. Discard it first."),
            (other, "There is a draft match of these two."),
        ):
            data = {"mentee": str(mentee.pk), "mentor": str(chosen.pk)}
            answer = client.post(f"{base}draft/", data, follow=True)
            assert sentence in answer.content.decode()

    def test_page_costs_the_same_for_1_and_8_mentees(
        self, pair, base, program, organization, client_of, administrator
    ):
        client = client_of(administrator)
        few = queries_of(client, base)
        with tenant_scope(organization.id):
            for _n in range(7):
                make_participant(program=program)
                make_participant(program=program, role="mentor")
        assert queries_of(client, base) == few

    def test_drafts_are_exported_with_what_is_wrong(
        self, pair, base, program, organization, client_of, administrator
    ):
        mentor, mentee = pair
        with tenant_scope(organization.id):
            make_match(program=program, mentor=mentor, mentee=mentee, state="proposed")
        answer = client_of(administrator).post(f"{base}drafts/export/", {"format": "csv"})
        text = b"".join(answer).decode("utf-8-sig")
        assert "Mia Kern" in text
        assert "1 shared topic: finance." in text
        with tenant_scope(organization.id):
            assert AuditEvent.objects.filter(action="programs.export_drafts").count() == 1


class TestApi:
    def test_suggest_draft_and_approve(self, pair, api, organization, client_of, administrator):
        mentor, mentee = pair
        client = client_of(administrator)
        found = client.get(f"/api/v1/o/acme/participants/{mentee.pk}/suggestions/").json()
        assert found["left_out"] == []
        assert found["suggestions"] == [
            {
                "participant_id": str(mentor.pk),
                "person_id": str(mentor.person_id),
                "name": "Gil Roth",
                "shared_topics": ["finance"],
                "same_language": True,
                "hours_apart": 0,
                "free_places": 1,
                "reason": "1 shared topic: finance. Same language. Same time zone. 1 free place.",
            }
        ]
        data = {"mentor": str(mentor.pk), "mentee": str(mentee.pk)}
        made = client.post(f"{api}draft-matches/", data, **JSON)
        assert (made.status_code, made.json()["state"], made.json()["problem"]) == (201, "proposed", None)
        approved = client.post(f"{api}draft-matches/approve/", {"drafts": [made.json()["id"]]}, **JSON)
        assert approved.json() == {"approved": 1}
        assert [it["state"] for it in client.get(f"{api}draft-matches/").json()["drafts"]] == ["approved"]
        assert client.delete(f"/api/v1/o/acme/draft-matches/{made.json()['id']}/").status_code == 204
        with tenant_scope(organization.id):
            assert not Match.objects.exists()

    def test_mentor_as_mentee_and_foreign_draft_are_refused(
        self, pair, api, organization, client_of, administrator
    ):
        mentor, _mentee = pair
        client = client_of(administrator)
        answer = client.get(f"/api/v1/o/acme/participants/{mentor.pk}/suggestions/")
        assert (answer.status_code, "is not a mentee" in answer.content.decode()) == (400, True)
        with tenant_scope(organization.id):
            elsewhere = make_match(state="proposed")
        answer = client.post(f"{api}draft-matches/approve/", {"drafts": [str(elsewhere.pk)]}, **JSON)
        assert (answer.status_code, "Choose at least one draft." in answer.content.decode()) == (400, True)
