"""Emails about accounts. Sent immediately, not through the outbox, which belongs to organizations."""

import logging
from datetime import datetime
from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected

from anymail.exceptions import AnymailError
from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mentoring.circuit_breaker import CircuitBreaker, CircuitOpen
from mentoring.email_address import ascii_email
from mentoring.ui import formats
from mentoring.ui.environment import plain_text_environment
from mentoring.ui.rendering import jinja_environment

logger = logging.getLogger(__name__)
PRODUCT = "Mentoring"
# The person waits for the response.
PATIENCE_SECONDS = 5
# A mail server that hangs must not occupy all threads of a process, of which there are four.
MAIL_SERVER = CircuitBreaker(
    failures=(TimeoutError, ConnectionError, SMTPServerDisconnected, SMTPConnectError),
    seconds=PATIENCE_SECONDS,
    concurrent=3,
)


class MailNotSent(Exception):
    """The mail server did not accept an email."""


def send_code(*, to: str, code: str, is_new_address: bool = False) -> None:
    """Send a code to enter on the page that requested it; raise MailNotSent if the mail server does not accept it.

    The subject contains the code, so that a phone shows it in the notification. It is never logged.
    """
    subject = (
        _("%(code)s confirms your new email address")
        if is_new_address
        else _("%(code)s is your sign-in code")
    )
    _send(
        to=to,
        subject=subject % {"code": code},
        template="account/email/code",
        context={
            "code": code,
            "address": to,
            "is_new_address": is_new_address,
            "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
        },
    )


def send_account_notice(*, to: str, subject: str, sentence: str, at: datetime) -> None:
    """Notify a person of a change to the account. The change stays if the email cannot be sent."""
    zone = timezone.get_current_timezone_name()
    try:
        _send(
            to=to,
            subject=subject,
            template="account/email/notice",
            context={
                "sentence": sentence,
                "address": to,
                "at": f"{formats.datetime(at)} ({zone})",
                "action_url": settings.BASE_URL + reverse("accounts:profile"),
                "action_label": _("Review your account"),
            },
        )
    except MailNotSent:
        logger.warning("A notice about an account was not sent")


def _send(*, to: str, subject: str, template: str, context: dict[str, object]) -> None:
    values = {
        # Variables of templates/mail/layout; there is no organization here.
        "organization_name": PRODUCT,
        "language_code": get_language() or "en",
        "action_url": "",
        "unsubscribe_url": "",
        "base_url": settings.BASE_URL,
        "subject": subject,
        **context,
    }
    text, html = _render(template, values)
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        to=[ascii_email(to)],
        # Prevents automatic replies.
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        connection=get_connection(timeout=PATIENCE_SECONDS, requests_timeout=PATIENCE_SECONDS),
    )
    message.attach_alternative(html, "text/html")
    try:
        with MAIL_SERVER.call():
            message.send()
    except (OSError, SMTPException, AnymailError, CircuitOpen) as error:
        # The type only: the error text may contain the address or the email.
        logger.error("The mail server did not accept an email: %s", type(error).__name__)
        raise MailNotSent from error


def _render(template: str, values: dict[str, object]) -> tuple[str, str]:
    environment = jinja_environment()
    text = plain_text_environment(environment).get_template(f"{template}.txt").render(values)
    html = environment.get_template(f"{template}.html").render(values)
    inliner = CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
    return text.strip() + "\n", inliner.inline(html)
