"""URLs for the tests of the API only."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import include, path
from rest_framework import serializers

from mentoring.api import Answer, Body, ListApiView, ListQuery, Operation, TenantApiView
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.rules import is_administrator, is_member, is_owner
from tests.factories.tenancy import make_api_token


class LineBody(Body):
    text = serializers.CharField(max_length=5)


class NoteBody(Body):
    name = serializers.CharField(max_length=20)
    ending = serializers.CharField(default="fine")
    lines = LineBody(many=True, required=False)


class NoteAnswer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    actor = serializers.CharField(required=False)


class Notes(ListApiView):
    """Lists tokens by name; a POST makes one, then ends as asked."""

    rule = is_member
    tag = "Notes"
    order = ("name", "-id")
    query_class = ListQuery
    operations = {
        "get": Operation(id="list_notes", summary="List", answer=NoteAnswer),
        "post": Operation(
            id="create_note",
            summary="Create",
            body=NoteBody,
            answer=NoteAnswer,
            status=201,
            scope=TokenScope.WRITE,
            rule=is_administrator,
        ),
    }

    def rows(self):
        return ApiToken.objects.all()

    def post(self, request, **kwargs):
        token = make_api_token(membership=self.membership, name=self.body["name"])
        match self.body["ending"]:
            case "refused":
                raise ValidationError({"name": "This name is taken.", "__all__": ["Not on a Sunday."]})
            case "refused-plainly":
                raise ValidationError("Not on a Sunday.")
            case "forbidden":
                raise PermissionDenied
            case "crash":
                raise RuntimeError("secret inside")
        return self.answer({"id": token.id, "name": token.name, "actor": self.actor.kind})


class Figures(TenantApiView):
    rule = is_owner
    tag = "Notes"
    operations = {
        "get": Operation(id="export_notes", summary="Export", answer=NoteAnswer, scope=TokenScope.EXPORT),
        "delete": Operation(id="delete_notes", summary="Delete", scope=TokenScope.WRITE),
    }

    def load(self):
        return Membership.objects.count()

    def get(self, request, **kwargs):
        return self.answer({"id": self.membership.id, "name": str(self.loaded), "actor": self.actor.kind})

    def delete(self, request, **kwargs):
        return self.answer()


urlpatterns = [
    path("api/v1/o/<slug:slug>/notes/", Notes.as_view()),
    path("api/v1/o/<slug:slug>/figures/", Figures.as_view()),
    path("", include("mentoring.urls")),
]
handler404 = "mentoring.ui.errors.page_not_found"
handler500 = "mentoring.ui.errors.server_error"
