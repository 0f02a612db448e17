"""The home of somebody who takes part: their own matches, and nothing of anybody else's."""

from datetime import UTC, date, datetime

import pytest

from mentoring.tenancy.scope import tenant_scope
from programs.models import Session
from tests.factories.goals import make_goal
from tests.factories.people import make_person
from tests.factories.programs import (
    make_match,
    make_match_message,
    make_participant,
    make_program,
    make_session,
)
from tests.members.test_member_pages import queries_of

HOME = "/o/acme/"


@pytest.fixture
def pair(organization, mentor, mentee):
    """Ada mentors Ben; Cleo is mentored by somebody else in the same program."""
    with tenant_scope(organization.id):
        program = make_program(name="Rising Leaders")

        def participant(name, role, membership=None):
            first, last = name.split()
            person = make_person(first_name=first, last_name=last, membership=membership)
            return make_participant(program=program, person=person, role=role)

        ada, ben = participant("Ada Mentor", "mentor", mentor), participant("Ben Mentee", "mentee", mentee)
        match = make_match(
            program=program,
            mentor=ada,
            mentee=ben,
            started_on=date(2026, 8, 3),
            last_held_on=date(2026, 10, 5),
            next_planned_on=date(2126, 10, 19),  # as the session below
        )
        make_match(
            program=program,
            mentor=participant("Dora Other", "mentor"),
            mentee=participant("Cleo Other", "mentee"),
        )
        make_session(
            match=match,
            state="planned",
            happens_on=date(2126, 10, 19),
            starts_at=datetime(2126, 10, 19, 8, tzinfo=UTC),
            minutes=60,
        )
    return match


@pytest.mark.parametrize(
    ("who", "partner", "role"), [("mentor", "Ben Mentee", "mentee"), ("mentee", "Ada Mentor", "mentor")]
)
def test_each_side_sees_the_partner_and_both_dates(who, partner, role, pair, request, client_of):
    page = client_of(request.getfixturevalue(who)).get(HOME).content.decode()
    assert f"Your mentoring with {partner}" in page
    assert f"Your {role}" in page
    assert '<span class="what">Oct 19, 2126 at 8:00\u202fAM</span>' in page
    assert "You last met on Oct 5, 2026." in page
    assert "Dora Other" not in page
    assert "Cleo Other" not in page


def test_planned_session_that_is_over_is_not_confirmed(pair, mentee, organization, client_of):
    client = client_of(mentee)
    with tenant_scope(organization.id):
        make_session(match=pair, state="planned", happens_on=date(2026, 10, 4))  # they have met since
    assert "not confirmed" not in client.get(HOME).content.decode()
    with tenant_scope(organization.id):
        make_session(match=pair, state="planned", happens_on=date(2026, 10, 12))
    page = client.get(HOME).content.decode()
    assert '<span class="what">Oct 19, 2126 at 8:00\u202fAM</span>' in page
    assert "The session on Oct 12, 2026 is not confirmed yet." in page
    with tenant_scope(organization.id):
        Session.objects.filter(match=pair, happens_on__year=2126).delete()
    page = client.get(HOME).content.decode()
    assert "Last session" in page
    assert '<span class="what">Oct 12, 2026</span>' in page
    assert "Not confirmed yet." in page
    assert "None scheduled" not in page


@pytest.mark.parametrize("state", ["proposed", "approved"])
def test_a_match_that_is_not_introduced_is_not_told(state, pair, mentee, organization, client_of):
    with tenant_scope(organization.id):
        pair.state = state
        pair.save(update_fields=["state"])
    page = client_of(mentee).get(HOME).content.decode()
    assert "Ada Mentor" not in page
    assert "You have no match yet" in page


def test_a_match_that_has_ended_says_so(pair, mentee, organization, client_of):
    with tenant_scope(organization.id):
        pair.state, pair.ended_on = "ended", date(2026, 11, 2)
        pair.save(update_fields=["state", "ended_on"])
    page = client_of(mentee).get(HOME).content.decode()
    assert "Your mentoring has ended" in page
    assert "It ended on Nov 2, 2026." in page
    assert "Next session" not in page


def test_people_who_run_it_are_named(pair, mentee, administrator, client_of):
    page = client_of(mentee).get(HOME).content.decode()
    assert f'href="mailto:{administrator.user.email}"' in page


def furnish(match) -> None:
    """What a card and the match's page show: sessions, a goal, a message."""
    make_session(match=match, happens_on=date(2026, 10, 5))
    make_session(match=match, state="planned", happens_on=date(2099, 10, 19))
    make_goal(match=match, state="agreed")
    make_match_message(match=match)


@pytest.mark.parametrize("path", [HOME, "match"])
def test_pages_cost_the_same_for_one_and_fifty_matches(path, pair, mentor, organization, client_of):
    client = client_of(mentor)
    path = f"{HOME}my/matches/{pair.pk}/" if path == "match" else path
    with tenant_scope(organization.id):
        furnish(pair)
    client.get(path)
    before = queries_of(client, path)
    with tenant_scope(organization.id):
        for _n in range(49):
            furnish(make_match(program=pair.program, mentor=pair.mentor))
    assert queries_of(client, path) == before


def test_those_who_run_programs_see_how_each_stands(pair, administrator, client_of):
    page = client_of(administrator).get(HOME).content.decode()
    assert "Your programs" in page
    assert "0 of 2 matches are on track" in page
    assert f'href="/o/acme/programs/{pair.program_id}/"' in page
    assert "No active programs" not in page


def test_the_list_of_programs_shows_the_same(pair, administrator, client_of):
    page = client_of(administrator).get("/o/acme/programs/").content.decode()
    assert "0 of 2 matches are on track" in page


def test_administrators_who_mentor_see_their_matches_too(pair, administrator, organization, client_of):
    with tenant_scope(organization.id):
        person = pair.mentor.person
        person.membership = administrator
        person.save(update_fields=["membership"])
    page = client_of(administrator).get(HOME).content.decode()
    assert "Ben Mentee" in page
    assert "Your programs" in page


@pytest.mark.parametrize(("who", "status"), [("mentor", 200), ("mentee", 200), ("administrator", 404)])
def test_only_the_two_open_their_match(who, status, pair, request, client_of):
    answer = client_of(request.getfixturevalue(who)).get(f"/o/acme/my/matches/{pair.pk}/")
    assert answer.status_code == status
