"""Goals through the API, for the two people of a match: the same actions as on their pages."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from goals.actions import (
    agree_goal,
    close_goal,
    confirm_check_in,
    create_goal,
    propose_goal,
    record_check_in,
    update_goal,
)
from goals.api.lists import TAG
from goals.enums import Attainment, Direction, GoalOwner, GoalState, InReach, MeasureKind, Pace
from goals.models import CheckIn, Goal, Milestone
from mentoring.api import Answer, Body, ListApiView, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.api.matches import OneOwnMatch
from programs.enums import ParticipantRole
from programs.models import Match
from programs.rules import is_party
from programs.selectors.parties import Party


class GoalBody(Body):
    """The answers of the form. A goal can be created with the title alone and completed later."""

    title = serializers.CharField(max_length=300, required=False)
    skill = serializers.CharField(max_length=80, required=False, allow_blank=True)
    owner = serializers.ChoiceField(choices=GoalOwner.choices, required=False)
    kind = serializers.ChoiceField(choices=MeasureKind.choices, required=False)
    direction = serializers.ChoiceField(choices=Direction.choices, required=False)
    measure = serializers.CharField(max_length=200, required=False, allow_blank=True)
    unit = serializers.CharField(max_length=40, required=False, allow_blank=True)
    baseline = serializers.DecimalField(max_digits=14, decimal_places=2, required=False, allow_null=True)
    target = serializers.DecimalField(max_digits=14, decimal_places=2, required=False, allow_null=True)
    support = serializers.CharField(max_length=300, required=False, allow_blank=True)
    obstacles = serializers.CharField(max_length=300, required=False, allow_blank=True)
    in_reach = serializers.ChoiceField(choices=InReach.choices, required=False, allow_blank=True)
    relevance = serializers.CharField(max_length=300, required=False, allow_blank=True)
    objective_id = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text=_("The objective of the program that it serves. Alone, it can also be changed later."),
    )
    due_on = serializers.DateField(required=False, allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "OwnGoal",
            value={
                "id": "4e0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "match_id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "title": "present our roadmap to the sales team",
                "skill": "Presenting",
                "objective_id": None,
                "state": "agreed",
                "measure": "rating on the feedback card",
                "baseline": "2.50",
                "target": "4.00",
                "exceeded_from": "4.40",
                "current_value": "3.40",
                "progress_percent": 60,
                "due_on": "2027-01-15",
                "agreed_on": "2026-10-01",
                "attainment": "",
            },
        )
    ]
)
class OwnGoalAnswer(Answer):
    id = serializers.UUIDField()
    match_id = serializers.UUIDField()
    title = serializers.CharField()
    skill = serializers.CharField()
    objective_id = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(choices=GoalState.choices)
    measure = serializers.CharField()
    baseline = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    target = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    exceeded_from = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    current_value = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    progress_percent = serializers.IntegerField()
    due_on = serializers.DateField(allow_null=True)
    agreed_on = serializers.DateField(allow_null=True)
    attainment = serializers.ChoiceField(choices=Attainment.choices, allow_blank=True)


class CheckInBody(Body):
    value = serializers.DecimalField(max_digits=14, decimal_places=2, required=False, allow_null=True)
    pace = serializers.ChoiceField(choices=Pace.choices, default=Pace.ON_TRACK.value)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "OwnCheckIn",
            value={
                "id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "goal_id": "4e0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "checked_on": "2026-10-29",
                "value": "3.40",
                "progress_percent": 60,
                "pace": "on_track",
                "confirmed_at": None,
            },
        )
    ]
)
class OwnCheckInAnswer(Answer):
    id = serializers.UUIDField()
    goal_id = serializers.UUIDField()
    checked_on = serializers.DateField()
    value = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    progress_percent = serializers.IntegerField()
    pace = serializers.ChoiceField(choices=Pace.choices, allow_blank=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)


class CloseBody(Body):
    state = serializers.ChoiceField(choices=GoalState.choices, help_text=_("met, replaced or dropped"))
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Milestone",
            value={
                "id": "8d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "goal_id": "4e0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "title": "Ten minutes at the town hall",
                "due_on": "2026-11-13",
                "done_on": None,
            },
        )
    ]
)
class MilestoneAnswer(Answer):
    id = serializers.UUIDField()
    goal_id = serializers.UUIDField()
    title = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)


def is_party_of_goal(membership: Any, goal: Any) -> bool:
    """Allow the two people of the goal's match."""
    return is_party(membership, goal.match)


def is_mentor_of_check_in(membership: Any, check_in: Any) -> bool:
    return check_in.goal.match.mentor.person.membership_id == membership.pk


class OwnView(TenantApiView, abstract=True):
    tag = TAG

    @property
    def now(self) -> Any:
        return timezone.now()

    @property
    def today(self) -> Any:
        return self.organization.local_date(self.now)

    def party(self, match: Match) -> Party:
        is_mentor = match.mentor.person.membership_id == self.membership.pk
        return Party(match, ParticipantRole.MENTOR if is_mentor else ParticipantRole.MENTEE)


class OneGoal(OwnView, abstract=True):
    rule = is_party_of_goal

    def load(self) -> Goal:
        loaded = Goal.objects.filter(match__in=Match.objects.introduced()).select_related(
            "match__program", "match__mentor__person", "match__mentee__person"
        )
        return get_object_or_404(loaded, pk=self.kwargs["id"])


class MatchGoalsApi(OwnView, OneOwnMatch):
    rule = is_party
    tag = TAG
    operations = {
        "post": Operation(
            id="create_goal",
            summary=_("Draft a goal in your match"),
            body=GoalBody,
            answer=OwnGoalAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        match = Match.objects.select_related("program", "mentor__person", "mentee__person").get(
            pk=self.loaded.pk
        )
        return self.answer(create_goal(self.party(match), values=self.body, by=self.actor, today=self.today))


class GoalApi(OneGoal):
    operations = {
        "get": Operation(id="get_goal", summary=_("Get a goal of your match"), answer=OwnGoalAnswer),
        "patch": Operation(
            id="update_goal",
            summary=_("Change a goal that is not agreed yet"),
            description=_("Whoever had agreed is asked again."),
            body=GoalBody,
            answer=OwnGoalAnswer,
            scope=TokenScope.WRITE,
        ),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)

    def patch(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(update_goal(self.loaded, values=self.body, by=self.actor, today=self.today))


class GoalAgreeApi(OneGoal):
    operations = {
        "post": Operation(
            id="agree_goal",
            summary=_("Agree to a goal of your match"),
            description=_(
                "A draft is proposed to the other person by email. It starts when both have agreed."
            ),
            answer=OwnGoalAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        goal, now = self.loaded, self.now
        party = self.party(goal.match)
        if goal.state == GoalState.DRAFT:
            return self.answer(propose_goal(goal, party=party, by=self.actor, now=now, today=self.today))
        return self.answer(agree_goal(goal, role=party.role, by=self.actor, now=now, today=self.today))


class GoalCloseApi(OneGoal):
    operations = {
        "post": Operation(
            id="close_goal",
            summary=_("Close a goal as met, replaced or dropped"),
            body=CloseBody,
            answer=OwnGoalAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        body = {"reason": "", **self.body}
        is_mentor = self.party(self.loaded.match).is_mentor
        closed = close_goal(
            self.loaded, **body, by=self.actor, now=self.now, today=self.today, by_mentor=is_mentor
        )
        return self.answer(closed)


class GoalCheckInsApi(OneGoal):
    operations = {
        "post": Operation(
            id="record_check_in",
            summary=_("Check in on a goal of your match"),
            description=_(
                "The value is in the goal's unit, or in percent. Check-ins of the mentor are confirmed."
            ),
            body=CheckInBody,
            answer=OwnCheckInAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        values = {"value": None, "note": "", **self.body}
        check_in = record_check_in(
            self.loaded,
            **values,
            by=self.actor,
            now=self.now,
            today=self.today,
            by_mentor=self.party(self.loaded.match).is_mentor,
        )
        return self.answer(check_in)


class CheckInConfirmApi(OwnView):
    rule = is_mentor_of_check_in
    operations = {
        "post": Operation(
            id="confirm_check_in",
            summary=_("Confirm a check-in as the mentor"),
            answer=OwnCheckInAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> CheckIn:
        loaded = CheckIn.objects.select_related("goal__match__program", "goal__match__mentor__person")
        return get_object_or_404(loaded, pk=self.kwargs["id"])

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(confirm_check_in(self.loaded, by=self.actor, now=self.now))


class MilestonesApi(OneGoal, ListApiView):
    order = ("due_on", "id")
    operations = {
        "get": Operation(
            id="list_milestones",
            summary=_("List the milestones of a goal of your match"),
            answer=MilestoneAnswer,
        )
    }

    def rows(self) -> QuerySet:
        return Milestone.objects.filter(goal=self.loaded)
