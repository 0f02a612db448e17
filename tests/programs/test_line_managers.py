"""Line managers who are asked to approve the hours of applicants."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.actions.applying import (
    answer_as_manager,
    save_answers,
    send_application_link,
    submit_application,
)
from programs.actions.intake import update_intake
from programs.models import Application, Program
from programs.views.manager_link import ManagerApprovalLink
from tests.factories.people import make_attributes, make_person
from tests.programs.applying import (
    ANSWERS,
    NOW,
    SYSTEM,
    begun,
    decided,
    mails,
    make_open_program,
    state_of,
)
from tests.programs.conftest import NOON


@pytest.fixture
def program(organization, it_is_today) -> Program:
    return make_open_program(organization)


@pytest.fixture
def scope(organization):
    with tenant_scope(organization.id):
        yield


@pytest.fixture
def with_manager(program, scope, by) -> Application:
    """An application whose line manager was asked."""
    boss = make_person(first_name="Bea", last_name="Boss", email="boss@example.org")
    ada = make_person(first_name="Ada", last_name="Byron", email="ada@example.org")
    make_attributes(person=ada, manager=boss, valid_from=date(2026, 1, 1))
    update_intake(program, values={"asks_manager": True}, by=by)
    application = begun(program)
    save_answers(application, answers=ANSWERS, by=SYSTEM)
    submit_application(application, **NOW)
    return application


def test_the_line_manager_sees_name_program_and_hours_and_nothing_else(with_manager, organization):
    assert ("programs.manager_request", "boss@example.org") in mails()
    page = Client().get(ManagerApprovalLink.path_to(with_manager, organization)).content.decode()

    assert {"Ada Byron", "Board", "12 hours"} <= set(re.findall("Ada Byron|Board|12 hours|Strategy", page))
    assert "Strategy" not in page and "I lead a team" not in page and "ada@example.org" not in page


def test_an_application_is_not_accepted_before_the_line_manager_has_approved(with_manager, program):
    with pytest.raises(ValidationError, match="has not answered yet"):
        decided(program, "accept", with_manager)
    answer_as_manager(with_manager, approves=False, **NOW)
    with pytest.raises(ValidationError, match="has declined the hours"):
        decided(program, "accept", with_manager)

    answer_as_manager(with_manager, approves=True, **NOW)
    decided(program, "accept", with_manager)

    assert state_of(with_manager) == "accepted"


def test_without_approval_by_the_program_the_line_manager_decides(with_manager, program, by):
    update_intake(program, values={"needs_approval": False}, by=by)

    answer_as_manager(with_manager, approves=True, **NOW)

    assert state_of(with_manager) == "accepted"


def test_the_line_manager_answers_without_an_account(with_manager, organization):
    address = ManagerApprovalLink.path_to(with_manager, organization)

    assert Client().post(address, {"answer": "approve"}).status_code == 302

    assert Application.objects.get(pk=with_manager.pk).manager_answer == "approved"


def test_every_email_names_its_program_so_that_a_test_run_sends_none(with_manager, program, by):
    send_application_link(with_manager, by=SYSTEM, at=NOON)
    decided(program, "decline", with_manager, by=by)

    assert set(OutboxMessage.objects.values_list("scope_id", flat=True)) == {program.pk}
    assert len(mails()) == 4
