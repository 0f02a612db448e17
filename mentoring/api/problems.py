"""Errors as problem+json (RFC 9457), whether raised by DRF, a middleware or Django."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"

# Name -> status, title. The name is the end of `type`; the reference page has a section for each.
PROBLEMS = {
    "invalid": (400, _("Some values are invalid.")),
    "malformed": (400, _("The request could not be read.")),
    "unauthenticated": (401, _("You are not signed in.")),
    "forbidden": (403, _("Your role does not allow this.")),
    "scope-missing": (403, _("The token does not have the required scope.")),
    "not-found": (404, _("Not found.")),
    "method-not-allowed": (405, _("This method is not allowed for this address.")),
    "not-acceptable": (406, _("Responses are available as JSON only.")),
    "too-large": (413, _("The request is too large.")),
    "unsupported-media-type": (415, _("This address does not accept the format of the body.")),
    "too-many-requests": (429, _("Too many requests in a short time.")),
    "server-error": (500, _("Something went wrong.")),
}
BY_STATUS = {status: name for name, (status, _title) in reversed(PROBLEMS.items())}
NAMES = {"parse_error": "malformed", "scope_missing": "scope-missing"}


class ScopeMissing(exceptions.PermissionDenied):
    default_code = "scope_missing"

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__(gettext("This requires a token with the scope “%(scope)s”.") % {"scope": scope})


def problem(name: str, *, detail: str = "", errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """Return the body of a problem. Field names in `errors` are dotted paths."""
    status, title = PROBLEMS[name]
    body: dict[str, Any] = {
        "type": f"{settings.BASE_URL}/api/v1/#problem-{name}",
        "title": str(title),
        "status": status,
        "detail": _encodable(detail or title),
    }
    if errors is not None:
        body["errors"] = errors
    return body


def answer_problem(exception: Exception, context: Mapping[str, Any]) -> Response | None:
    """Return the response for an exception (DRF's EXCEPTION_HANDLER); None causes a server error."""
    request = context["request"]._request
    if request.organization is not None:
        transaction.set_rollback(True)  # the scope's transaction would commit partial work otherwise
    exception = _as_api_exception(exception)
    if not isinstance(exception, exceptions.APIException):
        return None
    name = NAMES.get(exception.default_code, BY_STATUS.get(exception.status_code, "invalid"))
    errors = None
    if isinstance(exception, exceptions.ValidationError):
        errors = list(_flat(exception.detail))
        body = problem(name, detail=" ".join(e["detail"] for e in errors if not e["field"]), errors=errors)
    elif isinstance(exception, exceptions.NotFound | exceptions.NotAuthenticated):
        body = problem(name)  # the frameworks' texts name models
    else:
        body = problem(name, detail=str(exception.detail))
    return Response(body, status=body["status"], headers=_headers(exception), content_type=MEDIA_TYPE)


class ProblemMiddleware:
    """Convert error pages from outside of DRF into problems."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        status = response.status_code
        if status < 400 or not request.path_info.startswith("/api/"):
            return response
        if response.headers.get("Content-Type", "") == MEDIA_TYPE or (settings.DEBUG and status >= 500):
            return response
        name = "malformed" if status == 400 else BY_STATUS.get(status, "server-error")
        answer = JsonResponse({**problem(name), "status": status}, status=status, content_type=MEDIA_TYPE)
        for header in ("Allow", "Retry-After", "WWW-Authenticate"):
            if header in response.headers:
                answer.headers[header] = response.headers[header]
        return answer


def _as_api_exception(exception: Exception) -> Exception:
    match exception:
        case ValidationError():
            return exceptions.ValidationError(_by_field(exception))
        case Http404():
            return exceptions.NotFound()
        case PermissionDenied():
            return exceptions.PermissionDenied(str(exception) or PROBLEMS["forbidden"][1])
    return exception


def _by_field(exception: ValidationError) -> dict[str, list[str]]:
    """Return the messages of a ValidationError by field; non-field ones under ""."""
    if hasattr(exception, "error_dict"):
        return {"" if k == NON_FIELD_ERRORS else k: v for k, v in exception.message_dict.items()}
    return {"": exception.messages}


def _flat(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            key = "" if key == "non_field_errors" else str(key)
            yield from _flat(value, ".".join(filter(None, (path, key))))
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            yield from _flat(value, path if isinstance(value, str) else f"{path}.{index}".lstrip("."))
    else:
        yield {"field": _encodable(path), "detail": _encodable(detail)}


def _encodable(text: Any) -> str:
    """Return text that can be encoded: messages quote input, and JSON allows lone surrogates."""
    return str(text).encode("utf-8", "replace").decode()


def _headers(exception: exceptions.APIException) -> dict[str, str]:
    headers = {}
    match exception:
        case exceptions.AuthenticationFailed():
            headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        case exceptions.NotAuthenticated():
            headers["WWW-Authenticate"] = "Bearer"
        case ScopeMissing():
            headers["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{exception.scope}"'
        case exceptions.Throttled() if exception.wait is not None:
            headers["Retry-After"] = str(int(exception.wait))  # DRF has rounded it up
    return headers
