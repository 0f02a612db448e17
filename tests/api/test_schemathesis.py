"""Requests generated from the OpenAPI document, for an API with the data of two organizations.

None is answered with a server error, none with anything that the document does not announce, and none shows what
belongs to the other organization.
"""

import json
from collections import Counter

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from goals.models import CheckIn, Goal, PlanAction
from mentoring.api.schema import document
from mentoring.imports.models import ImportRun
from mentoring.mail.models import OutboxMessage
from mentoring.members.models import MemberInvite
from mentoring.people.models import Person
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.scope import tenant_scope
from programs.models import Absence, Introduction, Match, Participant, Program, Resource, Session
from surveys.models import Survey, Wave
from tests.factories.everything import EVERY_MODEL

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
MARK = "belongs-to-globex-only"


# What an address with an id is about, by the word before it.
MODELS = {"members": Membership, "invitations": MemberInvite, "api-tokens": ApiToken, "imports": ImportRun}
MODELS |= {"emails": OutboxMessage, "email-batches": OutboxMessage, "invitation-batches": MemberInvite}
MODELS |= {"programs": Program, "matches": Match, "people": Person, "participants": Participant}
MODELS |= {"sessions": Session, "absences": Absence, "goals": Goal, "check-ins": CheckIn}
MODELS |= {"plan-actions": PlanAction, "draft-matches": Match, "introductions": Introduction}
MODELS |= {"surveys": Survey, "waves": Wave, "resources": Resource}


def fill(organization, mark):
    """Make a row of every kind and return the id of each."""
    with tenant_scope(organization.id):
        # Numbered, because some names may be there once only, and makers make what they refer to.
        return {
            model: str(make(mark=f"{mark}-{n}").pk) for n, (model, make) in enumerate(EVERY_MODEL.items())
        }


@pytest.fixture
def ids(organization, other_organization, outsider):
    other_organization.name = MARK
    other_organization.save()
    ours, theirs = fill(organization, "belongs-to-acme"), fill(other_organization, MARK)
    return {model: (ours[model], theirs[model]) for model in ours}


@pytest.fixture
def connection_kept():
    """A request closes connections that are inside a transaction, as this test's is."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def operations(settings, connection_kept):
    settings.API_LIMITS = {"caller": (10**9, 60), "organization": (10**9, 60)}
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(document())))
    schema.app = WSGIHandler()
    return [result.ok() for result in schema.get_all_operations()]


def throw_requests(operation, mode, *, secret, ids, examples, is_same_every_time):
    """Send made-up requests to the operation and return how often it answered with which status."""
    seen = Counter()
    before, is_about_one, _ = operation.path.partition("/{id}")
    noun = before.rpartition("/")[2]
    assert not is_about_one or noun in MODELS, f"Name the model of {operation.path} in MODELS."
    known_ids = ids[MODELS[noun]] if is_about_one else ()

    @hypothesis_settings(
        max_examples=examples,
        derandomize=is_same_every_time,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(mode, path_parameters={"slug": "acme"}),
        known_id=st.sampled_from([*known_ids, None]),
    )
    def throw(case, known_id):
        if known_id:
            case.path_parameters["id"] = known_id
        # Rolled back, so that one request does not take the ground from under the next.
        with transaction.atomic():
            answer = case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)
            transaction.set_rollback(True)
        assert MARK not in answer.text
        assert MARK not in str(answer.headers)
        seen[answer.status_code] += 1

    throw()
    return seen


# A made-up file has no column that is known, a made-up import was never imported, and a made-up review date is
# hardly ever in the weeks to come: all are refused in words.
NEEDS_MORE_THAN_A_SCHEMA = {
    "create_import",
    "update_import",
    "start_import",
    "discard_import",
    "undo_import",
    "override_match_health",
}
# No wave there is closed, so none has results to export.
NEEDS_MORE_THAN_A_SCHEMA |= {"export_wave_results"}
# There are no messages in doubt, to addresses that are blocked, or sent together.
NEEDS_MORE_THAN_A_SCHEMA |= {"resend_email", "lift_email_suppression", "cancel_email_batch"}
# Ids in the body: a program and people of it, matched or not.
NEEDS_MORE_THAN_A_SCHEMA |= {"create_match", "create_participant", "draft_match", "approve_matches"}
# The match there is active, so it is no draft.
NEEDS_MORE_THAN_A_SCHEMA |= {"discard_draft_match", "send_introductions"}
# A made-up date is hardly ever in the weeks to come, and no match and no participant there is paused.
NEEDS_MORE_THAN_A_SCHEMA |= {"pause_match", "end_match", "reopen_match", "plan_session", "resume_participant"}
# Nobody there can be invited or reminded, nobody is a coordinator, and a made-up kind of email is none that is sent.
NEEDS_MORE_THAN_A_SCHEMA |= {"invite_participants", "remind_participants", "pause_sends"}
NEEDS_MORE_THAN_A_SCHEMA |= {"assign_coordinator", "remove_coordinator"}
# Nobody can apply for the program there, and a made-up id is no application.
NEEDS_MORE_THAN_A_SCHEMA |= {"apply", "decide_applications"}
# The program is running already.
NEEDS_MORE_THAN_A_SCHEMA |= {"launch_program", "delete_program"}
# For the two people of a match: the caller is neither.
NEEDS_MORE_THAN_A_SCHEMA |= {
    "send_match_message",
    "create_goal",
    "get_goal",
    "update_goal",
    "agree_goal",
    "close_goal",
}
NEEDS_MORE_THAN_A_SCHEMA |= {"raise_concern"}
NEEDS_MORE_THAN_A_SCHEMA |= {"record_check_in", "confirm_check_in", "list_milestones"}
NEEDS_MORE_THAN_A_SCHEMA |= {"save_action_plan", "confirm_action_plan", "list_action_plan_revisions"}
NEEDS_MORE_THAN_A_SCHEMA |= {"complete_action"}
# A program's id, made-up texts in the languages of the survey, and questions that can be asked.
NEEDS_MORE_THAN_A_SCHEMA |= {
    "create_survey",
    "update_survey",
    "launch_wave",
    "schedule_survey",
    "preview_survey_load",
}
# Costs are closed on a past day, have either an amount or hours, and assumptions have an order; the ids of costs and
# benefits are made up.
NEEDS_MORE_THAN_A_SCHEMA |= {"close_costs", "record_cost", "update_assumption"}
NEEDS_MORE_THAN_A_SCHEMA |= {"update_cost", "delete_cost", "update_benefit", "delete_benefit"}
# A made-up text is hardly ever a web address or a PDF, and nobody there gets a certificate.
NEEDS_MORE_THAN_A_SCHEMA |= {"create_resource", "upload_resource", "get_certificate", "remind_of_briefing"}
# Nobody there has entered the day on which the notice was given.
NEEDS_MORE_THAN_A_SCHEMA |= {"switch_on_outcomes"}
# The id of an organization goal in the body.
NEEDS_MORE_THAN_A_SCHEMA |= {"create_objective", "update_objective", "delete_objective", "review_objective"}
# A benefit needs the values of its kind and its isolation method, which made-up ones hardly ever fit.
NEEDS_MORE_THAN_A_SCHEMA |= {"record_benefit"}
# The ids of objectives and KPIs are made up.
NEEDS_MORE_THAN_A_SCHEMA |= {"create_kpi", "update_kpi", "delete_kpi", "record_kpi_value"}


COUNTED = [model._meta.db_table for model in (Person, Program, Participant, Match, Session, Goal, PlanAction)]


def check(operations, **how):
    never_succeeded = {}
    for operation in operations:
        # What was made up is in no statistics. For one row, the planner would join tables by their organization alone.
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(COUNTED)}")
        seen = throw_requests(operation, GenerationMode.POSITIVE, **how)
        if not any(200 <= status < 300 for status in seen):
            never_succeeded[operation.definition.raw["operationId"]] = dict(seen)
        if operation.query or operation.body:  # what takes nothing cannot be given anything wrong
            seen = throw_requests(operation, GenerationMode.NEGATIVE, **how)
            assert any(400 <= status < 500 for status in seen), (operation.label, seen)
    assert never_succeeded.keys() <= NEEDS_MORE_THAN_A_SCHEMA, never_succeeded


def test_made_up_requests_are_answered_as_announced(owner, secret_of, ids, operations):
    check(operations, secret=secret_of(owner), ids=ids, examples=4, is_same_every_time=True)


@pytest.mark.simulation
def test_generated_requests_are_answered_as_documented(owner, secret_of, ids, operations):
    check(operations, secret=secret_of(owner), ids=ids, examples=60, is_same_every_time=False)
