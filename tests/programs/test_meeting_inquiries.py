"""Who is asked "Did you meet?", when, and only once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from mentoring.mail.models import OutboxMessage
from mentoring.mail.preview import preview
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions import MeetingReply, answer_meeting_question, ask_whether_met
from programs.models import Match, MeetingInquiry, MeetingQuestion
from programs.periodic import run_inquiries
from programs.rollups.match_counts import refresh_matches
from programs.selectors.meeting_inquiries import DID_YOU_MEET, due_questions
from tests.factories.people import make_person
from tests.factories.programs import (
    make_absence,
    make_break,
    make_match,
    make_participant,
    make_program,
    make_session,
)
from tests.factories.tenancy import make_organization

TODAY = date(2026, 11, 26)
MORNING = datetime(2026, 11, 26, 9, tzinfo=UTC)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(name="Rising Leaders", starts_on=date(2026, 8, 1), ends_on=None)


@pytest.fixture
def pair(organization, program):
    """Make Priya, mentored by Jon: pair("planned", day) has a session of that state and day."""

    def make(session: str | None = "planned", day: date = YESTERDAY, **fields) -> Match:
        with tenant_scope(organization.id):
            mentor = fields.pop("mentor", None) or participant(program, "mentor", "Jon")
            mentee = fields.pop("mentee", None) or participant(program, "mentee", "Priya")
            fields = {"started_on": TODAY - timedelta(days=60), "overridden_by": None, **fields}
            match = make_match(program=program, mentor=mentor, mentee=mentee, **fields)
            if session:
                make_session(match=match, state=session, happens_on=day)
            refresh_matches(program.pk, on=TODAY, match_ids=[match.pk])
        return match

    return make


def participant(program, role: str, name: str, **fields):
    return make_participant(program=program, role=role, person=make_person(first_name=name, **fields))


@pytest.fixture
def ask(organization):
    def run(now: datetime = MORNING) -> list[str]:
        """Return the first names of those who were asked."""
        before = set()
        with tenant_scope(organization.id):
            before = set(MeetingInquiry.objects.values_list("pk", flat=True))
        run_inquiries(organization.id, now=now)
        with tenant_scope(organization.id):
            new = MeetingInquiry.objects.exclude(pk__in=before).select_related("person")
            return sorted(inquiry.person.first_name for inquiry in new)

    return run


def test_both_are_asked_the_morning_after_a_planned_session(pair, ask, organization):
    match = pair()
    assert ask() == ["Jon", "Priya"]
    with tenant_scope(organization.id):
        questions = MeetingQuestion.objects.select_related("inquiry").order_by("role")
        assert [(q.match_id, q.role, q.about_on) for q in questions] == [
            (match.pk, "mentee", YESTERDAY),
            (match.pk, "mentor", YESTERDAY),
        ]
        assert {q.inquiry.expires_at for q in questions} == {MORNING + timedelta(days=14)}
        messages = OutboxMessage.objects.filter(kind=DID_YOU_MEET)
        assert messages.count() == 2
        assert all(m.is_automatic and m.scope_id == match.program_id for m in messages)


@pytest.mark.parametrize(
    ("state", "day"),
    [
        ("planned", TODAY),
        ("cancelled", YESTERDAY),
        ("held", YESTERDAY),
        ("planned", TODAY - timedelta(days=22)),
    ],
)
def test_nobody_is_asked_about_a_session_that_is_not_over_or_known(state, day, pair, ask):
    pair(state, day, started_on=TODAY - timedelta(days=10))
    assert ask() == []


def test_a_missing_session_is_asked_about_when_the_agreed_interval_has_passed(pair, ask):
    pair("held", TODAY - timedelta(days=14))
    assert ask() == []
    assert ask(MORNING + timedelta(days=1)) == ["Jon", "Priya"]


def test_nobody_is_asked_about_a_missing_session_when_one_is_planned(pair, ask, organization):
    match = pair("held", TODAY - timedelta(days=20))
    with tenant_scope(organization.id):
        make_session(match=match, state="planned", happens_on=TODAY + timedelta(days=3))
        refresh_matches(match.program_id, on=TODAY)
    assert ask() == []


def test_a_first_session_is_asked_about_after_two_weeks(pair, ask):
    pair(None, started_on=TODAY - timedelta(days=15))
    assert ask() == ["Jon", "Priya"]


def test_people_are_asked_at_most_once_in_eight_days(pair, ask, organization):
    match = pair("held", TODAY - timedelta(days=20))
    assert ask() == ["Jon", "Priya"]
    with tenant_scope(organization.id):
        make_session(match=match, state="planned", happens_on=TODAY)
    assert [ask(MORNING + timedelta(days=n)) for n in range(1, 8)] == [[]] * 7
    assert ask(MORNING + timedelta(days=8)) == ["Jon", "Priya"]


def test_one_inquiry_is_about_all_mentees_of_a_mentor(pair, ask, organization):
    match = pair()
    for name in ("Sam", "Lena"):
        with tenant_scope(organization.id):
            mentee = participant(match.program, "mentee", name)
        pair(mentor=match.mentor, mentee=mentee)
    assert ask() == ["Jon", "Lena", "Priya", "Sam"]
    with tenant_scope(organization.id):
        inquiry = MeetingInquiry.objects.get(person=match.mentor.person)
        assert inquiry.questions.count() == 3
        message = OutboxMessage.objects.get(about_id=inquiry.pk)
        subject, text = preview(message, organization)
    assert subject == "Did you meet Lena, Priya, and Sam on Wednesday, Nov 25?"
    assert "Answer for all:" in text


@pytest.mark.parametrize("fields", [{"state": "paused"}, {"state": "ended", "ended_on": TODAY}])
def test_paused_and_ended_matches_are_not_asked_about(fields, pair, ask):
    pair(**fields)
    assert ask() == []


def test_nobody_is_asked_in_a_break(pair, ask, organization, program):
    pair()
    with tenant_scope(organization.id):
        make_break(program=program, starts_on=TODAY, ends_on=TODAY)
    assert ask() == []


def test_an_absent_side_is_not_asked(pair, ask, organization):
    match = pair()
    with tenant_scope(organization.id):
        make_absence(participant=match.mentor, starts_on=YESTERDAY, ends_on=TODAY)
    assert ask() == ["Priya"]


def test_a_program_that_is_over_is_not_asked_about(pair, ask, organization, program):
    pair()
    with tenant_scope(organization.id):
        program.ends_on = YESTERDAY
        program.save()
    assert ask() == []


def test_each_is_asked_when_it_is_morning_there(ask, pair, organization, program):
    with tenant_scope(organization.id):
        mentor = participant(program, "mentor", "Jon", time_zone="America/Chicago")
    pair(mentor=mentor)
    assert ask(datetime(2026, 11, 26, 7, 59, tzinfo=UTC)) == []
    assert ask(datetime(2026, 11, 26, 8, tzinfo=UTC)) == ["Priya"]
    assert ask(datetime(2026, 11, 26, 13, 59, tzinfo=UTC)) == []
    assert ask(datetime(2026, 11, 26, 14, tzinfo=UTC)) == ["Jon"]


def test_the_partner_is_asked_although_the_first_has_answered(ask, pair, organization, program):
    with tenant_scope(organization.id):
        mentor = participant(program, "mentor", "Jon", time_zone="America/Chicago")
    pair(mentor=mentor)
    assert ask() == ["Priya"]
    with tenant_scope(organization.id):
        answer_meeting_question(
            MeetingQuestion.objects.get(),
            MeetingReply("yes"),
            data={},
            prefix="m",
            by=Actor.system("test"),
            now=MORNING,
            today=TODAY,
        )
    assert ask(datetime(2026, 11, 26, 14, tzinfo=UTC)) == ["Jon"]


def test_a_person_without_an_address_is_asked_at_home_and_gets_no_email(ask, pair, organization, program):
    with tenant_scope(organization.id):
        mentee = participant(program, "mentee", "Priya", email="")
    pair(mentee=mentee)
    assert ask() == ["Jon", "Priya"]
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.filter(kind=DID_YOU_MEET).count() == 1


def test_the_same_number_of_queries_finds_any_number_of_people(pair, organization):
    counts = []
    for n in (1, 9):
        for _n in range(n):
            pair()
        with tenant_scope(organization.id):
            with CaptureQueriesContext(connection) as caught:
                due = due_questions(organization, now=MORNING)
            counts.append((len(due), len(caught)))
    assert counts[0][0] == 2
    assert counts[1][0] == 20
    assert counts[0][1] == counts[1][1]


def test_a_second_run_and_a_late_one_ask_nothing_more(pair, ask, organization):
    pair()
    assert ask() == ["Jon", "Priya"]
    assert ask() == []
    assert ask(MORNING + timedelta(hours=3)) == []
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.filter(kind=DID_YOU_MEET).count() == 2


@pytest.mark.raw_sql
def test_two_beats_and_a_worker_that_dies_ask_nothing_twice(committed_db):
    """Two runs at once, each cut off once before its commit: everybody has one inquiry and one email."""
    organization = make_organization()
    with tenant_scope(organization.id):
        program = make_program(starts_on=date(2026, 8, 1), ends_on=None)
        for _n in range(6):
            match = make_match(program=program, started_on=TODAY - timedelta(days=60), overridden_by=None)
            make_session(match=match, state="planned", happens_on=YESTERDAY)
        people = list(
            Match.objects.values_list("mentor__person", flat=True).union(
                Match.objects.values_list("mentee__person", flat=True)
            )
        )
    with pytest.raises(KeyboardInterrupt), tenant_scope(organization.id):
        ask_whether_met(people, organization=organization, by=Actor.system("test"), now=MORNING)
        raise KeyboardInterrupt  # the worker is killed before it commits
    with tenant_scope(organization.id):
        assert MeetingInquiry.objects.count() == 0

    def run(_n: int) -> int:
        try:
            return run_inquiries(organization.id, now=MORNING)
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 12
    with tenant_scope(organization.id):
        assert MeetingInquiry.objects.count() == 12
        assert MeetingQuestion.objects.count() == 12
        assert OutboxMessage.objects.filter(kind=DID_YOU_MEET).count() == 12
        organization_messages = OutboxMessage.objects.all()
        organization_messages.update(state="cancelled", claim_at=None)


def test_an_ended_match_makes_an_email_that_waits_say_nothing(pair, ask, organization):
    match = pair()
    ask()
    with tenant_scope(organization.id):
        Match.objects.filter(pk=match.pk).update(state="ended", ended_on=TODAY)
        message = OutboxMessage.objects.filter(kind=DID_YOU_MEET).first()
        assert preview(message, organization) is None


def test_a_match_that_does_not_go_on_refuses_an_answer(pair, ask, organization):
    match = pair()
    ask()
    with tenant_scope(organization.id):
        Match.objects.filter(pk=match.pk).update(state="paused")
        question = MeetingQuestion.objects.first()
        with pytest.raises(ValidationError, match="paused or has ended"):
            answer_meeting_question(
                question,
                MeetingReply("not_yet"),
                data={},
                prefix="m",
                by=Actor.system("test"),
                now=MORNING,
                today=TODAY,
            )
