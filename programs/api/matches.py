"""The API of matches and status overrides."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.actions import OVERRIDES, clear_override, override_health
from programs.actions.match_states import create_match
from programs.enums import Health, MatchState
from programs.health.wording import describe_signal
from programs.models import Match, Participant
from programs.rules import can_edit_match, can_see_program
from programs.selectors.matches import NEEDS_ACTION, NO_GOAL, OVERRIDDEN, MatchFilters, listed_matches

TAG = _("Matches")
EXAMPLE = {
    "id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "program_id": "3d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "mentor": {"person_id": "1a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33", "name": "Priya Raman"},
    "mentee": {"person_id": "2b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33", "name": "Jon Lindqvist"},
    "state": "active",
    "started_on": "2026-08-10",
    "ended_on": None,
    "paused_until": None,
    "health": "at_risk",
    "health_since": "2026-09-08",
    "signals": [
        {
            "code": "gap",
            "level": "at_risk",
            "since": "2026-10-08",
            "fact": "No session in 41 days; the last was on Sep 2",
            "suggested_step": "Ask both for the date of the next session",
        }
    ],
    "override": None,
    "held_count": 2,
    "expected_count": 6,
    "last_held_on": "2026-09-02",
    "next_planned_on": None,
    "sessions_known_until": None,
    "goals_agreed": 1,
    "goals_met": 0,
}


class SideAnswer(Answer):
    person_id = serializers.UUIDField()
    name = serializers.CharField(source="person.name")


class SignalAnswer(Answer):
    code = serializers.CharField()
    level = serializers.ChoiceField(choices=Health.choices)
    since = serializers.DateField()
    fact = serializers.CharField(help_text=_("A sentence."))
    suggested_step = serializers.CharField()


class OverrideAnswer(Answer):
    health = serializers.ChoiceField(choices=Health.choices)
    reason = serializers.CharField()
    review_on = serializers.DateField()


@extend_schema_serializer(examples=[OpenApiExample("Match", value=EXAMPLE)])
class MatchAnswer(Answer):
    id = serializers.UUIDField()
    program_id = serializers.UUIDField()
    mentor = SideAnswer()
    mentee = SideAnswer()
    state = serializers.ChoiceField(choices=MatchState.choices)
    started_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    paused_until = serializers.DateField(allow_null=True)
    health = serializers.ChoiceField(choices=Health.choices)
    health_since = serializers.DateField(allow_null=True)
    signals = serializers.SerializerMethodField(help_text=_("Reasons for the status, most serious first."))
    override = serializers.SerializerMethodField(help_text=_("The manually set status, if any."))
    held_count = serializers.IntegerField()
    expected_count = serializers.IntegerField(
        help_text=_("Sessions expected by now at the agreed meeting frequency.")
    )
    last_held_on = serializers.DateField(allow_null=True)
    next_planned_on = serializers.DateField(allow_null=True)
    sessions_known_until = serializers.DateField(
        allow_null=True, help_text=_("The day up to which sessions are known, if they come from files.")
    )
    goals_agreed = serializers.IntegerField()
    goals_met = serializers.IntegerField()

    @extend_schema_field(SignalAnswer(many=True))
    def get_signals(self, match: Match) -> list[dict[str, str]]:
        worded = []
        for signal in match.signals:
            fact, step = describe_signal(signal)
            kept = {name: signal[name] for name in ("code", "level", "since")}
            worded.append({**kept, "fact": fact, "suggested_step": step})
        return worded

    @extend_schema_field(OverrideAnswer(allow_null=True))
    def get_override(self, match: Match) -> dict[str, Any] | None:
        if not match.override:
            return None
        return {
            "health": match.override,
            "reason": match.override_reason,
            "review_on": match.override_review_on.isoformat(),
        }


class MatchQuery(ListQuery):
    program = serializers.UUIDField(required=False)
    health = serializers.ChoiceField(
        choices=[*Health.choices, (NEEDS_ACTION, _("Needs attention or at risk"))], required=False
    )
    only = serializers.ChoiceField(
        choices=[(NO_GOAL, _("No goal agreed")), (OVERRIDDEN, _("Status overridden"))],
        required=False,
    )
    q = serializers.CharField(
        required=False, max_length=100, help_text=_("The beginning of any word in either name.")
    )


class OverrideBody(Body):
    health = serializers.ChoiceField(choices=[(health.value, health.label) for health in OVERRIDES])
    reason = serializers.CharField(max_length=300)
    review_on = serializers.DateField(help_text=_("The review date; after today."))


class MatchBody(Body):
    mentor = serializers.UUIDField(help_text=_("The id of a participant."))
    mentee = serializers.UUIDField(help_text=_("The id of a participant."))
    started_on = serializers.DateField(required=False, help_text=_("Today if it is left out."))


class MatchesApi(ListApiView):
    rule = can_see_program
    tag = TAG
    query_class = MatchQuery
    order = ("started_on", "id")
    operations = {
        "get": Operation(
            id="list_matches", summary=_("List the matches with their health"), answer=MatchAnswer
        ),
        "post": Operation(
            id="create_match",
            summary=_("Match two participants"),
            description=_("Both are participants of one program. Nobody gets an email."),
            body=MatchBody,
            answer=MatchAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=can_edit_match,
        ),
    }

    def rows(self) -> QuerySet:
        filters = MatchFilters(
            **{name: self.query[name] for name in ("health", "only", "q") if name in self.query}
        )
        return listed_matches(self.query.get("program"), filters).visible_to(self.membership)

    def post(self, request: Request, **kwargs: Any) -> Response:
        participants = Participant.objects.visible_to(self.membership).select_related("program")
        mentee = get_object_or_404(participants, pk=self.body["mentee"])
        mentor = get_object_or_404(participants, pk=self.body["mentor"])
        today = self.organization.local_date(timezone.now())
        match = create_match(
            mentee.program,
            mentor=mentor,
            mentee=mentee,
            started_on=self.body.get("started_on", today),
            by=self.actor,
            today=today,
        )
        return self.answer(match)


class OneMatch(TenantApiView, abstract=True):
    """Load an introduced match. Proposed matches are not found."""

    def load(self) -> Match:
        matches = Match.objects.visible_to(self.membership).introduced().with_people()
        return get_object_or_404(matches, pk=self.kwargs["id"])


class OneOwnMatch(OneMatch, abstract=True):
    """Load an introduced match for those who run it and for its two people."""

    def load(self) -> Match:
        matches = Match.objects.visible_or_own(self.membership).introduced().with_people()
        return get_object_or_404(matches, pk=self.kwargs["id"])


class MatchApi(OneMatch):
    rule = can_see_program
    tag = TAG
    operations = {
        "get": Operation(
            id="get_match", summary=_("Get a match with its health and signals"), answer=MatchAnswer
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)


class MatchOverrideApi(OneMatch):
    rule = can_edit_match
    tag = TAG
    operations = {
        "put": Operation(
            id="override_match_health",
            summary=_("Override the status of a match"),
            description=_("Replaces the calculated status until the override is removed."),
            body=OverrideBody,
            answer=MatchAnswer,
            scope=TokenScope.WRITE,
        ),
        "delete": Operation(
            id="clear_match_override",
            summary=_("Remove the override of a match"),
            scope=TokenScope.WRITE,
        ),
    }

    def put(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        override_health(self.loaded, **self.body, by=self.actor, today=today)
        return self.answer(self.load())

    def delete(self, request: Request, **kwargs: Any) -> Response:
        clear_override(self.loaded, by=self.actor)
        return self.answer()
