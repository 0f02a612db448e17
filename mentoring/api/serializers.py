"""Base serializers. Unknown fields and parameters are refused, not ignored."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError


class Answer(serializers.Serializer):
    """Base of response bodies; read-only."""

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only, field.required = True, False
        return fields


class Body(serializers.Serializer):
    """Base of request bodies. Validates, never saves."""

    def to_internal_value(self, data: Any) -> Any:
        if self.parent is not None:
            # A PATCH may omit fields, but not those of nested items.
            item = type(self)(data=data, context=self.context)
            item.is_valid(raise_exception=True)
            return item.validated_data
        if isinstance(data, Mapping):
            _refuse_unknown(data, self.fields, _("Unknown field “%(name)s”."))
        return super().to_internal_value(data)


class Query(serializers.Serializer):
    """Base of query strings."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, QueryDict):
            _refuse_unknown(data, self.fields, _("Unknown parameter “%(name)s”."))
            repeated = [name for name, values in data.lists() if len(values) > 1]
            if repeated:
                raise ValidationError({name: [_("Send this parameter only once.")] for name in repeated})
            data = data.dict()
        return super().to_internal_value(data)


@extend_schema_serializer(
    examples=[
        OpenApiExample("Export", value={"rows": 1, "csv": "Employee ID,First name,Last name,Email,…\r\n"})
    ]
)
class ExportAnswer(Answer):
    """A table as CSV."""

    rows = serializers.IntegerField()
    csv = serializers.CharField(help_text=gettext_lazy("The same file as on the page."))


class ListQuery(Query):
    """Query parameters of every list."""

    page_size = serializers.IntegerField(
        required=False,
        default=50,
        min_value=1,
        max_value=200,
        help_text=gettext_lazy("Page size, at most 200."),
    )
    cursor = serializers.CharField(
        required=False,
        max_length=2000,
        help_text=gettext_lazy("The page cursor: follow `next` and `previous` unchanged."),
    )


class FieldError(serializers.Serializer):
    field = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Empty if it concerns the whole request.")
    )
    detail = serializers.CharField(help_text=gettext_lazy("A human-readable message."))


class Problem(serializers.Serializer):
    """What went wrong (RFC 9457)."""

    type = serializers.URLField(help_text=gettext_lazy("The problem type; use this to tell errors apart."))
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text=gettext_lazy("A human-readable message."))
    errors = FieldError(many=True, required=False)


def _refuse_unknown(data: Mapping[str, Any], fields: Mapping[str, Any], sentence: str) -> None:
    unknown = [str(name) for name in data if name not in fields]
    if unknown:
        raise ValidationError({name: [sentence % {"name": name}] for name in unknown})
