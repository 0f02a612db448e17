"""The API of resources."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from programs.actions.resources import add_resource, remove_resource, update_resource
from programs.api.programs import TAG, visible_program
from programs.enums import Audience, Stage
from programs.models import Program, Resource
from programs.resource_files import MAX_BYTES
from programs.rules import can_see_program, can_set_up_programs

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
