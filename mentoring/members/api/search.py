"""The API of the search."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Operation, Query, TenantApiView
from mentoring.members.selectors import SEARCH_LENGTH, search_groups
from mentoring.tenancy.rules import is_member

EXAMPLE = {
    "groups": [
        {
            "name": "people",
            "label": "People",
            "results": [
                {
                    "title": "Comfort Asante",
                    "remark": "Reservoir Engineer",
                    "path": "/o/acme/people/1a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33/",
                }
            ],
        }
    ]
}


class SearchResultAnswer(Answer):
    title = serializers.CharField()
    remark = serializers.CharField(allow_blank=True)
    path = serializers.CharField(source="url", help_text=_("The path of the page."))


class SearchGroupAnswer(Answer):
    name = serializers.CharField()
    label = serializers.CharField()
    results = SearchResultAnswer(many=True)


@extend_schema_serializer(examples=[OpenApiExample("Search", value=EXAMPLE)])
class SearchAnswer(Answer):
    groups = SearchGroupAnswer(many=True)


class SearchQuery(Query):
    q = serializers.CharField(
        max_length=SEARCH_LENGTH,
        default="",
        allow_blank=True,
        help_text=_(
            "The start of a word of a name, of an email address or of the name of a program or page."
        ),
    )


class SearchApi(TenantApiView):
    rule = is_member
    tag = _("Search")
    query_class = SearchQuery
    operations = {
        "get": Operation(
            id="search",
            summary=_("Search people, matches, programs and pages"),
            description=_("Only what the member may see, at most five of each."),
            answer=SearchAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer({"groups": search_groups(request._request, self.query["q"])})
