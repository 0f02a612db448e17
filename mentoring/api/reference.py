"""HTML reference of the API, generated from the OpenAPI document."""

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mentoring.api.problems import PROBLEMS
from mentoring.api.schema import document


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str
    is_required: bool
    description: str


@dataclass(frozen=True)
class Entry:
    """One operation on the page."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: list[Parameter]
    body: list[Parameter]
    answers: list[tuple[str, str]]
    example: str


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    spec = document(get_language() or "en")
    groups = [(tag, list(entries)) for tag, entries in groupby(operations(spec), key=lambda e: e.tag)]
    problems = [(name, status, title) for name, (status, title) in PROBLEMS.items()]
    context = {
        "groups": groups,
        "problems": problems,
        "limits": settings.API_LIMITS,
        "base_url": settings.BASE_URL,
    }
    return render(request, "api/reference.html", context)


def operations(spec: dict[str, Any]) -> list[Entry]:
    """Return the operations of the document, sorted by tag."""
    entries = [
        _entry(spec, path, method, operation)
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
    ]
    return sorted(entries, key=lambda entry: entry.tag)


def _entry(spec: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Entry:
    answers = operation["responses"]
    body = [c["schema"] for c in operation.get("requestBody", {}).get("content", {}).values()]
    return Entry(
        id=operation["operationId"],
        tag=operation["tags"][0],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        scope=next(iter(s["token"][0] for s in operation["security"] if "token" in s)),
        parameters=[
            Parameter(p["name"], _kind(spec, p["schema"]), p.get("required", False), p.get("description", ""))
            for p in operation.get("parameters", [])
            if p["name"] != "slug"
        ],
        body=[parameter for one in body for parameter in _properties(spec, one)],
        answers=[(status, answer["description"]) for status, answer in answers.items()],
        example=_example(next(iter(answers.values()))),
    )


def _properties(spec: dict[str, Any], schema: dict[str, Any]) -> list[Parameter]:
    schema = _resolved(spec, schema)
    required = schema.get("required", [])
    return [
        Parameter(name, _kind(spec, one), name in required, one.get("description", "").partition("\n")[0])
        for name, one in schema.get("properties", {}).items()
    ]


def _kind(spec: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return a short description of a type: its choices, or type and format."""
    schema = _resolved(spec, schema)
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "items" in schema:
        return f"[{_kind(spec, schema['items'])}]"
    several = schema.get("oneOf") or schema.get("allOf") or []
    if several:
        return " | ".join(_kind(spec, one) for one in several)
    kinds = schema.get("type", "any")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return " | ".join(map(str, [schema.get("format") or kinds[0], *kinds[1:]]))


def _resolved(spec: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _example(answer: dict[str, Any]) -> str:
    for content in answer.get("content", {}).values():
        for example in content.get("examples", {}).values():
            return json.dumps(example["value"], indent=2, ensure_ascii=False)
    return ""
