"""Action plans through the API: in full for the two people of a match, in numbers for those who run it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from goals.actions import PlanSavedMeanwhile, complete_action, confirm_action_plan, save_action_plan
from goals.api.own_goals import OwnView
from goals.enums import ActionOwner, PlanStatus, RevisionKind
from goals.models import PlanAction, PlanRevision
from goals.plan_changes import MOST_ACTIONS, Entry
from goals.rules import is_mentor_of, is_party_of_action
from goals.selectors.plans import PlanFacts, entries_of, plan_facts
from mentoring.api import Answer, Body, ListApiView, Operation
from mentoring.tenancy.enums import TokenScope
from programs.api.matches import OneOwnMatch
from programs.models import Match
from programs.rules import can_plan_sessions, is_party
from programs.selectors.parties import Party

TAG = _("Action plans")
ACTION = {
    "id": "7d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "title": "Ask Marek for the criteria of level 4",
    "who": "mentor",
    "due_on": "2026-11-24",
    "goal_id": None,
    "done_on": None,
}


class PlanActionBody(Body):
    id = serializers.UUIDField(
        required=False, help_text=_("Of an action that is in the plan; new actions get one.")
    )
    title = serializers.CharField(max_length=200)
    who = serializers.ChoiceField(choices=ActionOwner.choices)
    due_on = serializers.DateField(required=False, allow_null=True)
    goal_id = serializers.UUIDField(required=False, allow_null=True)


class ActionPlanBody(Body):
    """The whole plan. What is done stays done."""

    base_revision = serializers.IntegerField(
        min_value=0, help_text=_("The revision that was read; 0 for a new plan.")
    )
    actions = PlanActionBody(many=True, max_length=MOST_ACTIONS)


class PlanActionAnswer(Answer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    who = serializers.ChoiceField(choices=ActionOwner.choices)
    due_on = serializers.DateField(allow_null=True)
    goal_id = serializers.UUIDField(source="goal", allow_null=True)
    done_on = serializers.DateField(allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "ActionPlan",
            value={
                "match_id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "status": "up_to_date",
                "revision": 4,
                "revised_on": "2026-11-11",
                "due_on": "2026-12-26",
                "unchanged_in_a_row": 0,
                "open_count": 4,
                "done_count": 1,
                "overdue_count": 1,
                "actions": [ACTION],
            },
        )
    ]
)
class ActionPlanAnswer(Answer):
    match_id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=PlanStatus.choices)
    revision = serializers.IntegerField()
    revised_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    unchanged_in_a_row = serializers.IntegerField()
    open_count = serializers.IntegerField()
    done_count = serializers.IntegerField()
    overdue_count = serializers.IntegerField()
    actions = PlanActionAnswer(
        many=True, allow_null=True, help_text=_("Null unless you are one of the two people of the match.")
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "ActionPlanRevision",
            value={
                "id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "number": 4,
                "kind": "saved",
                "saved_on": "2026-11-11",
                "source": "",
                "actions": [ACTION],
            },
        )
    ]
)
class ActionPlanRevisionAnswer(Answer):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=RevisionKind.choices)
    saved_on = serializers.DateField()
    source = serializers.CharField(help_text=_("The starting point of the first revision."))
    actions = serializers.SerializerMethodField()

    @extend_schema_field(PlanActionAnswer(many=True))
    def get_actions(self, revision: PlanRevision) -> list[dict[str, Any]]:
        return PlanActionAnswer([Entry.read(it) for it in revision.actions], many=True).data


class CompletionBody(Body):
    is_done = serializers.BooleanField(default=True, help_text=_("False reopens the action."))


@extend_schema_serializer(examples=[OpenApiExample("CompletedAction", value=ACTION)])
class CompletedActionAnswer(Answer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    who = serializers.ChoiceField(choices=ActionOwner.choices)
    due_on = serializers.DateField(allow_null=True)
    goal_id = serializers.UUIDField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)


@dataclass(frozen=True)
class AnsweredPlan:
    """What the answer is read from."""

    match_id: Any
    facts: PlanFacts
    actions: list[Entry] | None

    @property
    def status(self) -> str:
        return self.facts.freshness.status

    @property
    def revision(self) -> int:
        return self.facts.plan.revision if self.facts.plan else 0

    @property
    def revised_on(self) -> Any:
        return self.facts.plan.revised_on if self.facts.plan else None

    @property
    def due_on(self) -> Any:
        return self.facts.freshness.due_on

    @property
    def unchanged_in_a_row(self) -> int:
        return self.facts.plan.unchanged_in_a_row if self.facts.plan else 0

    @property
    def open_count(self) -> int:
        return self.facts.open

    @property
    def done_count(self) -> int:
        return self.facts.done

    @property
    def overdue_count(self) -> int:
        return self.facts.late


class PlanOfMatch(OwnView, OneOwnMatch, abstract=True):
    tag = TAG

    def load(self) -> Match:
        match = super().load()
        match.program.organization = self.organization
        return match

    @property
    def own(self) -> Party:
        return self.party(self.loaded)

    def plan(self) -> AnsweredPlan:
        match = self.loaded
        facts = plan_facts([match], today=self.today)[match.pk]
        actions = None
        if is_party(self.membership, match):
            actions = entries_of(facts.plan) if facts.plan else []
        return AnsweredPlan(match.pk, facts, actions)


class ActionPlanApi(PlanOfMatch):
    rule = can_plan_sessions
    operations = {
        "get": Operation(
            id="get_action_plan",
            summary=_("Get the action plan of a match"),
            description=_("Those who run the program get the numbers, never what the plan says."),
            answer=ActionPlanAnswer,
        ),
        "put": Operation(
            id="save_action_plan",
            summary=_("Save the action plan of your match"),
            description=_(
                "As the mentor. The whole plan becomes a new revision. It is refused when another revision was "
                "saved since `base_revision`: read the plan again and decide what to keep."
            ),
            body=ActionPlanBody,
            answer=ActionPlanAnswer,
            scope=TokenScope.WRITE,
            rule=is_mentor_of,
        ),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.plan())

    def put(self, request: Request, **kwargs: Any) -> Response:
        entries = [
            Entry(it.get("id") or uuid4(), it["title"], it["who"], it.get("due_on"), it.get("goal_id"))
            for it in self.body["actions"]
        ]
        try:
            save_action_plan(
                self.own,
                entries=entries,
                base=self.body["base_revision"],
                by=self.actor,
                now=self.now,
                today=self.today,
            )
        except PlanSavedMeanwhile as conflict:
            raise ValidationError({"base_revision": conflict.messages}) from conflict
        return self.answer(self.plan())


class ActionPlanConfirmApi(PlanOfMatch):
    rule = is_mentor_of
    operations = {
        "post": Operation(
            id="confirm_action_plan",
            summary=_("Say that nothing changed in the action plan of your match"),
            description=_("As the mentor. A revision; a second one on the same day changes nothing."),
            answer=ActionPlanAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        confirm_action_plan(self.own, by=self.actor, now=self.now, today=self.today)
        return self.answer(self.plan())


class ActionPlanRevisionsApi(PlanOfMatch, ListApiView):
    rule = is_party
    order = ("-number", "id")
    operations = {
        "get": Operation(
            id="list_action_plan_revisions",
            summary=_("List the revisions of the action plan of your match"),
            answer=ActionPlanRevisionAnswer,
        )
    }

    def rows(self) -> QuerySet:
        return PlanRevision.objects.filter(plan__match=self.loaded)


class ActionCompleteApi(OwnView):
    rule = is_party_of_action
    tag = TAG
    operations = {
        "post": Operation(
            id="complete_action",
            summary=_("Tick off an action of the plan of your match"),
            description=_("The mentor ticks off every action, the mentee those that are theirs."),
            body=CompletionBody,
            answer=CompletedActionAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> PlanAction:
        loaded = PlanAction.objects.filter(plan__match__in=Match.objects.introduced()).select_related(
            "plan__match__program", "plan__match__mentor__person", "plan__match__mentee__person"
        )
        return get_object_or_404(loaded, pk=self.kwargs["id"])

    def post(self, request: Request, **kwargs: Any) -> Response:
        done = complete_action(
            self.party(self.loaded.plan.match),
            action=self.loaded,
            by=self.actor,
            today=self.today,
            is_done=self.body["is_done"],
        )
        return self.answer(done)
