import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"
# RFC 9116 requires less than a year, so that outdated contacts expire.
CONTACT_VALID_FOR = dt.timedelta(days=180)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Exclude crawlers from all pages: public pages are for people who have a link."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type=PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Return the security contact of the installation (RFC 9116), if there is one."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    expires = (timezone.now() + CONTACT_VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)
