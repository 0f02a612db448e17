"""Middleware for compression and browser security headers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

# No `unsafe-` sources: pages have no inline scripts or styles, which a test checks.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

# docs/adr/0008: pages of members and public pages. Codes, recovery codes and one-time links are on other pages,
# and a new API token is only in the response to a POST.
COMPRESSED_ADDRESSES = ("/o/", "/p/")
COMPRESSED_TYPES = ("text/", "application/json")


class CompressionMiddleware(GZipMiddleware):
    """Compress pages that contain no secrets, whose length could be inferred (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        is_read = request.method == "GET" and response.status_code == 200
        if not is_read or not request.path_info.startswith(COMPRESSED_ADDRESSES):
            return response
        if not response.headers.get("Content-Type", "").startswith(COMPRESSED_TYPES):
            return response
        return super().process_response(request, response)


class BrowserPolicyMiddleware:
    """Set Content-Security-Policy and Permissions-Policy on every response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
