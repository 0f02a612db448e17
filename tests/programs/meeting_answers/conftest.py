"""Jon mentors Priya and Sam, and one of them is asked whether they met."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.tenancy.scope import tenant_scope
from programs.health.evaluate import evaluate_program
from programs.models import MeetingInquiry, MeetingQuestion
from programs.rollups.match_counts import refresh_matches
from programs.views.meeting_inquiries import MetLink
from tests.factories.meetings import make_inquiry, make_question
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program, make_session


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
