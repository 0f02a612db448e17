"""The page "Did you meet?": what an answer changes, that repeating it changes nothing, and that undo restores."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.extensions import AFTER_SESSION_QUESTIONS
from programs.health.evaluate import evaluate_program
from programs.models import Feedback, HelpRequest, Match, MeetingInquiry, MeetingQuestion, Note, Session
from programs.rollups.match_counts import refresh_matches
from programs.session_emails import SESSION_INVITATION
from programs.views.meeting_inquiries import MetLink
from tests.factories.meetings import make_inquiry, make_question
from tests.factories.people import make_person
from tests.factories.programs import make_acceptance, make_match, make_participant, make_program, make_session
from tests.programs.answering import answer, events, questions, state
from tests.programs.queries import queries_of

CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ")


@pytest.fixture
def today(organization) -> date:
    return organization.local_date(timezone.now())


@pytest.fixture
def yesterday(today) -> date:
    return today - timedelta(days=1)


@pytest.fixture
def program(organization, today):
    with tenant_scope(organization.id):
        return make_program(name="Leaders", starts_on=today - timedelta(days=100), ends_on=None)


@pytest.fixture
def inquiry(organization, program, today, yesterday, mentor, mentee):
    """Jon mentors Priya and Sam; make an inquiry to one of them about yesterday: inquiry("mentor")."""
    with tenant_scope(organization.id):

        def someone(role, first, membership=None):
            person = make_person(first_name=first, last_name="Doe", membership=membership)
            return make_participant(program=program, role=role, person=person)

        jon = someone("mentor", "Jon", mentor)
        mentees = [someone("mentee", "Priya", mentee), someone("mentee", "Sam")]
        sessions = []
        for each in mentees:
            match = make_match(
                program=program,
                mentor=jon,
                mentee=each,
                started_on=today - timedelta(days=60),
                overridden_by=None,
            )
            sessions.append(make_session(match=match, state="planned", happens_on=yesterday, minutes=None))
        refresh_matches(program.pk, on=today)
        evaluate_program(program, today=today)

    def make(role: str, *, with_session: bool = True) -> MeetingInquiry:
        with tenant_scope(organization.id):
            asked = sessions if role == "mentor" else sessions[:1]
            made = make_inquiry(
                person=getattr(asked[0].match, role).person, asked_on=today, asked_at=timezone.now()
            )
            for session in asked:
                if not with_session:
                    match = session.match
                    session.delete()
                    MeetingQuestion.objects.create(inquiry=made, match=match, role=role)
                else:
                    make_question(session=session, role=role, inquiry=made)
        return made

    return make


@pytest.fixture
def link(organization):
    return lambda inquiry: MetLink.path_to(inquiry, organization)


def test_yes_saves_the_session_with_minutes_rating_fit_and_note(
    inquiry, link, client, organization, yesterday, today
):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    path = link(asked)
    page = client.get(f"{path}?met=yes").content.decode()
    assert re.search(r'value="yes"\s+checked', page)
    assert "Did you meet Jon on" in page
    data = answer(
        question, met="yes", held_on=yesterday, minutes=45, rating=4, fit="good", note="Read the timeline."
    )
    assert client.post(path, data).status_code == 302
    with tenant_scope(organization.id):
        session = Session.objects.get(match=question.match)
        assert (session.state, session.happens_on, session.minutes) == ("held", yesterday, 45)
        assert [(it.read(), it.is_private) for it in Note.objects.filter(session_ref=session.pk)] == [
            ("Read the timeline.", False)
        ]
        assert list(Feedback.objects.values_list("role", "rating", "fit", "given_on")) == [
            ("mentee", 4, "good", today)
        ]
        assert Match.objects.get(pk=question.match_id).held_count == 1
    done = client.get(path).content.decode()
    assert "Session saved" in done
    assert "45 min" in done
    assert "4 of 5" in done


def test_the_same_answer_twice_changes_nothing(inquiry, link, client, organization, yesterday):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    data = answer(question, met="yes", held_on=yesterday, minutes=45, rating=4, note="Once")
    client.post(link(asked), data)
    before, said = state(organization), events(organization)
    assert client.post(link(asked), data).status_code == 302
    assert state(organization) == before
    assert events(organization) == said


@pytest.mark.parametrize(
    "fields",
    [
        {
            "met": "yes",
            "minutes": 30,
            "rating": 2,
            "fit": "not_good",
            "note": "A note",
            "private_note": "Mine",
        },
        {"met": "yes", "held_on": -3, "minutes": 30},
        {"met": "moved", "moved_to": 5},
        {"met": "moved"},
        {"met": "not_yet"},
        {"met": "help", "help_text": "Please call me."},
    ],
    ids=["yes", "another day", "moved", "moved to no date", "not yet", "help"],
)
@pytest.mark.parametrize("with_session", [True, False], ids=["planned", "missing"])
def test_undo_restores_what_was_there_before(
    fields, with_session, inquiry, link, client, organization, today
):
    asked = inquiry("mentee", with_session=with_session)
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    days = {name: today + timedelta(days=fields[name]) for name in ("held_on", "moved_to") if name in fields}
    if fields["met"] == "yes" and not with_session:
        days.setdefault("held_on", today)
    before = state(organization)
    assert client.post(link(asked), answer(question, **{**fields, **days})).status_code == 302
    assert state(organization) != before
    # Changed once more in between: undo goes back to before both.
    client.post(link(asked), answer(question, met="yes", held_on=today, rating=1, note="Another"))
    client.post(link(asked), {"undo": question.pk})
    assert state(organization) == before
    assert client.post(link(asked), {"undo": question.pk}).status_code == 302
    assert state(organization) == before


def test_moved_changes_the_planned_session(inquiry, link, client, organization, today):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    client.post(link(asked), answer(question, met="moved", moved_to=today + timedelta(days=3)))
    with tenant_scope(organization.id):
        session = Session.objects.get(match=question.match)
        assert session.pk == question.session_id
        assert (session.happens_on, session.state) == (today + timedelta(days=3), "planned")
        assert Match.objects.get(pk=question.match_id).next_planned_on == today + timedelta(days=3)


@pytest.mark.parametrize(("met", "expected"), [("not_yet", "missed"), ("moved", "cancelled")])
def test_a_session_that_did_not_take_place(met, expected, inquiry, link, client, organization):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    client.post(link(asked), answer(question, met=met))
    with tenant_scope(organization.id):
        assert Session.objects.get(match=question.match).state == expected


def test_a_session_that_the_partner_confirmed_stays_held(inquiry, link, client, organization, yesterday):
    one, other = inquiry("mentee"), inquiry("mentor")
    with tenant_scope(organization.id):
        (mine,) = questions(one)
        theirs = questions(other)[0]
    client.post(link(one), answer(mine, met="yes", held_on=yesterday))
    client.post(link(other), answer(theirs, met="yes", held_on=yesterday))
    client.post(link(one), {"undo": mine.pk})
    with tenant_scope(organization.id):
        assert Session.objects.get(match=mine.match).state == "held"
    client.post(link(one), answer(mine, met="not_yet"))
    with tenant_scope(organization.id):
        assert Session.objects.get(match=mine.match).state == "held"


def test_help_is_kept_with_its_words(inquiry, link, client, organization):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    client.post(link(asked), answer(question, met="help", help_text="Please call me."))
    with tenant_scope(organization.id):
        request = HelpRequest.objects.get()
        assert (request.match_id, request.role) == (question.match_id, "mentee")
        assert request.read() == "Please call me."
        assert "call me" not in request.sealed
        match = Match.objects.get(pk=question.match_id)
        assert match.health == "at_risk"
        assert "help" in [signal["code"] for signal in match.signals]
        assert Session.objects.get(match=match).state == "planned"


def test_a_mentor_answers_for_one_and_leaves_the_other_open(inquiry, link, client, organization, yesterday):
    asked = inquiry("mentor")
    with tenant_scope(organization.id):
        priya, sam = questions(asked)
    page = client.get(link(asked)).content.decode()
    assert "Did you meet Priya and Sam on" in page
    client.post(link(asked), answer(priya, met="yes", held_on=yesterday))
    with tenant_scope(organization.id):
        priya.refresh_from_db()
        sam.refresh_from_db()
    assert (priya.answer, sam.answer) == ("yes", "")
    page = client.get(link(asked)).content.decode()
    assert "Priya Doe: Session saved" in page
    assert f'name="m{sam.pk.hex}-met"' in page
    assert f'name="m{priya.pk.hex}-met"' not in page


def test_what_is_refused_is_said_and_nothing_is_saved(inquiry, link, client, organization, today):
    asked = inquiry("mentor")
    with tenant_scope(organization.id):
        priya, sam = questions(asked)
    before = state(organization)
    tomorrow = today + timedelta(days=1)
    data = answer(sam, met="not_yet") | answer(priya, met="yes", held_on=tomorrow)
    refused = client.post(link(asked), data)
    assert refused.status_code == 422
    assert "This date is in the future." in refused.content.decode()
    assert state(organization) == before
    nothing = client.post(link(asked), {})
    assert nothing.status_code == 422
    assert "Choose an answer." in nothing.content.decode()


def test_a_missing_session_needs_its_date(inquiry, link, client, organization):
    asked = inquiry("mentee", with_session=False)
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    refused = client.post(link(asked), answer(question, met="yes"))
    assert refused.status_code == 422
    assert "Enter the date on which you met." in refused.content.decode()


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


class Moved:
    """A question of an upper app, as an upper app would write it."""

    template = "programs/match_card_nothing.html"

    def __init__(self):
        self.saved, self.undone = [], []

    def load(self, parties, *, now):
        return {}

    def save(self, party, data, *, prefix, by, now):
        self.saved.append((party.role, data.get(f"{prefix}-moved")))
        return {"was": 3}

    def undo(self, party, saved, *, by, now):
        self.undone.append(saved)


def test_questions_of_upper_apps_are_saved_and_undone(inquiry, link, client, organization, yesterday):
    extra = AFTER_SESSION_QUESTIONS.register("test", Moved())
    try:
        asked = inquiry("mentee")
        with tenant_scope(organization.id):
            (question,) = questions(asked)
        client.post(link(asked), answer(question, met="yes", held_on=yesterday, moved="goal-1"))
        assert extra.saved == [("mentee", "goal-1")]
        client.post(link(asked), {"undo": question.pk})
        assert extra.undone == [{"was": 3}]
    finally:
        AFTER_SESSION_QUESTIONS._items.pop("test")


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


@pytest.fixture
def timed(inquiry, organization, yesterday):
    """The inquiry to the mentee about a session at 14:00 in UTC, and its question."""
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
        at = datetime.combine(yesterday, time(14), UTC)
        Session.objects.filter(pk=question.session_id).update(starts_at=at, time_zone="UTC", minutes=45)
        type(asked.person).objects.filter(pk=asked.person_id).update(time_zone="Europe/Berlin")
    return asked, question


def test_times_are_the_readers_own(timed, link, client, organization, yesterday):
    asked, question = timed
    page = client.get(link(asked)).content.decode()
    assert 'value="15:00"' in page
    client.post(link(asked), answer(question, met="yes", held_on=yesterday, held_at="16:30"))
    with tenant_scope(organization.id):
        session = Session.objects.get(match=question.match)
        assert session.starts_at == datetime.combine(yesterday, time(15, 30), UTC)
        assert (session.state, session.minutes, session.time_zone) == ("held", 45, "Europe/Berlin")


def test_moving_tells_calendars_and_undo_takes_that_back(timed, link, client, organization, today):
    asked, question = timed
    with tenant_scope(organization.id):
        before = Session.objects.filter(match=question.match).values("happens_on", "starts_at", "state").get()
    new_day = today + timedelta(days=3)
    client.post(link(asked), answer(question, met="moved", moved_to=new_day, moved_at="10:00"))
    with tenant_scope(organization.id):
        session = Session.objects.get(match=question.match)
        assert session.starts_at == datetime.combine(new_day, time(9), UTC)
        waiting = OutboxMessage.objects.filter(kind=SESSION_INVITATION)
        assert set(waiting.values_list("state", flat=True)) == {"waiting"}
        assert waiting.count() == 2
    client.post(link(asked), {"undo": question.pk})
    with tenant_scope(organization.id):
        after = Session.objects.filter(match=question.match).values("happens_on", "starts_at", "state").get()
        assert after == before
        assert set(waiting.values_list("state", flat=True)) == {"cancelled"}
