"""Error pages, used as handler400 and so on in `mentoring.urls`."""

import logging

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .rendering import jinja_environment

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("errors/400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("errors/403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose CSRF token is missing or outdated. The reason is not shown."""
    return _page("errors/csrf.html", 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("errors/404.html", 404)


def too_many_requests(request: HttpRequest, *, retry_after: int | None = None) -> HttpResponse:
    """Answer 429; `retry_after` is in seconds."""
    response = _page(
        "errors/429.html", 429, retry_minutes=None if retry_after is None else -(-retry_after // 60)
    )
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def request_too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413 without repeating anything of the request."""
    return _page("errors/413.html", 413)


def length_required(request: HttpRequest) -> HttpResponse:
    """Answer 411: a body needs a Content-Length."""
    return _page("errors/400.html", 411)


def service_unavailable(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """Answer 503; `retry_after` is in seconds."""
    response = _page("errors/503.html", 503)
    response.headers["Retry-After"] = str(retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, with plain text if the template cannot be rendered."""
    try:
        return _page("errors/500.html", 500)
    except Exception:
        logger.exception("The page for a server error could not be rendered")
        text = _("Something went wrong. The error has been logged. Please try again in a few minutes.")
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")


def _page(template: str, status: int, **context: object) -> HttpResponse:
    # Without the request: loading its session, user or organization may be what failed.
    return HttpResponse(jinja_environment().get_template(template).render(**context), status=status)
