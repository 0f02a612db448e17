"""The API of applications: what is asked, apply, list, decide."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_member
from programs.actions.applying import MOST_MENTEES, apply
from programs.actions.decisions import MOST_AT_ONCE, decide_applications
from programs.application_text import decision_text
from programs.enums import (
    ApplicationDecision,
    ApplicationState,
    Audience,
    ManagerAnswer,
    ParticipantRole,
    QuestionKind,
)
from programs.models import Application, Program
from programs.rules import can_decide_applications
from programs.selectors.announcements import program_contact
from programs.selectors.profile import questions_of, topic_names

TAG = _("Applications")
PROGRAM = "3d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33"


def program_of(view: TenantApiView) -> Program:
    program = get_object_or_404(Program.objects.visible_to(view.membership), pk=view.kwargs["id"])
    program.organization = view.organization
    return program


class ProfileQuestionAnswer(Answer):
    key = serializers.CharField()
    audience = serializers.ChoiceField(choices=Audience.choices)
    kind = serializers.ChoiceField(choices=QuestionKind.choices)
    text = serializers.CharField()
    hint = serializers.CharField(allow_blank=True)
    options = serializers.ListField(child=serializers.CharField())
    is_required = serializers.BooleanField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Profile",
            value={
                "questions": [
                    {
                        "key": "why",
                        "audience": "mentees",
                        "kind": "text",
                        "text": "Why now?",
                        "hint": "Two or three sentences.",
                        "options": [],
                        "is_required": True,
                    }
                ],
                "topics": ["Delegation", "Strategy"],
            },
        )
    ]
)
class ProfileAnswer(Answer):
    questions = ProfileQuestionAnswer(many=True)
    topics = serializers.ListField(
        child=serializers.CharField(), help_text=_("The organization's list, for questions about topics.")
    )


class ProfileQuestionsApi(TenantApiView):
    rule = is_member
    tag = TAG
    operations = {
        "get": Operation(
            id="list_profile_questions",
            summary=_("List what applicants of a program are asked"),
            answer=ProfileAnswer,
        )
    }

    def load(self) -> Program:
        return program_of(self)

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer({"questions": questions_of(self.loaded), "topics": topic_names()})


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Application",
            value={
                "id": "8a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "program_id": PROGRAM,
                "person_id": "1a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "name": "Priya Raman",
                "email": "priya@example.org",
                "role": "mentor",
                "state": "submitted",
                "answers": {"topics-offered": ["Delegation"]},
                "capacity": 2,
                "manager_answer": "",
                "submitted_at": "2026-11-20T08:00:00Z",
            },
        )
    ]
)
class ApplicationAnswer(Answer):
    id = serializers.UUIDField()
    program_id = serializers.UUIDField()
    person_id = serializers.UUIDField(
        allow_null=True, help_text=_("Null for guests until they are accepted.")
    )
    name = serializers.CharField()
    email = serializers.CharField()
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    state = serializers.ChoiceField(choices=ApplicationState.choices)
    answers = serializers.DictField(
        child=serializers.JSONField(),
        help_text=_("By the key of the question: a text, a number from 1 to 5, or a list of texts."),
    )
    capacity = serializers.IntegerField(help_text=_("The maximum number of mentees of a mentor."))
    manager_answer = serializers.ChoiceField(
        choices=ManagerAnswer.choices,
        allow_blank=True,
        help_text=_("What the line manager said; empty if nobody was asked."),
    )
    submitted_at = serializers.DateTimeField()


class ApplicationQuery(ListQuery):
    state = serializers.ChoiceField(choices=ApplicationState.choices, required=False)
    role = serializers.ChoiceField(choices=ParticipantRole.choices, required=False)


class ApplyBody(Body):
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    answers = serializers.DictField(
        child=serializers.JSONField(),
        default=dict,
        help_text=_("By the key of the question: a text, a number from 1 to 5, or a list of texts."),
    )
    capacity = serializers.IntegerField(
        min_value=1,
        max_value=MOST_MENTEES,
        required=False,
        help_text=_("The maximum number of mentees of a mentor."),
    )


class ApplicationsApi(ListApiView):
    rule = can_decide_applications
    tag = TAG
    query_class = ApplicationQuery
    order = ("submitted_at", "id")
    operations = {
        "get": Operation(
            id="list_applications",
            summary=_("List the applications of a program"),
            description=_("Only those that were submitted. Drafts are read by their applicants only."),
            answer=ApplicationAnswer,
        ),
        "post": Operation(
            id="apply",
            summary=_("Apply for a program"),
            description=_(
                "The caller applies. Refused when applications are closed, when a required answer is missing, and "
                "after an earlier application in this role. A confirmation is sent by email."
            ),
            body=ApplyBody,
            answer=ApplicationAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=is_member,
        ),
    }

    def load(self) -> Program:
        return program_of(self)

    def rows(self) -> QuerySet:
        chosen = {name: self.query[name] for name in ("state", "role") if name in self.query}
        return Application.objects.received().filter(program=self.loaded, **chosen)

    def post(self, request: Request, **kwargs: Any) -> Response:
        now = timezone.now()
        made = apply(
            self.loaded,
            membership=self.membership,
            role=self.body["role"],
            answers=self.body["answers"],
            capacity=self.body.get("capacity"),
            language=get_language() or "",
            by=self.actor,
            at=now,
            today=self.organization.local_date(now),
        )
        return self.answer(made)


class DecideBody(Body):
    applications = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_AT_ONCE)
    decision = serializers.ChoiceField(choices=ApplicationDecision.choices)
    subject = serializers.CharField(
        max_length=150, required=False, help_text=_("Otherwise the standard text.")
    )
    text = serializers.CharField(max_length=5000, required=False, help_text=_("Otherwise the standard text."))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Decision",
            value={
                "id": "9c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "decision": "accept",
                "count": 12,
                "email_batch": "5c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
            },
        )
    ]
)
class DecidedAnswer(Answer):
    id = serializers.UUIDField()
    decision = serializers.ChoiceField(choices=ApplicationDecision.choices)
    count = serializers.SerializerMethodField(help_text=_("How many applications were decided."))
    email_batch = serializers.UUIDField(source="batch_id")

    def get_count(self, decided: Any) -> int:
        return int(decided.applications.count())


class ApplicationDecideApi(TenantApiView):
    rule = can_decide_applications
    tag = TAG
    operations = {
        "post": Operation(
            id="decide_applications",
            summary=_("Decide about applications"),
            description=_(
                "Accepting creates participants. The emails go out after two minutes. Applications "
                "for which the decision is not possible are left out."
            ),
            body=DecideBody,
            answer=DecidedAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> Program:
        return program_of(self)

    def post(self, request: Request, **kwargs: Any) -> Response:
        now = timezone.now()
        subject, text = decision_text(self.body["decision"])
        decided = decide_applications(
            self.loaded,
            ids=self.body["applications"],
            decision=self.body["decision"],
            subject=self.body.get("subject", subject),
            body=self.body.get("text", text),
            reply_to=program_contact(self.loaded),
            by=self.actor,
            at=now,
            today=self.organization.local_date(now),
        )
        return self.answer(decided)
