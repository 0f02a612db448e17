"""From a message of the outbox to a letter: read what it says, render it, derive its links."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from css_inline import CSSInliner
from django.conf import settings
from django.template import engines
from django.utils import timezone, translation
from jinja2 import Environment

from mentoring.mail.kinds import MessageKind
from mentoring.mail.letters import Letter
from mentoring.mail.lines import one_line
from mentoring.mail.models import OutboxMessage
from mentoring.mail.quiet_hours import zone
from mentoring.mail.unsubscribing import UnsubscribeLink
from mentoring.tenancy.models import Organization

# Nothing is fetched while mail is written, and the style sheet does not travel with it.
INLINER = CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
PRODUCT = "Mentoring"
# No Django context needs these of a kind; a template may ask for them without a guard.
DEFAULTS: dict[str, Any] = {"action_url": "", "action_label": "", "unsubscribe_url": ""}


@cache
def html_templates() -> Environment:
    return engines["jinja2"].env


@cache
def text_templates() -> Environment:
    """Return the same templates without HTML's escapes."""
    return html_templates().overlay(autoescape=False)


def write_letter(
    message: OutboxMessage,
    kind: MessageKind,
    context: Mapping[str, Any],
    organization: Organization,
    *,
    at: datetime,
) -> Letter:
    """Render the message in its recipient's language and time zone, with its links."""
    headers: dict[str, str] = {}
    with translation.override(message.language), timezone.override(zone(message.time_zone)):
        values = {
            **DEFAULTS,
            "organization_name": organization.name,
            "recipient_name": message.recipient_name,
            "language_code": message.language,
            **context,
        }
        if kind.can_be_unsubscribed:
            values["unsubscribe_url"] = UnsubscribeLink.url_to(message, organization)
            headers = unsubscribe_headers(values["unsubscribe_url"])
        values["subject"] = one_line(str(kind.subject) % values)
        text, html = render(kind.template, values)
    return Letter(
        sender_name=f"{organization.name} via {PRODUCT}",
        sender=settings.MAIL_FROM,
        to_name=message.recipient_name,
        to=message.recipient_email,
        subject=values["subject"],
        text=text,
        html=html,
        message_id=message.message_id,
        date=at,
        language=message.language,
        reply_to_name=message.reply_to_name,
        reply_to=message.reply_to_email,
        headers=headers,
    )


def render(template: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return the text and the HTML of a template, in the active language."""
    text = text_templates().get_template(f"{template}.txt").render(values)
    html = html_templates().get_template(f"{template}.html").render(values)
    return text.strip() + "\n", INLINER.inline(html)


def unsubscribe_headers(url: str) -> dict[str, str]:
    """Return the headers by which a mail program offers to unsubscribe with one click (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
