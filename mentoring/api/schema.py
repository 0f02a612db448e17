"""The OpenAPI 3.1 document, written by drf-spectacular from each view's operations."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from mentoring.api.problems import MEDIA_TYPE, PROBLEMS, problem
from mentoring.api.serializers import Body, Problem


def add_security_schemes(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Say how to sign in (a POSTPROCESSING_HOOK: the cookie's name is a setting)."""
    result["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made in the browser. Its scopes are read, write and export.",
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "The browser's session, with the X-CSRFToken header on everything that writes.",
        },
    }
    return result


BY_NAME = {name: status for name, (status, _title) in PROBLEMS.items()}.__getitem__


class KeysetSchema:
    """What drf-spectacular asks a paginator."""

    def get_schema_operation_parameters(self, view: Any) -> list:
        return []  # ListQuery has them

    def get_paginated_response_schema(self, results: dict[str, Any]) -> dict[str, Any]:
        example = f"{settings.BASE_URL}/api/v1/o/acme/members/?cursor=W2ZhbHNl"
        link = {"type": ["string", "null"], "format": "uri", "example": example}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": results},
        }


class OperationSchema(AutoSchema):
    """Describes a view by its Operations."""

    @property
    def operation(self) -> Any:
        return self.view.operations[self.method.lower()]

    def get_operation_id(self) -> str:
        return self.operation.id

    def get_summary(self) -> str:
        return str(self.operation.summary)

    def get_description(self) -> str:
        return str(self.operation.description)

    def get_tags(self) -> list[str]:
        return [str(self.view.tag)]

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{"token": [str(self.operation.scope)]}, {"session": []}]

    def get_override_parameters(self) -> list:
        slug = OpenApiParameter(
            "slug",
            str,
            OpenApiParameter.PATH,
            description="The organization, as in the address of its pages.",
        )
        query = self.view.query_class
        return [slug, query] if self.method == "GET" and query().fields else [slug]

    def get_request_serializer(self) -> Any:
        return self.operation.body

    def get_response_serializers(self) -> dict:
        operation = self.operation
        status = operation.status if operation.answer else 204
        names = ["unauthenticated", "forbidden", "not-found", "not-acceptable", "too-many-requests"]
        names += ["malformed" if operation.body else "invalid"]
        if operation.body:
            names += ["unsupported-media-type", "too-large"]
        problems = {
            (PROBLEMS[name][0], MEDIA_TYPE): _problem_response(name) for name in sorted(names, key=BY_NAME)
        }
        return {status: operation.answer, **problems}

    def map_parsers(self) -> list[str]:
        return [self.operation.parser.media_type]

    def get_serializer_name(self, serializer: Any, direction: str) -> str:
        return type(serializer).__name__.removesuffix("Answer").removesuffix("Body")

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"{serializer_name}List"

    def _is_list_view(self, serializer: Any = None) -> bool:
        return self.method == "GET" and hasattr(self.view, "rows")

    def _get_paginator(self) -> KeysetSchema:
        return KeysetSchema()

    def _map_serializer(self, serializer: Any, direction: str, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer(serializer, direction, bypass_extensions)
        if not type(serializer).__doc__:
            schema.pop("description", None)  # that of the base class
        if isinstance(serializer, Body):
            schema["additionalProperties"] = False
        return schema


def _problem_response(name: str) -> OpenApiResponse:
    errors = [{"field": "role", "detail": "…"}] if name == "invalid" else None
    example = OpenApiExample(name, value=problem(name, errors=errors))
    return OpenApiResponse(Problem, description=str(PROBLEMS[name][1]), examples=[example])


@cache
def document(language: str = "en") -> dict[str, Any]:
    """Return the document. The addresses are the same for as long as the process runs, and it holds no data."""
    with translation.override(language):
        return SchemaGenerator().get_schema(request=None, public=True)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "public, max-age=300"
    # It holds no data, so tools in a browser may read it from anywhere.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
