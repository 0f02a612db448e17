"""Action plans: the mentor of a match for its plan, staff for its numbers, nobody for another match."""

from uuid import uuid4

from goals.models import ActionPlan, PlanAction
from programs.models import Match
from tests.access import EVERYBODY, STAFF, Call, Row
from tests.access.own_matches import own_match
from tests.access.programs import run_by
from tests.factories.goals import make_action_plan, make_plan_action, make_plan_revision


def own_plan(caller):
    """A plan of two revisions in a match in which the caller is the mentor."""
    arguments = own_match(caller)
    match = Match.objects.get(pk=arguments["match_id"])
    plan = make_action_plan(match=match, revision=2)
    action = make_plan_action(plan=plan, title="Kriterien erfragen")
    make_plan_action(plan=plan, title="Folien durchsehen")
    entry = {"id": str(action.pk), "title": action.title, "who": "mentor"}
    for number in (1, 2):
        make_plan_revision(plan=plan, number=number, actions=[entry], source="")
    return arguments


def own_revision(caller):
    return {**own_plan(caller), "number": 1}


def own_action(caller):
    arguments = own_plan(caller)
    plan = ActionPlan.objects.get(match=arguments["match_id"])
    return {**arguments, "action_id": PlanAction.objects.filter(plan=plan).first().pk}


FORM = {
    "base": "2",
    "actions-TOTAL_FORMS": "1",
    "actions-INITIAL_FORMS": "1",
    "actions-0-id": str(uuid4()),
    "actions-0-title": "Ask Marek for the criteria",
    "actions-0-who": "mentor",
}


def a_plan(caller):
    """A plan in a program that the caller runs."""
    plan = make_action_plan()
    make_plan_action(plan=plan, title="Kriterien erfragen")
    run_by(caller, plan.match.program)
    return {"program_id": plan.match.program_id}


def a_match_with_plan(caller):
    arguments = a_plan(caller)
    return {**arguments, "match_id": Match.objects.get(program=arguments["program_id"]).pk}


def own_plan_id(caller):
    return {"id": own_plan(caller)["match_id"]}


BODY = {"base_revision": 2, "actions": [{"title": "Kriterien erfragen", "who": "mentor"}]}

ROWS = [
    Row("api:action-plan", get=Call(EVERYBODY), put=Call(EVERYBODY, data=BODY), make=own_plan_id),
    Row("api:action-plan-confirm", post=Call(EVERYBODY), make=own_plan_id),
    Row("api:action-plan-revision-list", get=Call(EVERYBODY), make=own_plan_id),
    Row(
        "api:plan-action-complete",
        post=Call(EVERYBODY, data={"is_done": True}),
        make=lambda caller: {"id": own_action(caller)["action_id"]},
    ),
    Row("goals:plan-list", get=Call(STAFF), make=a_plan),
    Row("goals:plan-export", post=Call(STAFF), make=a_plan),
    Row("goals:match-plan", get=Call(STAFF), make=a_match_with_plan),
    Row("goals:my-plan", get=Call(EVERYBODY), make=own_plan),
    Row("goals:my-plan-edit", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, FORM), make=own_plan),
    Row("goals:my-plan-confirm", post=Call(EVERYBODY, 302), make=own_plan),
    Row("goals:my-plan-print", get=Call(EVERYBODY), make=own_plan),
    Row(
        "goals:my-plan-action-add",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"title": "Ask Marek", "who": "mentor"}),
        make=own_plan,
    ),
    Row("goals:my-plan-action-done", post=Call(EVERYBODY, 302), make=own_action),
    Row("goals:my-plan-action-move", post=Call(EVERYBODY, 302, {"move": "down"}), make=own_action),
    Row("goals:my-plan-action-remove", post=Call(EVERYBODY, 302), make=own_action),
    Row("goals:my-plan-revision", get=Call(EVERYBODY), make=own_revision),
    Row("goals:my-plan-revision-restore", post=Call(EVERYBODY, 302), make=own_revision),
    Row("goals:my-plan-revision-undo", post=Call(EVERYBODY, 302), make=own_revision),
]
