"""“What can my administrator see about me?” through the API."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Operation, TenantApiView
from mentoring.tenancy.rules import is_member
from programs.api.programs import TAG
from programs.enums import Sees
from programs.extensions import VISIBILITY


class VisibleItemAnswer(Answer):
    """What each reader sees of an item."""

    name = serializers.CharField()
    label = serializers.CharField()
    you = serializers.ChoiceField(choices=Sees.choices)
    partner = serializers.ChoiceField(choices=Sees.choices)
    administrator = serializers.ChoiceField(choices=Sees.choices)
    reports = serializers.ChoiceField(choices=Sees.choices)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Visibility",
            value={
                "items": [
                    {
                        "name": "private_notes",
                        "label": "Private notes",
                        "you": "yes",
                        "partner": "no",
                        "administrator": "no",
                        "reports": "no",
                    }
                ]
            },
        )
    ]
)
class VisibilityAnswer(Answer):
    items = VisibleItemAnswer(many=True)


class VisibilityApi(TenantApiView):
    rule = is_member
    tag = TAG
    operations = {
        "get": Operation(
            id="get_visibility",
            summary=_("Get what others can see about a mentor or mentee"),
            description=_(
                "The same table for everybody: one row for each item, and what each reader sees of it."
            ),
            answer=VisibilityAnswer,
        )
    }

    def get(self, request: Request, **kwargs: object) -> Response:
        rows = [
            {
                "name": name,
                "label": str(item.label),
                "you": item.you,
                "partner": item.partner,
                "administrator": item.staff,
                "reports": item.reports,
            }
            for name, item in VISIBILITY.items()
        ]
        return self.answer({"items": rows})
