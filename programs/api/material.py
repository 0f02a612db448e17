"""The API of briefings, resources and certificates."""

from base64 import b64encode
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, Query, TenantApiView
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.rules import is_member
from programs.actions.briefings import remind_of_briefing, reset_briefing, save_briefing
from programs.actions.resources import add_resource, remove_resource, update_resource
from programs.api.programs import visible_program
from programs.certificate_pdf import certificate_pdf
from programs.enums import Audience, ParticipantRole, Stage
from programs.models import Participant, Program, Resource
from programs.resource_files import MAX_BYTES
from programs.rules import can_see_program, can_set_up_programs, can_write_to_participants
from programs.selectors.briefings import briefing_of, own_briefings_of, read_counts
from programs.selectors.certificates import certificate_of

TAG = _("Programs")
EXAMPLE = {
    "id": "6d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "program_id": "3d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
    "title": "Questions for the first session",
    "description": "One page, to print.",
    "stage": "first",
    "audience": "both",
    "url": "https://intranet.example.com/mentoring/first-session",
    "file_name": "",
    "size": 0,
}


@extend_schema_serializer(examples=[OpenApiExample("Resource", value=EXAMPLE)])
class ResourceAnswer(Answer):
    id = serializers.UUIDField()
    program_id = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    stage = serializers.ChoiceField(choices=Stage.choices)
    audience = serializers.ChoiceField(choices=Audience.choices)
    url = serializers.CharField(allow_blank=True, help_text=_("Blank for a file."))
    file_name = serializers.CharField(allow_blank=True, help_text=_("Blank for a link."))
    size = serializers.IntegerField(help_text=_("Of the file, in bytes."))


class ResourceBody(Body):
    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=300, allow_blank=True, default="")
    stage = serializers.ChoiceField(choices=Stage.choices)
    audience = serializers.ChoiceField(choices=Audience.choices, default=Audience.BOTH)
    url = serializers.CharField(max_length=500, help_text=_("Begins with http:// or https://."))


class ResourceUploadBody(Body):
    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=300, allow_blank=True, default="")
    stage = serializers.ChoiceField(choices=Stage.choices)
    audience = serializers.ChoiceField(choices=Audience.choices, default=Audience.BOTH)
    file = serializers.FileField(
        max_length=200,
        allow_empty_file=True,
        help_text=_("PDF, Word, PowerPoint, Excel, OpenDocument, PNG or JPEG, up to 5 MB."),
    )

    def validate_file(self, file: Any) -> Any:
        if file.size > MAX_BYTES:
            raise serializers.ValidationError(translate("The file is larger than 5 MB."))
        return file


class ResourcesApi(ListApiView):
    rule = can_see_program
    tag = TAG
    query_class = ListQuery
    order = ("position", "id")
    operations = {
        "get": Operation(
            id="list_resources",
            summary=_("List the resources of a program"),
            description=_("Links and files for mentors, mentees or both, in order."),
            answer=ResourceAnswer,
        ),
        "post": Operation(
            id="create_resource",
            summary=_("Add a link to the resources of a program"),
            description=_("To add a file, use upload_resource."),
            body=ResourceBody,
            answer=ResourceAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=can_set_up_programs,
        ),
    }

    def load(self) -> Program:
        return visible_program(self)

    def rows(self) -> QuerySet:
        return Resource.objects.filter(program=self.loaded).offered()

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(add_resource(self.loaded, values=self.body, by=self.actor))


class ResourceUploadApi(TenantApiView):
    accepts_files = True
    rule = can_set_up_programs
    tag = TAG
    operations = {
        "post": Operation(
            id="upload_resource",
            summary=_("Add a file to the resources of a program"),
            body=ResourceUploadBody,
            answer=ResourceAnswer,
            status=201,
            scope=TokenScope.WRITE,
            parser=MultiPartParser,
        )
    }

    def load(self) -> Program:
        return visible_program(self)

    def post(self, request: Request, **kwargs: Any) -> Response:
        values = dict(self.body)
        file = values.pop("file")
        made = add_resource(self.loaded, values=values, file=(file.name, file.read()), by=self.actor)
        return self.answer(made)


class ResourceApi(TenantApiView):
    rule = can_set_up_programs
    tag = TAG
    operations = {
        "patch": Operation(
            id="update_resource",
            summary=_("Change a resource"),
            description=_("A link replaces the file of a resource."),
            body=ResourceBody,
            answer=ResourceAnswer,
            scope=TokenScope.WRITE,
        ),
        "delete": Operation(
            id="delete_resource",
            summary=_("Remove a resource"),
            description=_("Participants no longer see it."),
            status=204,
            scope=TokenScope.WRITE,
        ),
    }

    def load(self) -> Resource:
        visible = Resource.objects.visible_to(self.membership).light().filter(removed_at=None)
        return get_object_or_404(visible.select_related("program"), pk=self.kwargs["id"])

    def patch(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(update_resource(self.loaded, values=self.body, by=self.actor))

    def delete(self, request: Request, **kwargs: Any) -> Response:
        remove_resource(self.loaded, by=self.actor, at=timezone.now())
        return self.answer()


class BriefingQuery(Query):
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, default="en")


@extend_schema_serializer(
    examples=[
        OpenApiExample("Reminders", value={"batch": "5c0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33", "count": 18})
    ]
)
class BriefingRemindersAnswer(Answer):
    batch = serializers.UUIDField(help_text=_("The batch can be withdrawn before it goes out."))
    count = serializers.IntegerField(help_text=_("How many people are reminded."))


class BriefingBody(Body):
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    text = serializers.CharField(max_length=10_000, allow_blank=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Briefing",
            value={
                "role": "mentor",
                "language": "en",
                "text": "## What mentoring is\nYou share your experience, ask questions and listen.",
                "is_standard": True,
                "read": 12,
                "total": 30,
            },
        )
    ]
)
class BriefingAnswer(Answer):
    role = serializers.ChoiceField(choices=ParticipantRole.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    text = serializers.CharField(
        help_text=_("A line that begins with ## is a heading, one that begins with - an item of a list.")
    )
    is_standard = serializers.BooleanField(help_text=_("The program has no text of its own."))
    read = serializers.IntegerField(help_text=_("How many participants in this role have read it."))
    total = serializers.IntegerField(help_text=_("How many participants there are in this role."))


class BriefingApi(TenantApiView):
    rule = can_see_program
    tag = TAG
    query_class = BriefingQuery
    operations = {
        "get": Operation(
            id="get_briefing",
            summary=_("Get the briefing of mentors or mentees"),
            description=_("In one language, with how many have read it."),
            answer=BriefingAnswer,
        ),
        "put": Operation(
            id="save_briefing",
            summary=_("Change the briefing of mentors or mentees"),
            description=_("In one language. Without a text, the standard text is shown again."),
            body=BriefingBody,
            answer=BriefingAnswer,
            scope=TokenScope.WRITE,
            rule=can_set_up_programs,
        ),
    }

    def load(self) -> Program:
        return visible_program(self)

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.briefing(**self.query)

    def put(self, request: Request, **kwargs: Any) -> Response:
        text = self.body["text"].strip()
        where = {"role": self.body["role"], "language": self.body["language"]}
        if text:
            save_briefing(self.loaded, **where, text=text, by=self.actor)
        else:
            reset_briefing(self.loaded, **where, by=self.actor)
        return self.briefing(**where)

    def briefing(self, role: str, language: str) -> Response:
        own = own_briefings_of(self.loaded)
        today = self.organization.local_date(timezone.now())
        with translation.override(language):
            text = briefing_of(self.loaded, role, own)
        count = read_counts(self.loaded, today=today)[role]
        is_standard = (role, language) not in own
        return self.answer(
            {
                "role": role,
                "language": language,
                "text": text,
                "is_standard": is_standard,
                "read": count.read,
                "total": count.total,
            }
        )


@extend_schema_serializer(
    examples=[
        OpenApiExample("Certificate", value={"name": "Priya Raman", "language": "en", "pdf": "JVBERi0xLjcK"})
    ]
)
class CertificateAnswer(Answer):
    name = serializers.CharField()
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    pdf = serializers.CharField(help_text=_("The PDF, in Base64."))


class BriefingRemindApi(TenantApiView):
    rule = can_write_to_participants
    tag = TAG
    operations = {
        "post": Operation(
            id="remind_of_briefing",
            summary=_("Remind participants of the briefing"),
            description=_(
                "Those who have not read it, at most once in 7 days for each. The emails go out after two minutes."
            ),
            answer=BriefingRemindersAnswer,
            scope=TokenScope.WRITE,
        )
    }

    def load(self) -> Program:
        return visible_program(self)

    def post(self, request: Request, **kwargs: Any) -> Response:
        now = timezone.now()
        today = self.organization.local_date(now)
        batch = remind_of_briefing(self.loaded, by=self.actor, at=now, today=today)
        return self.answer({"batch": batch.id, "count": len(batch.messages)})


class CertificateQuery(Query):
    language = serializers.ChoiceField(choices=settings.LANGUAGES, default="en")


class CertificateApi(TenantApiView):
    rule = is_member
    tag = TAG
    query_class = CertificateQuery
    operations = {
        "get": Operation(
            id="get_certificate",
            summary=_("Get the certificate of a participant"),
            description=_(
                "Where certificates are offered, once a match or the program has ended. Participants get their own."
            ),
            answer=CertificateAnswer,
        )
    }

    def load(self) -> Participant:
        found = Participant.objects.select_related("program", "person")
        if can_see_program(self.membership):
            ids = Participant.objects.visible_to(self.membership).values("pk")
            found = found.filter(Q(pk__in=ids) | Q(person__membership=self.membership))
        else:
            found = found.filter(person__membership=self.membership)
        participant = get_object_or_404(found, pk=self.kwargs["id"])
        participant.program.organization = self.organization
        return participant

    def get(self, request: Request, **kwargs: Any) -> Response:
        with translation.override(self.query["language"]):
            text = certificate_of(self.loaded, today=self.organization.local_date(timezone.now()))
        if text is None:
            raise Http404
        pdf = b64encode(certificate_pdf(text)).decode()
        return self.answer({"name": text.name, "language": self.query["language"], "pdf": pdf})
