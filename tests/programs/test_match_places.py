"""The last place of a mentor is given once, with two real connections."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import connections

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.match_states import create_match
from programs.models import Match
from tests.factories.programs import make_participant, make_program
from tests.factories.tenancy import make_organization
from tests.programs.conftest import TODAY

LONG = 15


def test_last_place_is_given_once(committed_db):
    name = uuid4().hex[:12]
    organization = make_organization(name=name, slug=name)
    with tenant_scope(organization.id):
        program = make_program()
        mentor = make_participant(program=program, role="mentor", capacity=1)
        first, second = (make_participant(program=program) for _n in range(2))
    is_taken, begun = Event(), Event()

    def match_with(mentee) -> None:
        create_match(
            program,
            mentor=mentor,
            mentee=mentee,
            by=Actor.system("test"),
            today=TODAY,
            started_on=TODAY,
        )

    def take() -> str:
        with tenant_scope(organization.id):
            match_with(first)
            is_taken.set()
            assert begun.wait(LONG)
            time.sleep(0.5)  # the other waits for the lock meanwhile
        connections.close_all()
        return "taken"

    def come_second() -> str:
        assert is_taken.wait(LONG)
        begun.set()
        try:
            with tenant_scope(organization.id):
                match_with(second)
        except ValidationError as error:
            return error.messages[0]
        finally:
            connections.close_all()
        return "taken twice"

    with ThreadPoolExecutor(2) as pool:
        results = [future.result(LONG) for future in (pool.submit(take), pool.submit(come_second))]
    assert results[0] == "taken"
    assert "has no free place: 1 of 1 are taken" in results[1]
    with tenant_scope(organization.id):
        assert Match.objects.count() == 1
