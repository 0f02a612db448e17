"""The API of matching by hand: suggestions, drafts, their approval, and introductions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.actions.drafts import approve_matches, discard_draft, draft_match
from programs.actions.introductions import cancel_introduction, send_introductions
from programs.api.matches import TAG, SideAnswer
from programs.api.programs import visible_program
from programs.enums import LeftOut, MatchState, ParticipantRole
from programs.models import Introduction, Match, Participant, Program
from programs.rules import can_edit_match, can_see_program, can_write_to_participants
from programs.selectors.drafts import Draft, assess, drafts_of
from programs.selectors.mentors import mentor_choices

MOST = 10


class SuggestionAnswer(Answer):
    participant_id = serializers.UUIDField(source="mentor.row.pk")
    person_id = serializers.UUIDField(source="mentor.person_id")
    name = serializers.CharField(source="mentor.name")
    shared_topics = serializers.ListField(child=serializers.CharField(), source="shared")
    same_language = serializers.BooleanField()
    hours_apart = serializers.FloatField(help_text=_("The difference between their time zones."))
    free_places = serializers.IntegerField(source="mentor.free")
    reason = serializers.CharField(help_text=_("Why mentor and mentee fit, in sentences."))


class LeftOutAnswer(Answer):
    reason = serializers.ChoiceField(choices=LeftOut.choices)
    count = serializers.IntegerField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Suggestions",
            value={
                "suggestions": [
                    {
                        "participant_id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                        "person_id": "1a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                        "name": "Priya Raman",
                        "shared_topics": ["Leading a team", "Negotiating"],
                        "same_language": True,
                        "hours_apart": 0,
                        "free_places": 2,
                        "reason": "2 shared topics: Leading a team, Negotiating. Same language. Same time zone. "
                        "2 free places.",
                    }
                ],
                "left_out": [{"reason": "reporting_line", "count": 1}],
            },
        )
    ]
)
class SuggestionsAnswer(Answer):
    suggestions = SuggestionAnswer(many=True, help_text=_("The best mentors first, ten at most."))
    left_out = LeftOutAnswer(many=True, help_text=_("Why other mentors cannot be suggested, and how many."))


DRAFT = {
    "id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "mentor": {"person_id": "1a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33", "name": "Priya Raman"},
    "mentee": {"person_id": "2b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33", "name": "Jon Lindqvist"},
    "state": "proposed",
    "reason": "1 shared topic: Negotiating. Same language. Same time zone.",
    "problem": None,
}


@extend_schema_serializer(examples=[OpenApiExample("Draft match", value=DRAFT)])
class DraftAnswer(Answer):
    id = serializers.UUIDField(source="match.id")
    mentor = SideAnswer(source="match.mentor")
    mentee = SideAnswer(source="match.mentee")
    state = serializers.ChoiceField(choices=MatchState.choices, source="match.state")
    reason = serializers.CharField(help_text=_("Why mentor and mentee fit, in sentences."))
    problem = serializers.ChoiceField(
        choices=LeftOut.choices,
        allow_null=True,
        source="broken",
        help_text=_("Why it can no longer be approved, if so."),
    )


@extend_schema_serializer(examples=[OpenApiExample("Draft matches", value={"drafts": [DRAFT]})])
class DraftsAnswer(Answer):
    drafts = DraftAnswer(many=True)


class DraftBody(Body):
    mentor = serializers.UUIDField(help_text=_("The id of a participant."))
    mentee = serializers.UUIDField(help_text=_("The id of a participant."))


class ApprovalBody(Body):
    drafts = serializers.ListField(
        child=serializers.UUIDField(),
        min_length=1,
        max_length=1000,
        help_text=_("The ids of draft matches of this program."),
    )


@extend_schema_serializer(examples=[OpenApiExample("Approved", value={"approved": 12})])
class ApprovalAnswer(Answer):
    approved = serializers.IntegerField(help_text=_("How many matches were approved."))


class MatchingView(TenantApiView, abstract=True):
    """Load the program with its organization, whose language and time zone hold for people without their own."""

    rule = can_see_program
    tag = TAG

    def load(self) -> Program:
        program = visible_program(self)
        program.organization = self.organization
        self.today = self.organization.local_date(timezone.now())
        return program

    def participant(self, participant_id: Any) -> Participant:
        found = Participant.objects.filter(program=self.loaded).select_related("person")
        return get_object_or_404(found, pk=participant_id)


class SuggestionsApi(TenantApiView):
    rule = can_see_program
    tag = TAG
    operations = {
        "get": Operation(
            id="suggest_mentors",
            summary=_("Suggest mentors for a mentee"),
            description=_(
                "Ranked by shared topics, language, time zone and free places. Nobody from the mentee's reporting line."
            ),
            answer=SuggestionsAnswer,
        )
    }

    def load(self) -> Participant:
        found = Participant.objects.visible_to(self.membership).select_related("person", "program")
        mentee = get_object_or_404(found, pk=self.kwargs["id"])
        mentee.program.organization = self.organization
        return mentee

    def get(self, request: Request, **kwargs: Any) -> Response:
        mentee, today = self.loaded, self.organization.local_date(timezone.now())
        if mentee.role != ParticipantRole.MENTEE:
            raise ValidationError(
                _t("%(name)s is not a mentee in this program.") % {"name": mentee.person.name}
            )
        choice = mentor_choices(mentee.program, [mentee], today=today, most=MOST)[mentee.pk]
        left_out = [{"reason": rule, "count": count} for rule, count in choice.left_out.items()]
        return self.answer({"suggestions": choice.ranked, "left_out": left_out})


class DraftsApi(MatchingView):
    operations = {
        "get": Operation(
            id="list_draft_matches",
            summary=_("List the draft matches of a program"),
            description=_("Proposed and approved matches, which mentor and mentee cannot see yet."),
            answer=DraftsAnswer,
        ),
        "post": Operation(
            id="draft_match",
            summary=_("Draft a match"),
            description=_("It takes one of the mentor's places. No email is sent."),
            body=DraftBody,
            answer=DraftAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=can_edit_match,
        ),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer({"drafts": drafts_of(self.loaded, today=self.today)})

    def post(self, request: Request, **kwargs: Any) -> Response:
        mentor, mentee = self.participant(self.body["mentor"]), self.participant(self.body["mentee"])
        match = draft_match(self.loaded, mentor=mentor, mentee=mentee, by=self.actor, today=self.today)
        found: list[Draft] = assess(self.loaded, [match], today=self.today)
        return self.answer(found[0])


class DraftApi(TenantApiView):
    rule = can_edit_match
    tag = TAG
    operations = {
        "delete": Operation(
            id="discard_draft_match",
            summary=_("Discard a draft match"),
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> Match:
        return get_object_or_404(Match.objects.visible_to(self.membership).drafts(), pk=self.kwargs["id"])

    def delete(self, request: Request, **kwargs: Any) -> Response:
        discard_draft(self.loaded, by=self.actor)
        return self.answer()


class ApprovalApi(MatchingView):
    rule = can_edit_match
    operations = {
        "post": Operation(
            id="approve_matches",
            summary=_("Approve draft matches"),
            description=_("Refused when one of them now breaks a rule. No email is sent."),
            body=ApprovalBody,
            answer=ApprovalAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        count = approve_matches(self.loaded, match_ids=self.body["drafts"], by=self.actor, today=self.today)
        return self.answer({"approved": count})


class IntroductionBody(Body):
    matches = serializers.ListField(
        child=serializers.UUIDField(),
        min_length=1,
        max_length=1000,
        help_text=_("The ids of approved draft matches of this program."),
    )
    planned_for = serializers.DateTimeField(
        required=False, help_text=_("When to send them. Now, after two minutes, if it is left out.")
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Introductions",
            value={
                "id": "9b0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "planned_for": None,
                "sent_at": "2026-11-02T09:00:00Z",
                "recipients": 24,
            },
        )
    ]
)
class IntroductionAnswer(Answer):
    id = serializers.UUIDField()
    planned_for = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    recipients = serializers.IntegerField(help_text=_("How many people get an email."))


class IntroductionsApi(MatchingView):
    rule = can_write_to_participants
    operations = {
        "post": Operation(
            id="send_introductions",
            summary=_("Introduce the people of approved matches"),
            description=_(
                "Each person gets one email, and the matches become active. Can be canceled for two minutes, and until "
                "then if it is planned."
            ),
            body=IntroductionBody,
            answer=IntroductionAnswer,
            status=201,
            scope=TokenScope.WRITE,
        )
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        made = send_introductions(
            self.loaded,
            match_ids=self.body["matches"],
            planned_for=self.body.get("planned_for"),
            by=self.actor,
            at=timezone.now(),
            today=self.today,
        )
        return self.answer(made)


class IntroductionApi(TenantApiView):
    rule = can_write_to_participants
    tag = TAG
    operations = {
        "delete": Operation(
            id="cancel_introductions",
            summary=_("Cancel introductions"),
            description=_("Refused when an email has gone out. The matches stay approved."),
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> Introduction:
        programs = Program.objects.visible_to(self.membership)
        return get_object_or_404(Introduction, pk=self.kwargs["id"], program__in=programs)

    def delete(self, request: Request, **kwargs: Any) -> Response:
        now = timezone.now()
        cancel_introduction(self.loaded, by=self.actor, at=now, today=self.organization.local_date(now))
        return self.answer()
