"""The API of the directory as of today. Leaving dates in the future are not disclosed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Body, ExportAnswer, ListApiView, ListQuery, Operation, Query, TenantApiView
from mentoring.people.actions import create_person, export_people
from mentoring.people.models import Person
from mentoring.people.rules import can_create_people, can_export_people, can_see_people
from mentoring.people.selectors import PeopleFilters, people_on
from mentoring.tenancy.enums import TokenScope

TAG = _("Directory")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Person",
            value={
                "id": "1a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                "employee_id": "E10120",
                "first_name": "Priya",
                "last_name": "Raman",
                "email": "priya.raman@example.org",
                "job_title": "Engineer",
                "department": "Engineering",
                "level": "3",
                "location": "Berlin",
                "hired_on": "2021-04-01",
            },
        )
    ]
)
class PersonAnswer(Answer):
    id = serializers.UUIDField()
    employee_id = serializers.CharField(allow_null=True)
    first_name = serializers.CharField(allow_blank=True)
    last_name = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    job_title = serializers.CharField(allow_blank=True)
    department = serializers.CharField(
        allow_null=True, help_text=_("As of today, as are level and location.")
    )
    level = serializers.CharField(allow_null=True)
    location = serializers.CharField(allow_null=True)
    hired_on = serializers.DateField(allow_null=True)


class PersonFilterQuery(Query):
    q = serializers.CharField(
        required=False, max_length=100, help_text=_("The beginning of a word in the name.")
    )
    department = serializers.CharField(required=False, max_length=120)
    level = serializers.CharField(required=False, max_length=50)
    location = serializers.CharField(required=False, max_length=120)
    has_left = serializers.BooleanField(
        required=False, default=False, help_text=_("People who have left instead of current ones.")
    )


class PersonQuery(PersonFilterQuery, ListQuery):
    pass


def filters_from(query: Mapping[str, Any]) -> PeopleFilters:
    return PeopleFilters(
        **{name: query[name] for name in PeopleFilters.__dataclass_fields__ if name in query}
    )


class PersonBody(Body):
    first_name = serializers.CharField(max_length=100)
    last_name = serializers.CharField(max_length=100)
    email = serializers.EmailField(max_length=254, default="", allow_blank=True)
    employee_id = serializers.CharField(max_length=64, default="", allow_blank=True)
    job_title = serializers.CharField(max_length=150, default="", allow_blank=True)
    department = serializers.CharField(max_length=120, default="", allow_blank=True)
    level = serializers.CharField(max_length=50, default="", allow_blank=True)
    location = serializers.CharField(max_length=120, default="", allow_blank=True)
    hired_on = serializers.DateField(required=False, allow_null=True)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class PeopleApi(ListApiView):
    rule = can_see_people
    tag = TAG
    query_class = PersonQuery
    order = ("name_norm", "id")
    operations = {
        "get": Operation(id="list_people", summary=_("List people in the directory"), answer=PersonAnswer),
        "post": Operation(
            id="create_person",
            summary=_("Add a person to the directory"),
            description=_("With an email address, an employee ID or both. Nobody gets an email."),
            body=PersonBody,
            answer=PersonAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=can_create_people,
        ),
    }

    def post(self, request: Request, **kwargs: Any) -> Response:
        today: date = self.organization.local_date(timezone.now())
        made = create_person(**self.body, by=self.actor, today=today)
        return self.answer(Person.objects.with_attributes(today).get(pk=made.pk))

    def rows(self) -> QuerySet:
        today = self.organization.local_date(timezone.now())
        return people_on(today, filters_from(self.query), membership=self.membership)


class PeopleExportApi(TenantApiView):
    rule = can_export_people
    tag = TAG
    query_class = PersonFilterQuery
    operations = {
        "get": Operation(
            id="export_people",
            summary=_("Export the people of the directory"),
            description=_("With email and employee ID, as CSV. Recorded in the audit log."),
            answer=ExportAnswer,
            scope=TokenScope.EXPORT,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        table = export_people(filters_from(self.query), day=today, by=self.actor)
        return self.answer({"rows": len(table.rows), "csv": table.csv})


class PersonApi(TenantApiView):
    rule = can_see_people
    tag = TAG
    operations = {"get": Operation(id="get_person", summary=_("Get a person"), answer=PersonAnswer)}

    def load(self) -> Person:
        today: date = self.organization.local_date(timezone.now())
        return get_object_or_404(
            Person.objects.visible_to(self.membership).with_attributes(today), pk=self.kwargs["id"]
        )

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.loaded)


api_urls = [
    path("people/", PeopleApi.as_view(), name="person-list"),
    path("people/export/", PeopleExportApi.as_view(), name="person-export"),
    path("people/<uuid:id>/", PersonApi.as_view(), name="person-detail"),
]
