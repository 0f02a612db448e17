"""Limit the size of request bodies before anything of them is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from mentoring.ui.errors import bad_request, length_required, request_too_large


class BodyLimitMiddleware:
    """Answer 413 to bodies over settings.BODY_BYTES, or over UPLOAD_BODY_BYTES for views with `accepts_files = True`.

    Decided by Content-Length, so a refused body is never read. A body without a length (chunked) is refused with 411:
    WSGI applications see it as empty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
            return length_required(request)
        written = request.META.get("CONTENT_LENGTH") or "0"
        if not (written.isascii() and written.isdigit()):
            return bad_request(request)
        if int(written) > settings.BODY_BYTES:
            limit = settings.UPLOAD_BODY_BYTES if accepts_files(request.path_info) else settings.BODY_BYTES
            if int(written) > limit:
                return request_too_large(request)
        return self.get_response(request)


def accepts_files(path: str) -> bool:
    """Return whether the view of the path accepts uploads."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return bool(
        getattr(getattr(view, "view_class", None) or getattr(view, "cls", None), "accepts_files", False)
    )
