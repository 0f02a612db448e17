"""Pages for what went wrong. `mentoring.urls` names them as handler400 and so on."""

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
    """Answer a form whose token is missing or old. The reason is for the log, not for the reader."""
    return _page("errors/csrf.html", 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("errors/404.html", 404)


def too_many_requests(request: HttpRequest, *, retry_after: int | None = None) -> HttpResponse:
    """Refuse for now; `retry_after` is in seconds."""
    response = _page(
        "errors/429.html", 429, retry_minutes=None if retry_after is None else -(-retry_after // 60)
    )
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def service_unavailable(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """Say that a part of the installation is away, and after how many seconds to come back."""
    response = _page("errors/503.html", 503)
    response.headers["Retry-After"] = str(retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, even when the templates are what is broken."""
    try:
        return _page("errors/500.html", 500)
    except Exception:
        logger.exception("The page for a server error could not be rendered")
        text = _("Something went wrong. The error has been logged. Please try again in a few minutes.")
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")


def _page(template: str, status: int, **context: object) -> HttpResponse:
    # Without the request: no session, user or organization is read, so an error there cannot come back here.
    return HttpResponse(jinja_environment().get_template(template).render(**context), status=status)
