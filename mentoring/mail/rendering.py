"""From a message of the outbox to a letter: read what it says, render it, derive its links."""

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
from mentoring.mail.headers import one_line
from mentoring.mail.mime import Letter
from mentoring.mail.models import OutboxMessage
from mentoring.mail.quiet_hours import zone
from mentoring.mail.unsubscribing import UnsubscribeLink
from mentoring.tenancy.models import Organization

# Nothing is fetched while mail is written, and the style sheet does not travel with it.
INLINER = CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
PRODUCT = "Mentoring"
PLACEHOLDERS = {
    "action_url": "https://link.invalid/action-7f3a9c",
    "unsubscribe_url": "https://link.invalid/unsubscribe-7f3a9c",
}
# Neither HTML nor a style sheet changes anything about it.
PLAIN_LINK = re.compile(r"https?://[A-Za-z0-9._~:/\-\[\]]+")
PLAIN = (str, int, float, bool, date, NoneType)
# A template may ask for these without a guard.
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
    skeletons: Skeletons,
) -> Letter:
    """Render the message in its recipient's language and time zone, with its links."""
    with speaking(message.language, message.time_zone):
        return compose_letter(message, kind, context, organization, at=at, skeletons=skeletons)


@contextmanager
def speaking(language: str, time_zone: str) -> Iterator[None]:
    """Speak a recipient's language, in their time zone."""
    with translation.override(language), timezone.override(zone(time_zone)):
        yield


def compose_letter(
    message: OutboxMessage,
    kind: MessageKind,
    context: Mapping[str, Any],
    organization: Organization,
    *,
    at: datetime,
    skeletons: Skeletons,
) -> Letter:
    """Do the same for a caller who speaks the recipient's language already, for many recipients one after the other."""
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
    values["subject"] = one_line(subject)
    text, html = skeletons.render(kind.template, values)
    return Letter(
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
    )


def render(template: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return the text and the HTML of a template, in the active language."""
    text = text_templates().get_template(f"{template}.txt").render(values)
    html = html_templates().get_template(f"{template}.html").render(values)
    return text.strip() + "\n", INLINER.inline(html)


class Skeletons:
    """What a template gives for many messages that differ in their links alone, rendered once.

    Rendering and inlining take most of the time of a bulk mail, and the mails of one are the same but for the two
    links. Kept only where every other value that the template uses is plain, so that equal means equal; lives as
    long as one batch.
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
    """Return the variables that both forms of a template use, with those of what they extend and include."""
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
    """Return the headers by which a mail program offers to unsubscribe with one click (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
