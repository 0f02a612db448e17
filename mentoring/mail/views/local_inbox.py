"""/mail/: the local inbox. Available only with LOCAL=1, and only from this machine."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from mentoring.mail.local_inbox import LocalMail, find_mail, newest_mails
from mentoring.ui.middleware import CONTENT_SECURITY_POLICY
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns

# Emails have inline styles, which our pages do not allow. Nothing else in them is loaded or run.
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'self'"
)
# Allows the page to show the email in a frame.
FRAMING_POLICY = CONTENT_SECURITY_POLICY + "; frame-src 'self'"


def is_this_machine(request: HttpRequest) -> bool:
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def for_this_machine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 unless LOCAL=1 and the client is on this machine.

    The emails include sign-in codes: whoever can read them can sign in as anybody.
    """

    @require_safe
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.LOCAL and is_this_machine(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_this_machine
def inbox(request: HttpRequest) -> HttpResponse:
    columns = Columns(
        request, [Column("subject", _("Subject")), Column("to", _("To")), Column("received", _("Received"))]
    )
    return render(request, "mail/inbox/list.html", {"mails": newest_mails(), "columns": columns})


@for_this_machine
def inbox_mail(request: HttpRequest, name: str) -> HttpResponse:
    mail = mail_or_404(name)
    context = {"mail": mail, "text": mail.part("plain"), "has_html": bool(mail.part("html"))}
    response = render(request, "mail/inbox/mail.html", context)
    response.headers["Content-Security-Policy"] = FRAMING_POLICY
    return response


@for_this_machine
@xframe_options_sameorigin
def inbox_html(request: HttpRequest, name: str) -> HttpResponse:
    response = HttpResponse(mail_or_404(name).part("html"))
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


def mail_or_404(name: str) -> LocalMail:
    mail = find_mail(name)
    if mail is None:
        raise Http404
    return mail
