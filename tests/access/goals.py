"""Goals as the two of a match see them: everybody for their own match, nobody for another one."""

from goals.models import Objective, OrganizationGoal
from programs.models import Match
from tests.access import ADMINISTRATORS, EVERYBODY, STAFF, Call, Row
from tests.access.meetings import a_match_by_id
from tests.access.own_matches import own_match
from tests.access.programs import run_by
from tests.factories.goals import (
    make_check_in,
    make_goal,
    make_milestone,
    make_objective,
    make_objective_review,
    make_organization_goal,
)
from tests.factories.programs import make_program


def own_goal(state, **fields):
    def make(caller):
        arguments = own_match(caller)
        match = Match.objects.get(pk=arguments["match_id"])
        return {
            **arguments,
            "goal_id": make_goal(match=match, state=state, title="Präsentieren", **fields).pk,
        }

    return make


def own_step(caller):
    return {**own_goal("draft")(caller), "step": "why"}


def own_check_in(caller):
    arguments = own_goal("agreed")(caller)
    return {**arguments, "check_in_id": make_check_in(goal_id=arguments["goal_id"]).pk}


def own_milestone(caller):
    arguments = own_goal("agreed")(caller)
    return {**arguments, "milestone_id": make_milestone(goal_id=arguments["goal_id"]).pk}


def own_id(state):
    return lambda caller: {"id": own_goal(state)(caller)["goal_id"]}


def own_match_id(caller):
    return {"id": own_match(caller)["match_id"]}


def a_program(caller):
    return {"id": run_by(caller, make_program()).pk}


WHAT = {"title": "Present our roadmap to the sales team", "skill": "Presenting", "owner": "mentee"}

READERS = EVERYBODY - {"participant"}


def an_objective_program(caller):
    return {"program_id": run_by(caller, make_program()).pk}


def a_program_with_an_objective(caller):
    program = make_program()
    # Words that no language has, for the test that reads pages in German.
    known = OrganizationGoal.objects.filter(name="Präsentieren").first()
    goal = known or make_organization_goal(name="Präsentieren", owner="Olga")
    make_objective(
        program=program, organization_goal=goal, statement="Präsentieren", measure="NPS", owner="Olga"
    )
    return {"program_id": run_by(caller, program).pk}


def own_objective(caller):
    arguments = a_program_with_an_objective(caller)
    objective = Objective.objects.get(program=arguments["program_id"])
    return {**arguments, "objective_id": objective.pk}


def own_review(caller):
    arguments = own_objective(caller)
    review = make_objective_review(objective=Objective.objects.get(pk=arguments["objective_id"]))
    return {**arguments, "review_id": review.pk}


def an_api_objective(caller):
    arguments = own_objective(caller)
    return {"id": arguments["program_id"], "objective_id": arguments["objective_id"]}


def an_organization_goal(caller):
    return {"goal_id": make_organization_goal(owner="Olga").pk}


def without_arguments(caller):
    a_program_with_an_objective(caller)
    return {}


def an_api_program_for_objectives(caller):
    return {"id": run_by(caller, make_program()).pk}


def objective_values(caller):
    goal = OrganizationGoal.objects.first() or make_organization_goal()
    return {
        "organization_goal": str(goal.pk), "statement": "More engineers of the first two years stay",
        "measure": "share still employed", "target": "90", "due_on": "2028-06-30", "owner": "Ada",
        "review_months": "3",
    }  # fmt: skip


ROWS = [
    Row(
        "goals:organization-goals",
        get=Call(READERS),
        make=without_arguments,
    ),
    Row(
        "goals:organization-goal-create",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"name": "Retain engineers", "owner": "Board"}),
    ),
    Row(
        "goals:organization-goal-update",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"name": "Retain engineers", "owner": "Board"}),
        make=an_organization_goal,
    ),
    Row("goals:organization-goal-delete", post=Call(ADMINISTRATORS, 302), make=an_organization_goal),
    Row("goals:organization-goal-restore", post=Call(ADMINISTRATORS, 302), make=an_organization_goal),
    Row(
        "goals:objective-update",
        get=Call(STAFF),
        post=Call(STAFF, 302, objective_values),
        make=own_objective,
    ),
    Row("goals:objective-delete", post=Call(STAFF, 302), make=own_objective),
    Row("goals:objective-restore", post=Call(STAFF, 302), make=own_objective),
    Row(
        "goals:objective-review",
        get=Call(STAFF),
        post=Call(STAFF, 302, {"decision": "keep", "reason": "Too early"}),
        make=own_objective,
    ),
    Row("goals:objective-review-undo", post=Call(STAFF, 302), make=own_review),
    Row(
        "api:objective-detail",
        patch=Call(STAFF, 200, {"owner": "Ada"}),
        delete=Call(STAFF, 204),
        make=an_api_objective,
    ),
    Row(
        "api:objective-review",
        post=Call(STAFF, 201, {"decision": "keep", "reason": "Too early"}),
        make=an_api_objective,
    ),
    Row("api:organization-goal-list", get=Call(READERS), make=without_arguments),
    Row(
        "api:objective-list",
        get=Call(READERS),
        post=Call(STAFF, 201, objective_values),
        make=an_api_program_for_objectives,
    ),
    Row("goals:objectives", get=Call(READERS), make=a_program_with_an_objective),
    Row(
        "goals:objective-create",
        get=Call(STAFF),
        post=Call(STAFF, 302, objective_values),
        make=an_objective_program,
    ),
    Row("goals:my-goal-list", get=Call(EVERYBODY), make=own_match),
    Row("goals:my-goal-export", post=Call(EVERYBODY), make=own_match),
    Row("goals:my-goal-new", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, WHAT), make=own_match),
    Row("goals:my-goal", get=Call(EVERYBODY), make=own_goal("agreed")),
    Row(
        "goals:my-goal-step",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"relevance": "The review decides on it"}),
        make=own_step,
    ),
    Row("goals:my-goal-propose", post=Call(EVERYBODY, 302), make=own_goal("draft")),
    Row("goals:my-goal-agree", post=Call(EVERYBODY, 302), make=own_goal("proposed")),
    Row("goals:my-goal-delete", post=Call(EVERYBODY, 302), make=own_goal("draft")),
    Row(
        "goals:my-goal-check-in",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"value": "40", "pace": "on_track"}),
        make=own_goal("agreed"),
    ),
    Row("goals:my-check-in-undo", post=Call(EVERYBODY, 302), make=own_check_in),
    Row("goals:my-check-in-confirm", post=Call(EVERYBODY, 302), make=own_check_in),
    Row(
        "goals:my-goal-milestone-add",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"title": "Write the outline"}),
        make=own_goal("agreed"),
    ),
    Row("goals:my-milestone-done", post=Call(EVERYBODY, 302), make=own_milestone),
    Row(
        "goals:my-goal-extend",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"due_on": "2027-01-31"}),
        make=own_goal("agreed", due_on="2026-12-31"),
    ),
    Row(
        "goals:my-goal-close",
        get=Call(EVERYBODY),
        post=Call(EVERYBODY, 302, {"state": "dropped", "reason": "New job"}),
        make=own_goal("agreed"),
    ),
    Row("goals:my-goal-objective", get=Call(EVERYBODY), post=Call(EVERYBODY, 302), make=own_goal("agreed")),
    Row("api:match-objectives", get=Call(STAFF), make=a_match_by_id),
    Row("api:goal-summary", get=Call(STAFF), make=a_program),
    Row(
        "api:match-goal-list", post=Call(EVERYBODY, 201, {"title": "Present our roadmap"}), make=own_match_id
    ),
    Row(
        "api:goal-detail",
        get=Call(EVERYBODY),
        patch=Call(EVERYBODY, data={"relevance": "The review decides"}),
        make=own_id("proposed"),
    ),
    Row("api:goal-agree", post=Call(EVERYBODY), make=own_id("agreed")),
    Row(
        "api:goal-close",
        post=Call(EVERYBODY, data={"state": "dropped", "reason": "New job"}),
        make=own_id("agreed"),
    ),
    Row("api:goal-check-in-list", post=Call(EVERYBODY, 201, {"value": "40"}), make=own_id("agreed")),
    Row("api:goal-milestone-list", get=Call(EVERYBODY), make=own_id("agreed")),
    Row(
        "api:check-in-confirm",
        post=Call(EVERYBODY),
        make=lambda caller: {"id": own_check_in(caller)["check_in_id"]},
    ),
]
