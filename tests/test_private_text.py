"""What two people write to each other is theirs: everybody else opens everything there is, and reads none of it."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.messages import send_match_message
from programs.selectors.parties import parties_in
from tests.factories.goals import make_check_in, make_goal
from tests.factories.meetings import make_feedback, make_help_request, make_question
from tests.factories.people import make_person
from tests.factories.programs import (
    make_acceptance,
    make_match,
    make_participant,
    make_program,
    make_program_coordinator,
    make_session,
)
from tests.factories.tenancy import make_membership, make_user
from tests.test_canary import GET_ROWS, text_of

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
MARK = "zq7-"
HELP = f"{MARK}help"
# The one text that has other readers: its form says that those who run the program read it.
READS_HELP = {"administrator", "coordinator"}
STRANGERS = ("administrator", "coordinator", "analyst", "other mentor", "other mentee")


@pytest.fixture
def members(organization, administrator, coordinator, analyst):
    """Whoever is not in the match; and the two who are."""
    with tenant_scope(organization.id):
        members = {
            name: make_membership(user=make_user(name=name.title()), role="participant")
            for name in ("mentor", "mentee", "other mentor", "other mentee")
        }
    return members | {"administrator": administrator, "coordinator": coordinator, "analyst": analyst}


@pytest.fixture
def things(organization, members):
    """A match full of marked text, and another one in the same program. Returned: ids by the name of an argument."""
    with tenant_scope(organization.id):
        program = make_program(starts_on=date(2026, 8, 1), ends_on=None)
        make_program_coordinator(program=program, membership=members["coordinator"])

        def pair(prefix: str = ""):
            sides = {
                role: make_participant(
                    program=program,
                    role=role,
                    person=make_person(
                        email=f"{prefix}{role}@example.org".replace(" ", "-"),
                        membership=members[prefix + role],
                    ),
                )
                for role in ("mentor", "mentee")
            }
            return make_match(program=program, started_on=date(2026, 8, 3), **sides)

        match, _other = pair(), pair("other ")
        held = make_session(match=match, note=f"{MARK}note", agenda=f"{MARK}agenda", place=f"{MARK}place")
        planned = make_session(match=match, state="planned", happens_on="2026-11-25", agenda=f"{MARK}plan")
        feedback = make_feedback(session=held, rating=1)
        question = make_question(session=planned)
        acceptance = make_acceptance(match=match, contact=f"{MARK}contact", wishes=f"{MARK}wishes")
        mentor, _mentee = parties_in(match)
        message = send_match_message(mentor, body=f"{MARK}message", by=Actor.system("test"), at=NOW)
        request = make_help_request(match=match, text=HELP)
        goal = make_goal(match=match, title="Present", state="agreed")
        check_in = make_check_in(goal_id=goal.pk, note=f"{MARK}progress")
        people = [match.mentor.person_id, match.mentee.person_id]
        by_name = {
            "program_id": [program.pk],
            "match_id": [match.pk],
            "session_id": [held.pk, planned.pk],
            "message_id": [message.pk],
            "goal_id": [goal.pk],
            "check_in_id": [check_in.pk],
            "inquiry_id": [question.inquiry_id],
            "request_id": [request.pk],
            "person_id": people,
        }
        everything = [pk for pks in by_name.values() for pk in pks]
        everything += [match.mentor_id, match.mentee_id, feedback.pk, acceptance.pk]
        everything += OutboxMessage.objects.values_list("pk", flat=True)
    return by_name | {"id": everything, "pk": everything}


def addresses(member, things) -> list[str]:
    """Every URL that has GET, with each of the marked things that it may be about."""
    found = []
    for row in GET_ROWS:
        with tenant_scope(member.organization_id):
            made = row.make(member)
        choices = [[(name, pk) for pk in things.get(name, [value])] for name, value in made.items()]
        for chosen in product(*choices):
            arguments = {"slug": member.organization.slug, **dict(chosen)}
            found.append(reverse(row.name, kwargs=arguments))
    return found


def readings(client: Client, urls: list[str]) -> dict[str, set[str]]:
    """Return the marked texts that each page shows, where there are any."""
    found = {}
    for url in urls:
        for query in ({}, {"q": MARK}):
            answer = client.get(url, query)
            assert answer.status_code < 500, url
            # What is searched for is in the field again: it has no word after the mark.
            if marks := {part.split("<")[0].split('"')[0] for part in words(text_of(answer))}:
                found[url] = marks
    return found


def words(text: str) -> set[str]:
    return {
        f"{MARK}{part.split()[0]}" for part in text.split(MARK)[1:] if part[:1].isalpha() and part.split()
    }


@pytest.mark.raw_sql
@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_reads_what_two_people_wrote(who, members, things, client_of, settings):
    settings.API_LIMITS = dict.fromkeys(settings.API_LIMITS, (1_000_000, 60))
    member = members[who]
    found = readings(client_of(member), addresses(member, things))
    if who in READS_HELP:
        help_page = {url for url, marks in found.items() if marks == {HELP}}
        assert len(help_page) == 1, found
        assert next(iter(help_page)).endswith("/help/")
        found = {url: marks for url, marks in found.items() if url not in help_page}
    assert found == {}


def test_the_audit_log_has_none_of_it(organization, things):
    with tenant_scope(organization.id):
        assert MARK not in str(list(AuditEvent.objects.values()))
