"""The page "Did you meet?": who can open it, and what reading it costs."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.tenancy.scope import tenant_scope
from programs.models import MeetingInquiry, Session
from tests.factories.meetings import make_inquiry, make_question
from tests.factories.programs import make_acceptance, make_match, make_participant, make_session
from tests.programs.meeting_answers.answering import answer, questions, state
from tests.programs.queries import queries_of


def test_links_are_for_one_person_one_purpose_and_one_organization(
    inquiry, link, client, organization, other_organization, yesterday
):
    asked, others = inquiry("mentee"), inquiry("mentor")
    with tenant_scope(organization.id):
        foreign = questions(others)[1]
    path = link(asked)
    dead = [
        path.replace("/acme/", "/globex/"),
        path.replace("/l/met/", "/l/unsubscribe/"),
        path.replace(asked.pk.hex, others.pk.hex),
    ]
    assert {client.get(url).status_code for url in dead} == {404}
    before = state(organization)
    # Nor does it answer what somebody else was asked.
    assert client.post(path, answer(foreign, met="yes", held_on=yesterday)).status_code == 422
    client.post(path, {"undo": foreign.pk})
    assert state(organization) == before


def test_expired_and_revoked_links_open_nothing(inquiry, link, client, organization):
    asked, other = inquiry("mentee"), inquiry("mentor")
    revoked, expired = link(asked), link(other)
    assert client.get(revoked).status_code == 200
    with tenant_scope(organization.id):
        MeetingInquiry.objects.filter(pk=asked.pk).update(link_version=1)
        MeetingInquiry.objects.filter(pk=other.pk).update(expires_at=timezone.now())
    assert [client.get(url).status_code for url in (revoked, expired)] == [404, 404]
    assert [client.post(url).status_code for url in (revoked, expired)] == [404, 404]


def test_home_asks_and_one_tap_saves(inquiry, client_of, mentee, organization, yesterday):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
        make_acceptance(match=question.match, role="mentee")
    client = client_of(mentee)
    home = client.get("/o/acme/").content.decode()
    assert "Did you meet Jon on" in home
    page = f"/o/acme/my/meetings/{asked.pk}/"
    assert f'action="{page}"' in home
    saved = client.post(page, {f"m{question.pk.hex}-met": "yes", "then": "more"}, follow=True)
    assert saved.redirect_chain[-1][0] == f"{page}?change={question.pk}"
    assert "How useful was the session?" in saved.content.decode()
    with tenant_scope(organization.id):
        assert Session.objects.get(match=question.match).state == "held"
    assert "Did you meet Jon on" not in client.get("/o/acme/").content.decode()


def test_a_member_opens_only_their_own_inquiries(inquiry, client_of, mentor, mentee, administrator):
    asked = inquiry("mentee")
    statuses = [
        client_of(who).get(f"/o/acme/my/meetings/{asked.pk}/").status_code
        for who in (mentee, mentor, administrator)
    ]
    assert statuses == [200, 404, 404]


def test_the_page_costs_the_same_for_one_and_fifty_matches(organization, link, program, today, yesterday):
    def asked(count: int) -> str:
        with tenant_scope(organization.id):
            mentor = make_participant(program=program, role="mentor")
            made = make_inquiry(person=mentor.person, asked_on=today)
            for _n in range(count):
                match = make_match(program=program, mentor=mentor, overridden_by=None)
                session = make_session(match=match, state="planned", happens_on=yesterday)
                make_question(session=session, role="mentor", inquiry=made)
        return link(made)

    client = Client()
    assert queries_of(client, asked(1)) == queries_of(client, asked(50))


def test_home_costs_the_same_for_one_and_fifty_matches(
    organization, inquiry, program, mentor, client_of, yesterday
):
    asked = inquiry("mentor")
    client = client_of(mentor)
    client.get("/o/acme/")
    before = queries_of(client, "/o/acme/")
    with tenant_scope(organization.id):
        participant = questions(asked)[0].match.mentor
        for _n in range(50):
            match = make_match(program=program, mentor=participant, overridden_by=None)
            session = make_session(match=match, state="planned", happens_on=yesterday)
            make_question(session=session, role="mentor", inquiry=asked)
    assert queries_of(client, "/o/acme/") == before


def test_the_page_speaks_the_persons_language(inquiry, link, client, organization):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        type(asked.person).objects.filter(pk=asked.person_id).update(language="de")
    page = client.get(link(asked)).content.decode()
    assert '<html lang="de"' in page
    assert "Ja, wir haben uns getroffen" in page


def test_reading_writes_nothing(inquiry, link, client):
    asked = inquiry("mentor")
    with CaptureQueriesContext(connection) as caught:
        client.get(link(asked))
        client.get(f"{link(asked)}?met=yes")
    assert [q["sql"] for q in caught if re.match(r"\s*(INSERT|UPDATE|DELETE)", q["sql"])] == []
