"""Who reads what people wrote: each member opens everything there is, and reads what is theirs to read and no more.

To guard another text, add a line to `TEXTS`: its word, how it is made, and who reads it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count, product
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from goals.models import Goal
from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.messages import send_match_message
from programs.selectors.parties import parties_in
from tests.factories.goals import (
    make_action_plan,
    make_check_in,
    make_goal,
    make_milestone,
    make_plan_action,
    make_plan_revision,
)
from tests.factories.meetings import make_feedback, make_help_request, make_inquiry, make_question
from tests.factories.people import make_person
from tests.factories.programs import (
    make_acceptance,
    make_application,
    make_match,
    make_note,
    make_participant,
    make_program,
    make_program_coordinator,
    make_session,
)
from tests.factories.tenancy import make_membership, make_organization, make_user
from tests.test_access import taken_back
from tests.test_canary import GET_ROWS, text_of

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
MARK = "zq7"
MARKED = re.compile(rf"{MARK}-([a-z]+)")
PAIR = frozenset({"mentor", "mentee"})
NUMBERS = count(1)
ROLES = {
    "mentor": "participant",
    "mentee": "participant",
    "other mentor": "participant",
    "other mentee": "participant",
    "coordinator": "coordinator",
    "administrator": "administrator",
    "analyst": "analyst",
}


@dataclass(frozen=True)
class Text:
    """A marked text. `make(world, text)` writes it in the match and returns what pages and API may be asked for."""

    readers: frozenset[str]
    make: Callable[[SimpleNamespace, str], object]


def message(world: SimpleNamespace, text: str) -> object:
    mentor, _mentee = parties_in(world.match)
    return send_match_message(mentor, body=text, by=Actor.system("test"), at=NOW)


def plan(world: SimpleNamespace, text: str) -> object:
    found = make_action_plan(match=world.match)
    make_plan_revision(plan=found, mark=text)
    return make_plan_action(plan=found, mark=text)


def a_goal(world: SimpleNamespace) -> Goal:
    return make_goal(match=world.match, title=f"Goal {next(NUMBERS)}")


def words_of_goal(world: SimpleNamespace, **fields: object) -> Goal:
    """A draft, which shows all of its words to the two, unless the fields say otherwise."""
    return make_goal(match=world.match, title=f"Words {next(NUMBERS)}", **{"state": "draft", **fields})


TEXTS = {
    "shared": Text(PAIR, lambda world, text: make_note(match=world.match, mark=text, is_private=False)),
    "own": Text(frozenset({"mentor"}), lambda world, text: make_note(match=world.match, mark=text)),
    "theirs": Text(
        frozenset({"mentee"}),
        lambda world, text: make_note(match=world.match, mark=text, author=world.match.mentee),
    ),
    "agenda": Text(PAIR, lambda world, text: make_session(match=world.match, agenda=text)),
    "place": Text(PAIR, lambda world, text: make_session(match=world.match, place=text)),
    "message": Text(PAIR, message),
    "contact": Text(
        PAIR, lambda world, text: make_acceptance(match=world.match, role="mentor", contact=text)
    ),
    "wishes": Text(PAIR, lambda world, text: make_acceptance(match=world.match, role="mentee", wishes=text)),
    # Its form says that those who run the program read it.
    "help": Text(
        frozenset({"administrator", "coordinator"}),
        lambda world, text: make_help_request(match=world.match, text=text),
    ),
    # Each page of the form says so.
    "answer": Text(
        frozenset({"administrator", "coordinator"}),
        lambda world, text: make_application(program=world.match.program, answers={"why": text}),
    ),
    "draft": Text(
        frozenset(),
        lambda world, text: make_application(
            program=world.match.program, answers={"why": text}, state="draft", submitted_at=None
        ),
    ),
    "title": Text(PAIR, lambda world, text: make_goal(match=world.match, title=text)),
    "step": Text(
        PAIR, lambda world, text: make_milestone(goal=make_goal(match=world.match, title="Lead"), title=text)
    ),
    "plan": Text(PAIR, plan),
    **{
        word: Text(PAIR, lambda world, text, field=field: words_of_goal(world, **{field: text}))
        for word, field in (
            ("measure", "measure"),
            ("helps", "support"),
            ("obstacle", "obstacles"),
            ("why", "relevance"),
        )
    },
    "reason": Text(
        PAIR,
        lambda world, text: words_of_goal(
            world, state="dropped", closed_on=date(2026, 11, 1), close_reason=text
        ),
    ),
    "progress": Text(
        PAIR, lambda world, text: make_check_in(goal=make_goal(match=world.match, title="Write"), note=text)
    ),
}
# The noun before an id in an address, by the model of what the id is of.
NOUNS = {
    "Program": "programs",
    "Match": "matches",
    "Session": "sessions",
    "Goal": "goals",
    "Person": "people",
    "Participant": "participants",
    "Application": "applications",
    "OutboxMessage": "emails",
    "MeetingInquiry": "meetings",
}


@pytest.fixture(scope="module")
def world(untraced, django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """Make everybody and every text once: the tests only read."""
    unlimited = override_settings(API_LIMITS=dict.fromkeys(settings.API_LIMITS, (1_000_000, 60)))
    with django_db_blocker.unblock(), unlimited, taken_back():
        yield make_world()


def make_world() -> SimpleNamespace:
    """Two matches in one program that shows staff no titles; one is full of marked text."""
    organization = make_organization(name="Acme", slug="acme")
    with tenant_scope(organization.id):
        members = {
            name: make_membership(user=make_user(name=name.title()), role=role)
            for name, role in ROLES.items()
        }
        program = make_program(starts_on=date(2026, 8, 1), ends_on=None)
        make_program_coordinator(program=program, membership=members["coordinator"])

        def pair(prefix: str = ""):
            sides = {}
            for role in ("mentor", "mentee"):
                person = make_person(membership=members[prefix + role])
                sides[role] = make_participant(program=program, role=role, person=person)
            return make_match(program=program, started_on=date(2026, 8, 3), **sides)

        match = pair()
        pair("other ")
        world = SimpleNamespace(organization=organization, members=members, match=match)
        made = [text.make(world, f"{MARK}-{word}") for word, text in TEXTS.items()]
        made += [program, match, match.mentor, match.mentee, match.mentor.person, match.mentee.person]
        made += [getattr(thing, "goal", None) for thing in made]
        made.append(make_feedback(session=make_session(match=match)).session)
        # Not on the day of make_inquiry: the rows of the access table make one for the caller.
        inquiry = make_inquiry(person=match.mentee.person, asked_on=date(2026, 11, 20))
        make_question(session=make_session(match=match, state="planned"), inquiry=inquiry)
        made.append(inquiry)
        made += OutboxMessage.objects.all()
    world.things = {}
    for thing in made:
        if noun := NOUNS.get(type(thing).__name__):
            world.things.setdefault(noun, set()).add(str(thing.pk))
    return world


def addresses(member, world: SimpleNamespace) -> Iterator[str]:
    """Every URL that has GET, about each of the things that its ids may be of."""
    for row in GET_ROWS:
        with tenant_scope(world.organization.id), taken_back():
            arguments = row.make(member)
        url = reverse(row.name, kwargs={"slug": world.organization.slug, **arguments})
        ids, parts = set(map(str, arguments.values())), url.split("/")
        choices = [
            world.things.get(before, [part]) if part in ids else [part]
            for before, part in zip(["", *parts], parts, strict=False)
        ]
        yield from map("/".join, product(*choices))


def readings(member, world: SimpleNamespace) -> dict[str, set[str]]:
    """Return each marked word that the member finds, with the addresses."""
    client, found = Client(raise_request_exception=False), {}
    client.force_login(member.user)
    for url in addresses(member, world):
        answer = client.get(url)
        assert answer.status_code < 500, url
        text = text_of(answer)
        if answer.status_code == 200 and 'name="q"' in text:
            # What is searched for is in the field again: it is half a word.
            text += text_of(client.get(url, {"q": f"{MARK}-"}))
        for word in MARKED.findall(text):
            found.setdefault(word, set()).add(url)
    return found


@pytest.mark.raw_sql
@pytest.mark.parametrize("who", ROLES)
def test_text_is_read_by_its_readers_only(who, world, db):
    found = readings(world.members[who], world)
    theirs = {word for word, text in TEXTS.items() if who in text.readers}
    assert set(found) == theirs, {word: found.get(word) for word in set(found) ^ theirs}


@pytest.mark.raw_sql
def test_audit_log_has_none_of_it(world, db):
    with tenant_scope(world.organization.id):
        assert MARK not in str(list(AuditEvent.objects.values()))
