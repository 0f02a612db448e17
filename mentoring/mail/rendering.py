"""Render a message of the outbox as an email, with its links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Any

from css_inline import CSSInliner
from django.conf import settings
from django.template import engines
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import get_language
from jinja2 import Environment, meta

from mentoring.mail.extensions import MessageKind
from mentoring.mail.headers import single_line
from mentoring.mail.mime import RenderedEmail
from mentoring.mail.models import OutboxMessage
from mentoring.mail.quiet_hours import zone
from mentoring.mail.unsubscribing import UnsubscribeLink
from mentoring.tenancy.models import Organization
from mentoring.ui.environment import plain_text_environment

# Nothing is fetched while rendering, and the style sheet itself is not sent.
INLINER = CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
PRODUCT = "Mentoring"
PLACEHOLDERS = {
    "action_url": "https://link.invalid/action-7f3a9c",
    "unsubscribe_url": "https://link.invalid/unsubscribe-7f3a9c",
}
# A link that needs no escaping in HTML.
PLAIN_LINK = re.compile(r"https?://[A-Za-z0-9._~:/\-\[\]]+")
PLAIN = (str, int, float, bool, date, NoneType)
# Templates may use these without testing whether they are defined.
DEFAULTS: dict[str, Any] = {
    "action_url": "",
    "action_label": "",
    "unsubscribe_url": "",
    "unsubscribe_label": "",
    "opening": "",
}


@cache
def html_templates() -> Environment:
    return engines["jinja2"].env


@cache
def text_templates() -> Environment:
    """Return the same templates without HTML escaping."""
    return plain_text_environment(html_templates())


def render_email(
    message: OutboxMessage,
    kind: MessageKind,
    context: Mapping[str, Any],
    organization: Organization,
    *,
    at: datetime,
    cache: TemplateCache,
) -> RenderedEmail:
    """Render the message in its recipient's language and time zone, with its links."""
    with recipient_locale(message.language, message.time_zone):
        return compose_email(message, kind, context, organization, at=at, cache=cache)


@contextmanager
def recipient_locale(language: str, time_zone: str) -> Iterator[None]:
    """Activate a recipient's language and time zone."""
    with translation.override(language), timezone.override(zone(time_zone)):
        yield


def compose_email(
    message: OutboxMessage,
    kind: MessageKind,
    context: Mapping[str, Any],
    organization: Organization,
    *,
    at: datetime,
    cache: TemplateCache,
) -> RenderedEmail:
    """Render the message in the active language and time zone."""
    headers: dict[str, str] = {}
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
    # Before the organization is confirmed, strangers could choose the names in it (settings.SIGN_UP).
    subject = str(kind.subject) % values if organization.is_confirmed else str(kind.label)
    values["subject"] = single_line(subject)
    text, html = cache.render(context.get("template") or kind.template, values)
    return RenderedEmail(
        sender_name=f"{organization.name} via {PRODUCT}" if organization.is_confirmed else PRODUCT,
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
        parts=tuple(kind.parts(message, context)) if kind.parts else (),
    )


def render(template: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return the text and the HTML of a template in the active language."""
    text = text_templates().get_template(f"{template}.txt").render(values)
    html = html_templates().get_template(f"{template}.html").render(values)
    return text.strip() + "\n", INLINER.inline(html)


class TemplateCache:
    """Render a template once for all messages of a batch that differ only in their links.

    Rendering and inlining take most of the time of a bulk email, whose messages are equal except for the two links.
    Used only where every other value in the template is plain, so that equality is certain.
    """

    def __init__(self) -> None:
        self._rendered: dict[tuple, tuple[str, str]] = {}

    def render(self, template: str, values: Mapping[str, Any]) -> tuple[str, str]:
        """Return the same as render()."""
        links = {name: str(values[name]) for name in PLACEHOLDERS if values[name]}
        key = self._key(template, values, links)
        if key is None or not all(PLAIN_LINK.fullmatch(link) for link in links.values()):
            return render(template, values)
        if key not in self._rendered:
            self._rendered[key] = render(template, {**values, **{name: PLACEHOLDERS[name] for name in links}})
        text, html = self._rendered[key]
        for name, link in links.items():
            text, html = text.replace(PLACEHOLDERS[name], link), html.replace(PLACEHOLDERS[name], link)
        return text, html

    def _key(self, template: str, values: Mapping[str, Any], links: Mapping[str, str]) -> tuple | None:
        key: list[Any] = [template, get_language(), str(timezone.get_current_timezone()), *links]
        for name in used_names(template):
            if name in links or name not in values:
                continue
            value = values[name]
            if isinstance(value, Promise):
                value = str(value)
            if not isinstance(value, PLAIN):
                return None
            key += [name, type(value), value]
        return tuple(key)


@cache
def used_names(template: str) -> tuple[str, ...]:
    """Return the variables used by the text and the HTML template, and by the templates these extend or include."""
    environment, found, seen = html_templates(), set(), set()
    queue = [f"{template}.txt", f"{template}.html"]
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        assert environment.loader is not None
        tree = environment.parse(environment.loader.get_source(environment, name)[0])
        found |= meta.find_undeclared_variables(tree)
        queue += [other for other in meta.find_referenced_templates(tree) if other]
    return tuple(sorted(found))


def unsubscribe_headers(url: str) -> dict[str, str]:
    """Return the headers for unsubscribing with one click in a mail program (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
